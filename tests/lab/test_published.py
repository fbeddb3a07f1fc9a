"""Each policy does what its description says."""

from datetime import time

import pytest

from benchmarks.policy_lab.keep_open import KeepOpen
from benchmarks.policy_lab.nights import second
from benchmarks.policy_lab.oracle import Oracle, SleeplessOracle, TirelessOracle
from benchmarks.policy_lab.people import Person
from benchmarks.policy_lab.published import (
    Broadcast,
    FiftyADay,
    LongestIdle,
    NearestFirst,
    NearestThree,
    OneAtRandom,
    SevenOpen,
)
from benchmarks.policy_lab.run import POLICIES
from benchmarks.policy_lab.street import Case, Policy
from benchmarks.policy_lab.town import FIRST_DAY, Asked, draw
from tests.support.lab import a_helper, a_street, a_town, a_world, an_asking
from whapp.domain.request import Urgency

NOON = second(FIRST_DAY, time(12))
FAR_TO_NEAR = [a_helper(index, km=10 - index) for index in range(10)]
Book = dict[int, tuple[bool, float]]


def played(policy: type[KeepOpen], book: Book, *askings: Asked, helpers: list[Person] = FAR_TO_NEAR) -> list[Case]:
    street = a_street(a_town(helpers, *(askings or [an_asking(0, helpers, NOON)])), book)
    return street.play(policy(street))


def test_broadcast_asks_everybody_and_tells_everybody_when_it_is_solved() -> None:
    (case,) = played(Broadcast, {3: (True, 5), 4: (False, 2)})
    assert sorted(case.asked) == list(range(10))
    assert case.told == 8


def test_nearest_first_asks_one_after_the_other_from_near_to_far() -> None:
    (case,) = played(NearestFirst, {9: (False, 5), 7: (True, 10)})
    assert case.asked == [9, 8, 7]
    assert case.minutes == 5 + 30 + 10  # a decline at once, silence after half an hour
    assert case.told == 0


def test_a_late_yes_counts_while_nobody_has_said_yes() -> None:
    (case,) = played(NearestFirst, {9: (True, 40)})
    assert (case.minutes, case.asked) == (40, [9, 8])


def test_one_at_random_asks_one_at_a_time_in_no_order() -> None:
    askings = [an_asking(number, FAR_TO_NEAR, NOON + number * 86_400) for number in range(8)]
    cases = played(OneAtRandom, {}, *askings)
    assert len({tuple(case.asked) for case in cases}) == 8
    assert all(len(set(case.asked)) == len(case.asked) for case in cases)


def test_longest_idle_first_asks_those_it_has_not_asked_yet_and_nobody_twice_at_once() -> None:
    askings = [an_asking(0, FAR_TO_NEAR, NOON), an_asking(1, FAR_TO_NEAR, NOON + 60)]
    first, second_ = played(LongestIdle, {9: (True, 20), 8: (True, 20)}, *askings)
    assert (first.asked, second_.asked) == ([9], [8])


def test_longest_idle_waits_when_everybody_has_an_open_ask() -> None:
    alone = [a_helper(0)]
    askings = [an_asking(0, alone, NOON), an_asking(1, alone, NOON + 60)]
    first, second_ = played(LongestIdle, {}, *askings, helpers=alone)
    assert (first.asked, second_.asked) == ([0], [0])


def test_nearest_three_keeps_three_open_and_replaces_who_rejects() -> None:
    (case,) = played(NearestThree, {9: (False, 5), 7: (True, 10)})
    assert case.asked == [9, 8, 7, 6]
    assert (case.minutes, case.told) == (10, 2)


def test_seven_open_replaces_who_rejects_and_waits_for_the_silent() -> None:
    (case,) = played(SevenOpen, {9: (False, 5), 8: (False, 6)})
    assert case.asked == [9, 8, 7, 6, 5, 4, 3, 2, 1]
    (case,) = played(SevenOpen, {})
    assert len(case.asked) == 7


def test_fifty_are_asked_after_twenty_minutes_and_fifty_more_each_day() -> None:
    town = [a_helper(index) for index in range(180)]
    (case,) = played(FiftyADay, {}, an_asking(0, town, NOON, hours=100), helpers=town)
    assert len(case.asked) == len(set(case.asked)) == 150
    (case,) = played(FiftyADay, {}, an_asking(0, town, NOON, hours=24), helpers=town)
    assert len(case.asked) == 50
    everybody: Book = dict.fromkeys(range(180), (True, 5.0))
    (case,) = played(FiftyADay, everybody, an_asking(0, town, NOON, hours=100), helpers=town)
    assert (case.minutes, len(case.asked), case.told) == (25, 50, 0)
    assert case.in_vain == 49  # nobody tells the others


def test_the_oracle_asks_the_likeliest_first() -> None:
    helpers = [a_helper(index) for index in range(4)]
    for person, chance in zip(helpers, (0.2, 0.9, 0.4, 0.95), strict=True):
        person.q = chance
    (case,) = played(Oracle, {3: (False, 5), 1: (False, 5)}, an_asking(0, helpers, NOON), helpers=helpers)
    assert case.asked == [3, 1, 2, 0]


@pytest.mark.parametrize("seed", range(3))
def test_the_oracle_keeps_the_promises(seed: int) -> None:
    world = a_world(place__helpers_per_km2=4, requests__a_week=60, people__budget=[{"asks": 2, "share": 1}])
    town = draw(world, seed, 0, 60)
    street = a_street(town, {})
    cases = street.play(Oracle(street))
    assert sum(case.in_silent_hours + case.over_budget for case in cases) == 0
    assert sum(len(case.asked) for case in cases) > 60


def test_the_yardsticks_break_one_promise_each() -> None:
    world = a_world(place__helpers_per_km2=2, requests__a_week=90, people__budget=[{"asks": 1, "share": 1}])
    town = draw(world.model_copy(update={"history_weeks": 0}), 1, 0, 60)

    def broken(policy: type[Oracle]) -> tuple[bool, bool]:
        street = a_street(town, {})
        cases = street.play(policy(street))
        return any(case.in_silent_hours for case in cases), any(case.over_budget for case in cases)

    assert broken(Oracle) == (False, False)
    assert broken(TirelessOracle) == (False, True)
    assert broken(SleeplessOracle) == (True, False)


def test_the_oracle_asks_several_at_once_when_time_is_short() -> None:
    helpers = [a_helper(index) for index in range(8)]
    soon = an_asking(0, helpers, NOON, hours=0.5, urgency=Urgency.URGENT)
    street = a_street(a_town(helpers, soon), {})
    street.now = NOON
    Oracle(street).begin(case := Case(soon, reach={each.person.index: each for each in soon.in_reach}))
    assert len(case.asked) > 1


@pytest.mark.parametrize("name", POLICIES)
def test_nobody_is_asked_twice_for_one_request(name: str) -> None:
    town = draw(a_world(place__helpers_per_km2=6, requests__a_week=30, history_weeks=0), 1, 0, 20)
    street = a_street(town, {})
    policy: Policy = POLICIES[name](street)
    for case in street.play(policy):
        assert len(set(case.asked)) == len(case.asked)
        assert set(case.asked) <= {found.person.index for found in case.request.in_reach}
