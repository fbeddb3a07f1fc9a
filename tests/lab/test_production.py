"""Whapp on the street: the real use cases, heard and counted like everybody else."""

from dataclasses import replace
from datetime import time

import pytest

from benchmarks.policy_lab.nights import second
from benchmarks.policy_lab.people import Person
from benchmarks.policy_lab.production import Production
from benchmarks.policy_lab.street import Case
from benchmarks.policy_lab.town import FIRST_DAY, draw, home_at
from tests.support.builders import a_member
from tests.support.lab import a_helper, a_street, a_town, a_world, an_asking
from whapp.adapters.cells import H3Grid
from whapp.domain.ask import AskState
from whapp.domain.language import Language
from whapp.domain.member import Channel
from whapp.domain.messages import compose
from whapp.domain.notice import NoticeKind
from whapp.domain.place import METRES_PER_DEGREE, WITHIN_CELL_M, Point
from whapp.domain.request import Status

NOON = second(FIRST_DAY, time(12))
GRID = H3Grid()


def middle_of_the_cell(home: Point) -> Point:
    """Where production puts a request of whoever lives here."""
    return GRID.middle(GRID.rings(home, 1)[0][0])


def near_the_middle(index: int, km: float) -> Person:
    """Somebody who lives so far north of where production puts requests from the middle of the town."""
    spot = middle_of_the_cell(home_at((0, 0)))
    return replace(a_helper(index), home=Point(spot.lat + km * 1000 / METRES_PER_DEGREE, spot.lon).rounded())


PAIR = [near_the_middle(0, 0.4), near_the_middle(1, 0.8)]


def test_a_yes_reaches_production_and_the_help_counts_as_given_before_the_visit() -> None:
    street = a_street(a_town(PAIR, an_asking(0, PAIR, NOON)), {0: (True, 5)})
    production = Production(street)
    (case,) = street.play(production)
    (request_id,) = production.requests.ids
    request = production.requests.load(request_id)
    assert (case.minutes, request.status) == (5, Status.HELPED)
    assert request.match is not None
    assert request.match.helper_id == PAIR[0].id
    assert request.closed_at is not None
    assert request.closed_at < request.needed_from


def test_a_late_yes_becomes_a_stand_by_in_vain() -> None:
    """The nearest is asked first and stays silent too long; the second says yes; then the first does."""
    street = a_street(a_town(PAIR, an_asking(0, PAIR, NOON, hours=30)), {0: (True, 40), 1: (True, 3)})
    production = Production(street)
    (case,) = street.play(production)
    (request_id,) = production.requests.ids
    states = [ask.state for ask in production.requests.load(request_id).asks]
    assert states == [AskState.STAND_BY, AskState.ACCEPTED]
    assert (case.asked, case.in_vain) == ([0, 1], 1)


def test_whoever_production_releases_hears_it() -> None:
    """The nearest says yes too late for their own time, but first; the second was still thinking."""
    street = a_street(a_town(PAIR, an_asking(0, PAIR, NOON, hours=30)), {0: (True, 40), 1: (True, 60)})
    (case,) = street.play(Production(street))
    assert (case.minutes, case.asked, case.told, case.in_vain) == (40, [0, 1], 1, 0)


@pytest.mark.parametrize(("clock", "disturbed"), [(time(23), 1), (time(12), 0)])
def test_a_message_that_wakes_the_requester_is_counted(clock: time, disturbed: int) -> None:
    asking = an_asking(0, PAIR, NOON)
    street = a_street(a_town(PAIR, asking), {})
    phones = Production(street).notifier
    phones.about = case = Case(asking)
    street.now = second(FIRST_DAY, clock)
    phones.send(a_member("requester-0"), Channel.SMS, compose(NoticeKind.MATCHED, Language.NL, None))
    assert case.in_silent_hours == disturbed


def test_production_reaches_whoever_goes_as_far_as_the_middle_of_the_cell() -> None:
    """Nobody ever says yes, there is time, and everybody may be asked: so everybody is whom production finds."""
    town = draw(
        a_world(
            place={"km2": 9, "helpers_per_km2": 4, "requesters": 4},
            people__yes={"mean": 0},
            people__no_share=1,
            people__radius=[{"km": 0.5, "share": 1}, {"km": 1.5, "share": 1}],
            people__budget=[{"asks": 21, "share": 1}],
            requests__urgency={"planned": {"share": 1, "lead_hours": [90, 120], "window_hours": [20, 24]}},
            history_weeks=0,
        ),
        4,
        0,
        6,
    )
    street = a_street(town, {person.index: (False, 1.0) for person in town.people})
    for case in street.play(Production(street)):
        spot = middle_of_the_cell(case.request.requester.home)
        assert set(case.asked) == {
            person.index
            for person in town.people
            if person.home.metres_to(spot) <= max(person.radius_m, WITHIN_CELL_M)
            and case.request.category in person.categories
        }
        assert 0 < len(case.asked) < len(town.people)


def test_people_live_where_production_thinks() -> None:
    street = a_street(a_town(PAIR, an_asking(0, PAIR, NOON)), {})
    homes = [Production(street).members.get(person.id).home for person in PAIR]
    assert homes == [person.home for person in PAIR]
    assert all(isinstance(home, Point) for home in homes)


def test_production_knows_who_share_a_group() -> None:
    """Whoever shares one with the requester is asked first, though another lives nearer."""
    pair = [a_helper(0, km=0.4), replace(a_helper(1, km=0.8), group=7)]
    asking = an_asking(0, pair, NOON)
    rosa = replace(asking.requester, group=7)
    town = replace(a_town(pair, replace(asking, requester=rosa)), requesters=[rosa])
    street = a_street(town, {1: (True, 5)})
    (case,) = street.play(Production(street))
    assert case.asked == [1]
