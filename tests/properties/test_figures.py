"""What a moderator can find out from figures, however cunningly and often they look: never a count under ten.

A moderator looks again and again over months while people join, leave, ask and are helped. What they are told must be
nothing or tens, never change, never be about the present month, and be the same in every neighbouring world: one in
which the true counts are others. Then neither a count nor a difference of two can be worked out.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from tests.support.builders import amsterdam
from tests.support.fakes import FakeServices, fake_services
from tests.support.group_builders import a_group
from whapp.app.read_figures import read_figures
from whapp.domain import figures
from whapp.domain.figures import LEAST_PEOPLE, STEP, Count, Figures, Happened, month_of, tell

MONTHS = 5
BEGIN = amsterdam(2026, 1, 1)
WHAT = tuple(Happened)


@dataclass(frozen=True)
class Month:
    """What truly happened in a month: how many belonged, how many were attested, and of each thing by how many people
    and how often more."""

    members: int
    attested: int
    people: tuple[int, ...]
    more: tuple[int, ...]

    def counts(self) -> list[Count]:
        return [
            Count(what, f"person-{number % people}", 10 + number)
            for what, people, more in zip(WHAT, self.people, self.more, strict=True)
            if people
            for number in range(people + more)
        ]


numbers = some.integers(0, 45)
months = some.builds(
    Month,
    members=numbers,
    attested=numbers,
    people=some.tuples(numbers, numbers, numbers),
    more=some.tuples(*[some.integers(0, 12)] * 3),
)
histories = some.lists(months, min_size=MONTHS, max_size=MONTHS)
looks = some.lists(some.integers(0, MONTHS * 31 * 24), max_size=12).map(sorted)  # hours since the beginning


def world(history: list[Month]) -> FakeServices:
    """All of it stands in the table from the start; what is told must not depend on what comes later."""
    services = fake_services(now=BEGIN)
    services.groups.create(a_group(created_at=BEGIN))
    for number, month in enumerate(history):
        for index, count in enumerate(month.counts()):
            services.groups.happened["watch", f"2026-{number + 1:02}", count.what, str(index)] = count
    return services


def watch(history: list[Month], hours: list[int]) -> list[tuple[datetime, Mapping[str, Figures]]]:
    """What a moderator is told at these hours, when the counts of the group change every month."""
    services = world(history)
    heard: list[tuple[datetime, Mapping[str, Figures]]] = []
    for hour in hours:
        now = services.clock.now = BEGIN + timedelta(hours=hour)
        ended = int(month_of(now)[-2:]) - 1  # the members as they are after that month
        if ended:
            group = services.groups.get("watch")
            truth = history[ended - 1]
            services.groups.add("watch", truth.members - group.members, truth.attested - group.attested)
        heard.append((now, {told.month: told for told in read_figures(services, "watch", "mo")}))
    return heard


def neighbouring(count: int, shift: int) -> int:
    """Another count that must look the same: any in its ten."""
    return count // STEP * STEP + (count + shift) % STEP


def moved(month: Month, shift: int) -> Month:
    """The same month with other true counts, as far apart as they may be."""
    totals = [people + more for people, more in zip(month.people, month.more, strict=True)]
    wanted = [neighbouring(total, shift) for total in totals]
    people = [min(people, total) for people, total in zip(month.people, wanted, strict=True)]
    return Month(
        members=neighbouring(month.members, shift),
        attested=neighbouring(month.attested, shift),
        people=tuple(people),
        more=tuple(total - each for total, each in zip(wanted, people, strict=True)),
    )


def numbers_of(told: Figures) -> tuple[int | None, ...]:
    return told.members, told.attested, told.requests, told.helped


@given(histories, looks)
def test_nothing_is_told_but_tens_of_months_that_are_over_and_always_the_same(
    history: list[Month], hours: list[int]
) -> None:
    first: dict[str, Figures] = {}
    for now, told in watch(history, hours):
        assert all(month < month_of(now) for month in told)
        for month, each in told.items():
            assert first.setdefault(month, each) == each
            for number in numbers_of(each):
                assert number is None or (number >= LEAST_PEOPLE and number % STEP == 0)


@given(histories, looks, some.lists(some.integers(0, 9), min_size=MONTHS, max_size=MONTHS))
def test_worlds_with_other_counts_look_the_same_however_one_looks(
    history: list[Month], hours: list[int], shifts: list[int]
) -> None:
    """Each true count has ten that look alike, whatever the others are: so no difference can be worked out either."""
    others = [moved(month, shift) for month, shift in zip(history, shifts, strict=True)]
    assert [{month: numbers_of(told) for month, told in heard.items()} for _, heard in watch(history, hours)] == [
        {month: numbers_of(told) for month, told in heard.items()} for _, heard in watch(others, hours)
    ]


@given(months, some.integers(0, 9))
def test_nothing_is_told_of_fewer_than_ten_people_however_often_they_ask(month: Month, few: int) -> None:
    busy = [Count(what, f"person-{number % max(few, 1)}", 5) for what in WHAT for number in range(200 if few else 0)]
    told = tell("2026-01", busy, few, few)
    assert told == Figures(month="2026-01")


def test_the_neighbouring_worlds_are_really_others() -> None:
    """The proof above could not fail if nothing moved."""
    month = Month(members=19, attested=10, people=(12, 30, 9), more=(0, 5, 0))
    seen = {
        (each.members, each.attested, sum(each.people) + sum(each.more))
        for each in (moved(month, s) for s in range(10))
    }
    assert len(seen) == 10
    assert {moved(month, shift).members for shift in range(10)} == set(range(10, 20))


@pytest.mark.parametrize("careless", ["_in_tens", "_are_enough"])
def test_figures_without_one_of_the_rules_would_be_noticed(careless: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The proof seen to fail: told to the unit, two neighbouring worlds differ, and of few people something is told."""
    month = Month(members=19, attested=10, people=(12, 30, 9), more=(0, 5, 5))
    monkeypatch.setattr(figures, careless, lambda counted: counted if careless == "_in_tens" else True)
    hours = [MONTHS * 31 * 24]
    [(_, told)], [(_, other)] = watch([month] * MONTHS, hours), watch([moved(month, 1)] * MONTHS, hours)
    differs = [numbers_of(each) for each in told.values()] != [numbers_of(each) for each in other.values()]
    assert differs if careless == "_in_tens" else told["2026-05"].helped is not None
