"""Workers are killed at work, and the whole cloud goes away: nothing is lost, and nobody is asked twice (I5, I14)."""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest

from local.stack import Stack
from tests.chaos.cascades import RESTARTED, Cascades, schedule_off
from tests.chaos.crowd import REQUESTS, Crowd
from tests.chaos.ledger import Books, Ledger, asked_twice, contradictions, heirs, repetitions
from tests.chaos.town import Quarter, heard, janitor_comes_by, strike
from tests.support.patience import eventually

STRIKES = 12
SOON = 60.0  # seconds in which an event must have reached the janitor, on a machine that has a lot to do
DUTY = 5.0  # seconds between two visits of the janitor by hand
ENOUGH = 35  # requests are on their way when the cloud goes away
FEW = 10  # cascades must have been running: else this would show nothing
LONG = 300.0  # seconds in which all must have ended: a few rounds of the janitor, and as many leases of a message


@dataclass(frozen=True)
class Town:
    """What these tests break, and how they see it."""

    stack: Stack
    quarters: list[Quarter]
    books: Books
    cascades: Cascades

    def crowd(self, name: str) -> Crowd:
        return Crowd(self.stack, self.books, self.quarters, name)


@pytest.fixture
def town(stack: Stack, quarters: list[Quarter], books: Books) -> Iterator[Town]:
    with closing(Cascades(stack)) as cascades:
        yield Town(stack, quarters, books, cascades)


def test_a_cascade_whose_worker_is_killed_is_replaced_by_the_event_of_its_death(
    town: Town, say: Callable[[str], None]
) -> None:
    killed, dice = Counter[str](), random.Random(STRIKES)  # noqa: S311
    with schedule_off(town.stack), town.crowd("workers") as crowd:
        for number in range(1, STRIKES + 1):
            _accepted(crowd, number * REQUESTS // (STRIKES + 1))
            time.sleep(dice.random())
            killed += strike(town.stack, dice)
        at_once = eventually(lambda: heirs(crowd.records(town.books.now())), SOON, "a cascade that takes over")
        ledger = crowd.goes_home(LONG, _now_and_then(lambda: janitor_comes_by(town.stack)))
    died = len(town.cascades.that("FAILED", crowd.searches))
    who = ", ".join(f"{number} {function}" for function, number in sorted(killed.items()))
    story = f"workers killed: {killed.total()} ({who}), {died} cascades died, {at_once} or more replaced at once"
    _all_is_well(town, crowd, ledger, lambda rest: say(f"{story}, {rest}"))


def test_after_an_outage_of_everything_the_scheduled_janitor_brings_every_request_to_its_end(
    town: Town, say: Callable[[str], None]
) -> None:
    with town.crowd("outage") as crowd:
        _accepted(crowd, ENOUGH)
        running = len(town.cascades.that("RUNNING", list(crowd.searches)))
        town.stack.emulator.restart()
        died = town.cascades.died_of(RESTARTED, list(crowd.searches))
        unfinished = {id_ for id_, record in crowd.records(town.books.now()).items() if not record.ended}
        ledger = crowd.goes_home(LONG)
    generations = {id_: record.request["generation"] for id_, record in crowd.records(ledger).items()}
    story = f"outage: {len(died)} of {running} running cascades failed by the restart, replaced by the schedule"
    _all_is_well(town, crowd, ledger, lambda rest: say(f"{story}, {rest}"))
    assert len(died) >= FEW
    assert not [id_ for id_, generation in died if id_ in unfinished and generations[id_] == generation]


def _accepted(crowd: Crowd, number: int) -> None:
    """Wait until so many requests were answered with a 201."""
    eventually(lambda: crowd.accepted() >= number, LONG, f"{number} accepted requests")


def _all_is_well(town: Town, crowd: Crowd, ledger: Ledger, say: Callable[[str], None]) -> None:
    """Every accepted request is there and ended, nobody was asked twice, and no page or message told a lie."""
    records = crowd.records(ledger)
    twice = asked_twice(records.values())
    wrong = [*contradictions(records.values()), *crowd.lies(records)]
    again, too_often = repetitions(ledger, heard(town.stack.sms()))
    say(
        f"{heirs(records)} in all; {len(records)} of {len(crowd.searches)} requests ended, {len(twice)} asked twice, "
        f"{len(wrong)} contradictions, {again} messages repeated, {crowd.repeated} calls repeated"
    )
    assert len(records) == len(crowd.searches) == REQUESTS
    assert not twice
    assert not wrong
    assert not too_often
    eventually(lambda: not town.cascades.that("RUNNING", records), SOON, "the end of every cascade")


def _now_and_then(act: Callable[[], object]) -> Callable[[], None]:
    """The act, but not more often than once in a while."""
    last = [time.monotonic()]

    def perhaps() -> None:
        if time.monotonic() > last[0] + DUTY:
            last[0] = time.monotonic()
            act()

    return perhaps
