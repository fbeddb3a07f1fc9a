"""The street page: the made-up neighbours' phones, a request's timeline and its cascade, as they are at this moment.

It knows nothing that the emulator does not tell: SMS, executions and the table through the AWS APIs, the rest through
Whapp's own API, signed in as the neighbour in question.
"""

import json
import re
import threading
import uuid
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cached_property
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, cast

from botocore.exceptions import BotoCoreError, ClientError

from local import LocalError, clock, machine, story, web
from local.deploy import ROOT
from local.emulator import HOST, free_port, in_use
from local.people import Person
from local.stack import Stack

_PAGE = Path(__file__).with_name("street.html")
_DEFINITION = ROOT / "statemachines" / "cascade.asl.json"
_LINK = re.compile(r"https?://\S+/[rj]/[\w-]+")
_HEADLINE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)
_LANGUAGES = ("nl", "en")
_MOST_BYTES = 4096
_A_MOMENT = 10.0  # seconds in which whoever decides has decided
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; "
    "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Street:
    """What the page shows and what its buttons do. The first of the people is the one who asks for help."""

    def __init__(self, stack: Stack, people: Sequence[Person]) -> None:
        self._stack = stack
        self._people = people
        self._alone = threading.Lock()

    def serve(self, port: int | None = None) -> "Served":
        """Serve the page on this port, or on a free one, to this machine only."""
        return Served(self, free_port() if port is None or in_use(port) else port)

    def page(self) -> str:
        """The page, with the machine drawn into it."""
        drawn = machine.draw(json.loads(_DEFINITION.read_text()))
        return _PAGE.read_text().replace("<!-- machine -->", drawn)

    def look(self, request_id: str | None, language: str) -> dict[str, Any]:
        """Everything as it is now; of the requests, the timeline and cascade of this one, or of the newest."""
        with self._alone:  # several windows need not ask the emulator at once
            requests = self._as_requester("GET", "/v1/requests").json["items"]
            ids = [each["id"] for each in requests]
            shown = request_id if request_id in ids else next(iter(ids), None)
            return {
                "people": self._phones(),
                "requests": [{name: each[name] for name in ("id", "status", "category")} for each in requests],
                "shown": shown,
                "timeline": self._timeline(shown, language) if shown else [],
                "execution": self._execution(shown) if shown else None,
            }

    def act(self, what: str, said: Mapping[str, str]) -> dict[str, str]:
        """Do what a button says; returns what came of it. A `LocalError` when it cannot be done."""
        acts: dict[str, Callable[[Mapping[str, str]], dict[str, str]]] = {
            "ask": self._ask_for_help,
            "answer": self._answer,
            "cancel": lambda said: self._own(said, "cancel"),
            "done": lambda said: self._own(said, "done"),
            "skip": self._skip,
        }
        if what not in acts:
            raise LocalError(f"There is no button {what!r}.")
        return acts[what](said)

    def _ask_for_help(self, said: Mapping[str, str]) -> dict[str, str]:
        body = story.request_body(datetime.now(UTC) + timedelta(days=1)) | {"category": said.get("category", "")}
        answer = self._as_requester("POST", "/v1/requests", body=body, headers={"Idempotency-Key": str(uuid.uuid4())})
        return {"request": web.expect(201, answer, "The request").json["id"]}

    def _answer(self, said: Mapping[str, str]) -> dict[str, str]:
        link = said.get("link", "")
        if not any(link == each["link"] for person in self._phones() for each in person["messages"]):
            raise LocalError("No such link was sent to anybody.")
        form = {"answer": said.get("answer", ""), "lang": said.get("lang", "")}
        page = web.expect(200, web.call("POST", link, form=form), "The answer").text
        headline = _HEADLINE.search(page)
        return {"said": unescape(re.sub(r"<[^>]+>", "", headline[1])).strip() if headline else ""}

    def _own(self, said: Mapping[str, str], act: str) -> dict[str, str]:
        answer = self._as_requester("POST", f"/v1/requests/{said.get('request', '')}/{act}")
        if answer.status != 200:
            raise LocalError(str(answer.json["detail"]))
        return {"status": answer.json["status"]}

    def _skip(self, said: Mapping[str, str]) -> dict[str, str]:
        web.until(lambda: self._skipped(said.get("request", "")), _A_MOMENT, "something to wait for")
        return {}

    def _skipped(self, request_id: str) -> bool:
        shown = self._execution(request_id)
        if not shown or not shown["until"]:
            return False
        left = datetime.fromisoformat(shown["until"]) - datetime.now(UTC)
        return clock.skip(self._stack, request_id, max(left, timedelta()) + timedelta(seconds=1))

    def _phones(self) -> list[dict[str, Any]]:
        box: dict[str, list[dict[str, Any]]] = {person.phone: [] for person in self._people}
        for sms in self._stack.sms():
            if sms.phone in box:
                link = _LINK.search(sms.text)
                box[sms.phone].append({"id": sms.id, "text": sms.text, "link": link[0] if link else None})
        return [
            {"name": person.first_name, "phone": person.phone, "messages": box[person.phone]} for person in self._people
        ]

    def _timeline(self, request_id: str, language: str) -> list[dict[str, str]]:
        path = f"/v1/requests/{request_id}/timeline"
        rows = self._as_requester("GET", path, headers={"Accept-Language": language}).json["items"]
        return [{name: row[name] for name in ("at", "code", "text")} for row in rows]

    def _execution(self, request_id: str) -> dict[str, Any] | None:
        """The newest execution of this request: the states it went through, and until when it waits."""
        listed = self._cascades.list_executions(stateMachineArn=self._stack.cascade_arn, maxResults=1000)["executions"]
        mine = [each for each in listed if each["name"].startswith(f"{request_id}-")]
        if not mine:
            return None
        newest = max(mine, key=lambda each: [int(part) for part in each["name"].split("-")[1:]])
        pages = self._cascades.get_paginator("get_execution_history").paginate(executionArn=newest["executionArn"])
        entered = [
            (event["timestamp"], event["stateEnteredEventDetails"])
            for page in pages
            for event in page["events"]
            if "stateEnteredEventDetails" in event
        ]
        until = None
        if newest["status"] == "RUNNING" and entered:
            since, state = entered[-1]
            seconds = json.loads(state.get("input") or "{}").get("seconds")
            until = since + timedelta(seconds=seconds) if seconds else None
        return {
            "name": newest["name"],
            "status": newest["status"],
            "states": [state["name"] for _, state in entered],
            "until": until.astimezone(UTC).isoformat() if until else None,
        }

    @cached_property
    def _cascades(self) -> Any:
        return self._stack.client("stepfunctions")

    def _as_requester(self, method: str, path: str, **how: Any) -> web.Answer:
        """A call of the one who asks for help, who signs in again when the hour of the last time is over."""
        answer = self._stack.call(method, path, token=self._stack.token_for(self._people[0]), **how)
        if answer.status != 401:
            return answer
        self._stack.forget(self._people[0])
        return self._stack.call(method, path, token=self._stack.token_for(self._people[0]), **how)


class Served:
    """The page at an address. Use as a context manager, or call `stop()` in the end."""

    def __init__(self, street: Street, port: int) -> None:
        self.url = f"http://localhost:{port}/"
        self._server = ThreadingHTTPServer((HOST, port), _Answers)
        self._server.daemon_threads = True
        self._server.street = street  # type: ignore[attr-defined] # where http.server lets its handlers find things
        self._server.hosts = {f"{name}:{port}" for name in ("localhost", HOST)}  # type: ignore[attr-defined]
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        self._thread.start()

    def __enter__(self) -> "Served":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def stop(self) -> None:
        """Stop serving."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class _Answers(BaseHTTPRequestHandler):
    """GET shows, POST acts. Other sites that the browser has open may do neither."""

    def do_GET(self) -> None:
        path, _, query = self.path.partition("?")
        asked = dict(part.partition("=")[::2] for part in query.split("&"))
        if not self._is_ours():
            self._say(403, {"error": "This page is for this machine."})
        elif path == "/":
            self._send(200, "text/html; charset=utf-8", self._street.page())
        elif path == "/look":
            language = asked.get("lang", "")
            self._try(lambda: self._street.look(asked.get("request"), language if language in _LANGUAGES else "nl"))
        else:
            self._say(404, {"error": "There is nothing here."})

    def do_POST(self) -> None:
        size = self.headers.get("Content-Length", "")
        if not self._is_ours() or self.headers.get("Content-Type") != "application/json":
            self._say(403, {"error": "Only the street page presses these buttons."})
        elif not size.isdecimal() or int(size) > _MOST_BYTES:
            self._say(413, {"error": "That is too long."})
        else:
            body = self.rfile.read(int(size))
            self._try(lambda: self._street.act(self.path.strip("/"), _texts(body)))

    def log_message(self, *_: Any) -> None:
        """Say nothing: the terminal is for the story."""

    @property
    def _street(self) -> Street:
        return cast(Street, self.server.street)  # type: ignore[attr-defined] # see Served

    def _is_ours(self) -> bool:
        """Whether whoever calls names this address as theirs: a page from elsewhere cannot."""
        origin = self.headers.get("Origin")
        hosts: set[str] = self.server.hosts  # type: ignore[attr-defined] # see Served
        return self.headers.get("Host") in hosts and (origin is None or origin.partition("://")[2] in hosts)

    def _try(self, look: Callable[[], object]) -> None:
        try:
            self._say(200, look())
        except (LocalError, BotoCoreError, ClientError) as error:
            self._say(409, {"error": str(error)})

    def _say(self, status: int, answer: object) -> None:
        self._send(status, "application/json", json.dumps(answer))

    def _send(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        with suppress(ConnectionError):  # whoever closes the window does not wait for an answer
            self.send_response(status)
            for name, value in {**_HEADERS, "Content-Type": kind, "Content-Length": str(len(body))}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)


def _texts(body: bytes) -> dict[str, str]:
    try:
        said = json.loads(body)
    except ValueError:
        said = None
    if not isinstance(said, dict):
        raise LocalError("That is not what a button says.")
    return {name: value for name, value in said.items() if isinstance(value, str)}
