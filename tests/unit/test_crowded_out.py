"""Nobody who can be asked is crowded out by those who cannot (promise 3)."""

import pytest

from tests.support.builders import HOME, MORNING, REQUESTER, a_member, a_need, a_request, an_offer, hours
from tests.support.fakes import FakeServices, fake_services
from whapp.app.create_request import create_request
from whapp.app.decide import decide
from whapp.app.save_offer import save_offer
from whapp.domain.category import Category
from whapp.domain.hours import DayPart
from whapp.domain.member import UNTIL_THEY_SAY_SO, Member
from whapp.domain.place import Point
from whapp.domain.ranking import suits

ROSA = a_member(REQUESTER, offers=frozenset())
FRESH = a_member("fresh", home=Point(HOME.lat + 0.01, HOME.lon))


def first_asked(*members: Member) -> list[str]:
    services = fake_services(ROSA, *members)
    made = create_request(services, REQUESTER, a_need(), None)
    decide(services, made.id, 1, 1)
    return [ask.helper_id for ask in services.requests.load(made.id).asks]


@pytest.mark.parametrize(
    "idle", [{"paused_until": UNTIL_THEY_SAY_SO}, {"channels": ()}, {"ask_budget_per_week": 0}], ids=str
)
def test_whoever_is_never_asked_takes_nobody_s_place_in_the_search(idle: dict[str, object]) -> None:
    """The index gives out fifty, those not asked for longest first: whoever rests would stand in front for ever."""
    resting = [a_member(f"resting-{number:02}", **idle) for number in range(60)]
    assert all(member.found_in is None for member in resting)
    assert first_asked(*resting, FRESH) == ["fresh"]


def test_whoever_comes_back_is_found_again() -> None:
    services = fake_services(ROSA)
    resting = services.members.save(None, a_member("anna", paused_until=UNTIL_THEY_SAY_SO, offers=frozenset()))
    save_offer(services, an_offer("anna"))
    assert services.members.offering(Category.GROCERIES, "here") == []
    known = services.members.get(resting.id)
    services.members.save(known, a_member("anna", offers=known.offers, version=known.version))
    assert [offer.member_id for offer in services.members.offering(Category.GROCERIES, "here")] == ["anna"]


def test_a_new_kind_of_help_makes_nobody_a_newcomer() -> None:
    services: FakeServices = fake_services(ROSA, a_member("anna"))
    save_offer(services, an_offer("anna"))
    made = create_request(services, REQUESTER, a_need(), None)
    decide(services, made.id, 1, 1)
    save_offer(services, an_offer("anna", category=Category.PETS))
    assert {offer.last_asked for offer in services.members.offers("anna")} == {MORNING}


def test_who_helps_in_the_morning_only_is_not_asked_when_the_morning_is_over() -> None:
    """A long window may have begun in a part of the day that is gone."""
    lark = an_offer("lark", day_parts=frozenset({DayPart.MORNING}))
    request = a_request(needed_from=MORNING, needed_until=MORNING + hours(10))
    assert suits(lark, request, MORNING)
    assert not suits(lark, request, MORNING + hours(7))
