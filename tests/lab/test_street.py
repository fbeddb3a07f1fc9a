"""Where policies and people meet: what is counted, and that every policy meets the same people."""

from datetime import time

import pytest

from benchmarks.policy_lab.nights import second
from benchmarks.policy_lab.people import Hearts, Person
from benchmarks.policy_lab.street import Case, Street
from benchmarks.policy_lab.town import FIRST_DAY, Town, draw
from tests.support.lab import a_helper, a_street, a_town, a_world, an_asking
from whapp.domain.hours import QuietHours
from whapp.domain.request import Urgency

NOON = second(FIRST_DAY, time(12))
NIGHT = second(FIRST_DAY, time(23))
MORNING = second(FIRST_DAY, time(8)) + 86_400
MINUTE = 60


class AsksAll:
    """Asks everybody at once, whatever the hour; the first yes counts, and the others are told `after` seconds later.

    `after` None: they hear nothing.
    """

    def __init__(self, street: Street, after: int | None = 0) -> None:
        self._street = street
        self._after = after

    def begin(self, case: Case) -> None:
        for found in case.request.in_reach:
            self._street.ask(case, found.person)

    def hears(self, case: Case, person: Person, *, yes: bool) -> bool:
        if not yes or case.filled_at is not None:
            return False
        if self._after is not None:
            for found in case.request.in_reach:
                if found.person is not person:
                    self._street.at(self._street.now + self._after, self._street.release, case, found.person)
        return True


def played(town: Town, book: dict[int, tuple[bool, float]], after: int | None = 0) -> Case:
    street = a_street(town, book)
    (case,) = street.play(AsksAll(street, after))
    return case


def a_pair(**changes: object) -> Town:
    helpers = [a_helper(0), a_helper(1)]
    return a_town(helpers, an_asking(0, helpers, NOON), **changes)


def test_the_first_yes_fills_the_request() -> None:
    case = played(a_pair(), {0: (True, 7), 1: (False, 3)})
    assert (case.minutes, case.in_vain, case.asked) == (7, 0, [0, 1])


@pytest.mark.parametrize(("minutes", "in_vain"), [(12, 1), (12.1, 0), (60, 0)])
def test_whoever_reads_that_it_is_solved_says_yes_no_more_unless_they_were_about_to(
    minutes: float, in_vain: int
) -> None:
    case = played(a_pair(), {0: (True, 7), 1: (True, minutes)})
    assert (case.minutes, case.in_vain) == (7, in_vain)


def test_how_long_a_release_takes_to_be_heeded_is_the_worlds() -> None:
    assert played(a_pair(release_heeded_minutes=60), {0: (True, 7), 1: (True, 60)}).in_vain == 1
    assert played(a_pair(release_heeded_minutes=0), {0: (True, 7), 1: (True, 8)}).in_vain == 0


def test_whoever_hears_nothing_says_yes_in_vain_until_it_is_too_late_to_help() -> None:
    assert played(a_pair(), {0: (True, 7), 1: (True, 400)}, after=None).in_vain == 1
    assert played(a_pair(), {0: (True, 7), 1: (True, 481)}, after=None).in_vain == 0


def test_a_no_after_the_yes_is_not_in_vain() -> None:
    assert played(a_pair(), {0: (True, 7), 1: (False, 60)}, after=None).in_vain == 0


def test_a_yes_that_comes_when_help_is_no_longer_needed_fills_nothing() -> None:
    assert played(a_pair(), {0: (True, 480)}).minutes is None
    assert played(a_pair(), {0: (True, 479)}).minutes == 479


def test_a_message_at_night_is_counted_and_answered_in_the_morning() -> None:
    helpers = [a_helper(0), a_helper(1, quiet=QuietHours(time(0), time(0)))]
    town = a_town(helpers, an_asking(0, helpers, NIGHT, hours=24))
    case = played(town, {0: (True, 10)})
    assert case.in_silent_hours == 1  # the other has no quiet hours
    assert case.filled_at == MORNING + 10 * MINUTE


def test_a_release_at_night_is_counted_too() -> None:
    helpers = [a_helper(0, quiet=QuietHours(time(0), time(0))), a_helper(1)]
    town = a_town(helpers, an_asking(0, helpers, second(FIRST_DAY, time(21, 20))))
    assert played(town, {0: (True, 5)}).in_silent_hours == 0
    assert played(town, {0: (True, 15)}).in_silent_hours == 1


def test_whoever_opted_in_is_asked_at_night_when_it_is_urgent() -> None:
    helper = a_helper(0)
    helper.urgent_at_night = True
    urgent, planned = (
        a_town([helper], an_asking(0, [helper], NIGHT, hours=2, urgency=urgency))
        for urgency in (Urgency.URGENT, Urgency.PLANNED)
    )
    assert (played(urgent, {0: (True, 10)}).minutes, played(urgent, {}).in_silent_hours) == (10, 0)
    assert (played(planned, {0: (True, 10)}).minutes, played(planned, {}).in_silent_hours) == (None, 1)


def test_asks_beyond_somebodys_own_budget_are_counted_by_the_week() -> None:
    helper = a_helper(0, budget=2)
    days = [0, 1, 2, 6, 7, 8, 9]  # four in the first week, three in the second
    askings = [an_asking(number, [helper], NOON + day * 86_400) for number, day in enumerate(days)]
    street = a_street(a_town([helper], *askings), {})
    cases = street.play(AsksAll(street))
    assert [case.over_budget for case in cases] == [0, 0, 1, 1, 0, 0, 1]


def test_every_policy_meets_the_same_people() -> None:
    """The same draw for the same person and request, in whatever order and however often one asks."""
    town = draw(a_world(place__helpers_per_km2=5, people__spells={"chance": 0}), 3, 0, 20)

    def reactions(order: int) -> dict[tuple[int, int], object]:
        hearts = Hearts(town.world.people, town.seed)
        pairs = [(request, found) for request in town.requests for found in request.in_reach][::order]
        return {
            (request.index, found.person.index): hearts.react(
                found.person, request.index, found.lasting, request.created, 12
            )
            for request, found in pairs
        }

    forwards, backwards = reactions(1), reactions(-1)
    assert forwards == backwards
    assert len({str(each) for each in forwards.values()}) > len(forwards) / 2


def test_a_higher_chance_turns_silence_into_yes_and_never_a_yes_into_anything_else() -> None:
    """The draw is compared with the chance: so policies that ask at better hours are compared fairly."""
    world = a_world(people__spells={"chance": 0})
    person = a_helper(0)
    for request in range(200):
        hearts = Hearts(world.people, 3)
        unlikely = hearts.react(person, request, 0.2, NOON, 12)
        likely = hearts.react(person, request, 0.6, NOON, 12)
        assert unlikely is not None
        assert likely is not None
        assert likely.yes or not unlikely.yes


def test_people_answer_as_often_as_their_world_says() -> None:
    world = a_world(people__no_share=0.25)
    hearts = Hearts(world.people, 3)
    reactions = [hearts.react(a_helper(0), request, 0.4, NOON, 12) for request in range(4000)]
    said = [each.yes for each in reactions if each]
    assert said.count(True) / 4000 == pytest.approx(0.4, abs=0.03)
    assert said.count(False) / 4000 == pytest.approx(0.15, abs=0.03)
    minutes = sorted(each.minutes for each in reactions if each)
    assert minutes[2000] == pytest.approx(5, abs=0.5)


def test_an_ask_can_begin_a_silent_spell() -> None:
    hearts = Hearts(a_world(people__spells={"chance": 1, "mean_days": 10}).people, 3)
    person = a_helper(0)
    assert hearts.react(person, 0, 0.5, NOON, 12) is not None
    ends = hearts.mood(person).silent_until
    assert hearts.react(person, 1, 0.5, NOON + 60, 12) is None
    assert hearts.react(person, 2, 0.5, int(ends) + 1, 12) is not None


def test_whoever_helps_is_less_willing_for_a_while() -> None:
    hearts = Hearts(a_world(people__after_yes={"hours": 24, "factor": 0.5}).people, 3)
    person = a_helper(0)
    assert hearts.chance(person, 0.6, NOON, 12) == 0.6
    hearts.mood(person).helped_at = NOON
    assert hearts.chance(person, 0.6, NOON + 3600, 12) == 0.3
    assert hearts.chance(person, 0.6, NOON + 24 * 3600, 12) == 0.6
