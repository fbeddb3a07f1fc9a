"""An afternoon with a crowd: people ask for help, neighbours answer or do not, and who gets no answer tries again."""

import random
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import timedelta
from itertools import count
from threading import Event
from typing import Any

from local import LocalError, web
from local.stack import Sms, Stack
from tests.chaos.ledger import Books, Ledger, Record
from tests.chaos.town import AT_ONCE, Quarter, links, request_of, tap
from tests.support.neighbourhood import Neighbour, Search, a_request
from whapp.app.reply_view import ReplyState
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Status

REQUESTS = 50
EVERY = 2.0  # seconds between two requests of one person, on average
THINKING = 3.0  # seconds at most; longer than patience is here, so that some answers come late
BUTTONS = ("yes", "no", None)
CHANGES_MIND = 0.1  # of the requesters, within the time in which a neighbour thinks
PERSISTENT = 120.0  # seconds for which somebody tries again
AGAIN_AFTER = 0.3


class Crowd:
    """Everybody who has to do with these requests. Inside the context they do what people do, whatever breaks."""

    def __init__(self, stack: Stack, books: Books, quarters: list[Quarter], name: str) -> None:
        self.searches: dict[str, Search] = {}  # every request that was accepted, with a 201
        self.told: list[tuple[str, ReplyState]] = []  # a link, and the page that followed its tap
        self.repeated = 0  # calls without an answer, or with one that says it is our fault
        self._stack, self._books, self._name = stack, books, name
        self._numbers, self._mark = count(), len(stack.sms())
        self._closed: set[str] = set()
        self._home = Event()
        self._acts: list[Future[None]] = []
        self._thumbs = ThreadPoolExecutor(AT_ONCE)
        self._callers = ThreadPoolExecutor(len(quarters) + 1)
        self._requesters = [quarter.truus for quarter in quarters]

    def __enter__(self) -> "Crowd":
        self._asking = [self._callers.submit(self._asks, requester) for requester in self._requesters]
        self._answering = self._callers.submit(self._answers)
        return self

    def __exit__(self, *_: object) -> None:
        self._home.set()
        self._callers.shutdown()
        self._thumbs.shutdown()

    def accepted(self) -> int:
        """How many requests were accepted so far; raises what went wrong for a requester."""
        for requester in self._asking:
            if requester.done():
                requester.result()
        return len(self.searches)

    def records(self, ledger: Ledger) -> dict[str, Record]:
        """What the table holds of the accepted requests."""
        return ledger.of(list(self.searches))

    def goes_home(self, within: float, meanwhile: Callable[[], object] = lambda: None) -> Ledger:
        """Whoever hears of a match says that help was given; the ledger once all ended, an AssertionError if not."""
        deadline = time.monotonic() + within
        while waiting := self._waiting():
            assert time.monotonic() < deadline, f"after {within:.0f} s there is no end to {waiting}"
            meanwhile()
            time.sleep(1)
        for act in (*self._asking, *self._acts):
            act.result()
        self._home.set()
        self._answering.result()
        return self._books.now()

    def lies(self, records: dict[str, Record]) -> Iterator[str]:
        """Pages that do not go together with how it ended (I8)."""
        for link, page in self.told:
            if request_of(link) not in records:
                continue  # an earlier crowd's
            record = records[request_of(link)]
            goes = record.accepted == [record.ask_behind(link)]
            if page is ReplyState.MATCHED and not goes and record.status is not Status.CANCELLED:
                yield f"{record.request['pk']}: told to go, and does not; {record.timeline}"
            if goes and page not in (ReplyState.MATCHED, ReplyState.HELPED):
                yield f"{record.request['pk']}: goes, and was told {page}; {record.timeline}"

    def _asks(self, requester: Neighbour) -> None:
        """Post one request after the other, as long as there are any; change one's mind about some."""
        while not self._home.is_set() and (number := next(self._numbers)) < REQUESTS:
            dice = random.Random(number)  # noqa: S311
            body, key = a_request("groceries", timedelta(days=1)), f"{self._name}-{number}"
            answer = self._insists(requester, "/v1/requests", body=body, headers={"Idempotency-Key": key})
            search = Search(self._stack, web.expect(201, answer, "the request").json["id"], requester)
            self.searches[search.id] = search
            if dice.random() < CHANGES_MIND:
                self._closed.add(search.id)
                self._act(self._cancels, search, dice.uniform(0, THINKING))
            self._home.wait(dice.uniform(0, 2 * EVERY))

    def _answers(self) -> None:
        """Whoever is asked thinks, and taps or does not."""
        seen, dice = set(), random.Random(self._name)  # noqa: S311
        while not self._home.wait(AGAIN_AFTER):
            for _, link in links(self._messages()):
                if link not in seen and (button := dice.choice(BUTTONS)):
                    self._act(self._taps, link, button, dice.uniform(0, THINKING))
                seen.add(link)

    def _messages(self) -> list[Sms]:
        try:
            return self._stack.sms(self._mark)
        except LocalError:
            return []

    def _act(self, act: Callable[..., None], *how: Any) -> None:
        self._acts.append(self._thumbs.submit(act, *how))

    def _taps(self, link: str, button: str, after: float) -> None:
        time.sleep(after)
        deadline = time.monotonic() + PERSISTENT
        while (page := tap(link, button)[1]) is None:
            self._again(deadline, f"{button} at {link}")
        self.told.append((link, page))

    def _waiting(self) -> list[str]:
        """What did not end yet."""
        records = self.records(self._books.now())
        self._close(records)
        waiting = [f"{id_}: {record.timeline}" for id_, record in records.items() if not record.ended]
        return waiting or ["the next request"] * (self.accepted() < REQUESTS)

    def _close(self, records: dict[str, Record]) -> None:
        for id_, record in records.items():
            if record.status is Status.MATCHED and record.was_told(NoticeKind.MATCHED) and id_ not in self._closed:
                self._closed.add(id_)
                self._act(self._is_helped, self.searches[id_])

    def _is_helped(self, search: Search) -> None:
        web.expect(200, self._insists(search.requester, f"/v1/requests/{search.id}/done"), "saying that it is done")

    def _cancels(self, search: Search, after: float) -> None:
        time.sleep(after)
        answer = self._insists(search.requester, f"/v1/requests/{search.id}/cancel")
        assert answer.status in (200, 409), answer  # 409: it had ended by itself

    def _insists(self, requester: Neighbour, path: str, **how: Any) -> web.Answer:
        """Post again, as an app does, until there is an answer that does not say it is our fault."""
        deadline = time.monotonic() + PERSISTENT
        while True:
            try:
                answer = requester.calls("POST", path, **how)
            except LocalError:
                pass
            else:
                if answer.status < 500:
                    return answer
            self._again(deadline, path)

    def _again(self, deadline: float, what: str) -> None:
        self.repeated += 1
        assert not self._home.wait(AGAIN_AFTER), f"not answered: {what}"
        assert time.monotonic() < deadline, f"tried for {PERSISTENT:.0f} s in vain: {what}"
