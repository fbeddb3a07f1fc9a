"""The story Whapp was made for: Truus needs groceries, and the third neighbour who is asked says yes."""

import re
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from local import LocalError, web
from local.people import WATCH, Person
from local.stack import Stack

_LINK = re.compile(r"https?://\S+/r/[\w-]+")
_PATIENCE_SECONDS = 90.0


@dataclass(frozen=True)
class Asked:
    """A neighbour, and the link in the message that reached this neighbour's phone."""

    person: Person
    link: str


def play(stack: Stack, people: list[Person], say: Callable[[str], None]) -> list[Asked]:
    """Play it to the end and return who was asked, in order. A promise that is not kept is a `LocalError`."""
    truus = people[0]
    by_phone = {person.phone: person for person in people[1:]}
    mark = len(stack.sms())
    request_id = _post(stack, truus, say)

    asked: list[Asked] = []
    while len(asked) < 3:
        what = f"ask number {len(asked) + 1}"
        newcomer = web.until(lambda: _next_asked(stack, by_phone, asked, mark), _PATIENCE_SECONDS, what)
        asked.append(newcomer)
        name = newcomer.person.first_name
        say(f"SMS to {name}: {newcomer.link}")
        page = web.expect(200, web.call("GET", newcomer.link), f"The page of {name}").text
        if len(asked) == 1:
            _check_badge(page, say)
            say(f"{name} is out and says nothing ...")
        if len(asked) == 2:
            say(f"... so {name} is asked, opens the page and says no")
            _answer(newcomer, "no")
        if len(asked) == 3:
            say(f"{name} opens the page and says yes")
            _answer(newcomer, "yes")

    helper = asked[-1].person
    _check_match(stack, truus, asked[-1], request_id, say)
    _tell_timeline(stack, truus, request_id, say)
    token = stack.token_for(truus)
    web.expect(200, stack.call("POST", f"/v1/requests/{request_id}/done", token=token), "Saying that it is done")
    say(f"{helper.first_name} came by, and Truus says that it is done")
    states = web.until(lambda: _ended(stack, request_id), _PATIENCE_SECONDS, "the end of the cascade")
    if states[-1] != "Helped":
        raise LocalError(f"The cascade ended in {states[-1]!r} and not in 'Helped'.")
    say("the cascade went: " + " > ".join(state for state in states if state not in ("Decide", "Which step?")))
    return asked


def _check_badge(page: str, say: Callable[[str], None]) -> None:
    """The watch group's word for Truus stands on the page of whoever is asked to help her."""
    badge = re.search(r"✓ (lid van [^<]+)", page)
    if not badge or WATCH["name"] not in badge[1]:
        raise LocalError("The badge of Truus does not stand on the page.")
    say(f"on the page, under the question: Truus is {badge[1]}")


def request_body(start: datetime) -> dict[str, str]:
    """The body of `POST /v1/requests`: groceries, with six hours to bring them from `start` on."""
    return {
        "category": "groceries",
        "text": "Een tas boodschappen van de winkel op de hoek; lopen gaat niet meer zo goed.",
        "needed_from": _instant(start),
        "needed_until": _instant(start + timedelta(hours=6)),
        "urgency": "planned",
    }


def _post(stack: Stack, truus: Person, say: Callable[[str], None]) -> str:
    answer = stack.call(
        "POST",
        "/v1/requests",
        token=stack.token_for(truus),
        body=request_body(datetime.now(UTC) + timedelta(days=1)),
        headers={"Idempotency-Key": str(uuid.uuid4())},
    )
    request = web.expect(201, answer, "The request of Truus").json
    say(f"Truus asks for groceries: request {request['id']}, promised chance {request.get('chance')}")
    return str(request["id"])


def _next_asked(stack: Stack, by_phone: dict[str, Person], asked: list[Asked], mark: int) -> Asked | None:
    known = {one.link for one in asked}
    for message in stack.sms(mark):
        link = _LINK.search(message.text)
        if link and link[0] not in known and message.phone in by_phone:
            return Asked(by_phone[message.phone], link[0])
    return None


def _answer(asked: Asked, answer: str) -> web.Answer:
    page = web.call("POST", asked.link, form={"answer": answer, "lang": "nl"})
    return web.expect(200, page, f"{asked.person.first_name}'s {answer}")


def _check_match(stack: Stack, truus: Person, helper: Asked, request_id: str, say: Callable[[str], None]) -> None:
    answer = stack.call("GET", f"/v1/requests/{request_id}/contact", token=stack.token_for(truus))
    contact = web.expect(200, answer, "Asking for the helper's phone").json
    if contact["phone"] != helper.person.phone:
        raise LocalError(f"Truus was given the phone {contact['phone']}, which is not {helper.person.first_name}'s.")
    say(f"Truus sees the phone of {contact['first_name']}: {contact['phone']}")
    page = _answer(helper, "contact")
    if truus.address not in page.text:
        raise LocalError(f"{helper.person.first_name} said yes but does not see where Truus lives.")
    say(f"{helper.person.first_name} sees where Truus lives: {truus.address}")


def _tell_timeline(stack: Stack, truus: Person, request_id: str, say: Callable[[str], None]) -> None:
    answer = stack.call("GET", f"/v1/requests/{request_id}/timeline", token=stack.token_for(truus))
    say("Truus reads the timeline:")
    for item in web.expect(200, answer, "The timeline").json["items"]:
        say(f"    {item['at']}  {item['text']}")


def _ended(stack: Stack, request_id: str) -> list[str] | None:
    status, states = stack.execution(request_id)
    return states if status != "RUNNING" else None


def _instant(moment: datetime) -> str:
    return moment.replace(microsecond=0).isoformat().replace("+00:00", "Z")
