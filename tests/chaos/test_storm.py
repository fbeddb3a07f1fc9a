"""Everybody taps at once: one winner, no error page, and nobody is told a fairy tale (I1, I8, I15)."""

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count
from threading import Barrier, Lock

from local.stack import Stack
from tests.chaos.ledger import Books, Record, asked_twice, contradictions
from tests.chaos.town import AT_ONCE, Quarter, links, look, tap, warm_up
from tests.support.neighbourhood import Search
from tests.support.patience import eventually
from whapp.app.reply_view import ReplyState
from whapp.domain.event import Happening
from whapp.domain.request import Status

REQUESTS = 50
LATE = 5  # of the taps come from the first neighbour, who let the time pass

_one_storm_at_a_time = Lock()  # sixteen taps at once, not eighty: the emulator has no more workers


@dataclass
class Storm:
    """What was tapped for one request, and what each tap was told."""

    search: Search
    first: str
    second: str
    told: list[tuple[str, int, ReplyState | None]] = field(default_factory=list)
    finally_: dict[str, ReplyState | None] = field(default_factory=dict)
    cancel: int | None = None

    def lies(self, record: Record) -> Iterator[str]:
        """Pages that do not go together with how it ended."""
        cancelled = record.status is Status.CANCELLED
        going = {link for link, _, page in self.told if page is ReplyState.MATCHED}
        if not (going or cancelled) or len(going) > 1:
            yield f"{len(going)} neighbours were told that they go"
        for link in going:
            if not cancelled and record.accepted != [record.ask_behind(link)]:
                yield "who was told to go is not who goes"
            if Happening.MATCHED not in record.timeline:
                yield "somebody was told to go, and that is not in the timeline"
        for link, _, page in self.told:
            if not _may_become(page, self.finally_[link], cancelled=cancelled):
                yield f"told {page}, finally {self.finally_[link]}"


def _may_become(told: ReplyState | None, finally_: ReplyState | None, *, cancelled: bool) -> bool:
    if told is ReplyState.STAND_BY and finally_ is ReplyState.DECLINED:
        return True  # the same neighbour's no, after the yes that was too late
    return told == finally_ or (cancelled and finally_ is ReplyState.CLOSED)


def test_of_sixteen_who_tap_at_once_exactly_one_goes_and_everybody_is_told_the_truth(
    stack: Stack, quarters: list[Quarter], books: Books, say: Callable[[str], None]
) -> None:
    warm_up(stack)
    numbers = count()
    with ThreadPoolExecutor(AT_ONCE) as thumbs, ThreadPoolExecutor(len(quarters)) as everywhere:

        def afternoon(quarter: Quarter) -> list[Storm]:
            storms = []
            while (number := next(numbers)) < REQUESTS:
                storms.append(_storm(stack, books, quarter, number, thumbs))
            return storms

        storms = [storm for storms in everywhere.map(afternoon, quarters) for storm in storms]

    ids = [storm.search.id for storm in storms]
    eventually(lambda: all(each.ended for each in books.now().of(ids).values()), 60, "the end of every request")
    records = books.now().of(ids)
    told = [answer for storm in storms for answer in storm.told]
    failures = [status for _, status, page in told if status >= 500 or page is None]
    failures += [storm.cancel for storm in storms if storm.cancel and storm.cancel != 200]
    matched = sum(bool(record.accepted) for record in records.values())
    cancelled = sum(record.status is Status.CANCELLED for record in records.values())
    taps = len(told) + sum(storm.cancel is not None for storm in storms)
    say(f"storm: {len(records)} requests, {taps} taps, {matched} matches, {cancelled} cancelled, {len(failures)} 5xx")

    assert len(records) == REQUESTS
    assert not failures
    assert matched + cancelled == REQUESTS
    assert not [(id_, lie) for id_, storm in zip(ids, storms, strict=True) for lie in storm.lies(records[id_])]
    assert not contradictions(records.values())
    assert not asked_twice(records.values())


def _storm(stack: Stack, books: Books, quarter: Quarter, number: int, thumbs: ThreadPoolExecutor) -> Storm:
    """One request from beginning to end: silence, then sixteen taps at once, then the help is given."""
    mark = len(stack.sms())
    search = quarter.truus.asks_for("groceries", key=f"storm-{number}")

    def asked() -> list[str]:
        return [link for id_, link in links(stack.sms(mark)) if id_ == search.id]

    eventually(lambda: len(asked()) >= 2, 30, "a second neighbour who is asked")
    with _one_storm_at_a_time:
        first, second, *_ = asked()
        storm = Storm(search, first, second)
        buttons = [(storm.first, "yes")] * LATE + [(storm.second, "yes")] * (AT_ONCE - LATE - 1)
        one_more = {1: ("", "cancel"), 3: (storm.second, "no")}
        buttons.append(one_more.get(number % 5, (storm.second, "yes")))
        random.Random(number).shuffle(buttons)  # noqa: S311
        at_once = Barrier(AT_ONCE)

        def press(button: tuple[str, str]) -> None:
            link, answer = button
            at_once.wait()
            if link:
                status, page = tap(link, answer)
                storm.told.append((link, status, page))
            else:
                storm.cancel = quarter.truus.calls("POST", f"/v1/requests/{search.id}/cancel").status

        list(thumbs.map(press, buttons))
    eventually(lambda: not books.now().of([search.id])[search.id].pending, 60, "the last message")
    storm.finally_ = {link: look(link)[1] for link in (storm.first, storm.second)}
    if storm.cancel is None:
        quarter.truus.is_helped(search, generation=books.now().of([search.id])[search.id].request["generation"])
    return storm
