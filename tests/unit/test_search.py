"""Looking for people, one circle at a time, and looking at them again when their turn comes."""

import pytest

from tests.support.builders import MORNING, REQUESTER, a_member, a_request, a_shortlist, an_ask, asked, hours
from tests.support.fakes import FakeServices, fake_services
from whapp.app.search import AT_A_TIME, bench, widen
from whapp.domain.ask import AskState
from whapp.domain.category import Category
from whapp.domain.member import Member
from whapp.domain.request import Request

NORTH = (("north",), ("here",), ("far",))


def seated(services: FakeServices, request: Request) -> list[str]:
    return [candidate.member.id for candidate in bench(services, request, MORNING)]


def shortlisted(request: Request) -> list[tuple[str, int]]:
    assert request.shortlist
    return [(prospect.member_id, prospect.circle) for prospect in request.shortlist.prospects]


def test_each_search_looks_one_circle_further() -> None:
    services = fake_services(a_member("anna"), a_member("bert", rings=NORTH), a_member("cas", rings=(("far",),)))
    request = a_request()
    for circles, found in enumerate((["anna"], ["anna", "bert"], ["anna", "bert", "cas"]), start=1):
        request = widen(services, request, MORNING)
        assert request.shortlist
        assert request.shortlist.circles == circles
        assert [member_id for member_id, _ in shortlisted(request)] == found
    assert shortlisted(request) == [("anna", 0), ("bert", 1), ("cas", 2)]


def test_stand_bys_come_before_anybody_else_and_once() -> None:
    services = fake_services(a_member("anna"), a_member("bert"))
    stand_by = an_ask("bert", state=AskState.STAND_BY, closed_at=MORNING)
    request = widen(services, a_request(round=2, asks=(stand_by,)), MORNING)
    assert shortlisted(request) == [("bert", 0), ("anna", 0)]


def test_whoever_was_asked_in_this_round_is_not_on_the_bench() -> None:
    """I5."""
    services = fake_services(a_member("anna"), a_member("bert"))
    request = asked("anna", state=AskState.TIMED_OUT, shortlist=a_shortlist("anna", "bert"))
    assert seated(services, request) == ["bert"]


@pytest.mark.parametrize("state", [AskState.DECLINED, AskState.WITHDRAWN])
def test_whoever_said_no_after_they_were_put_on_the_list_is_not_on_the_bench(state: AskState) -> None:
    """Promise 6: Anna was still busy when the second round began, and answered the first question with no."""
    services = fake_services(a_member("anna"), a_member("bert"))
    no = an_ask("anna", state=state, closed_at=MORNING)
    request = a_request(round=2, asks=(no,), shortlist=a_shortlist("anna", "bert"))
    assert seated(services, request) == ["bert"]


def test_whoever_left_or_offers_something_else_by_now_is_not_on_the_bench() -> None:
    services = fake_services(a_member("bert", offers=frozenset({Category.PETS})), a_member("cas"))
    assert seated(services, a_request(shortlist=a_shortlist("anna", "bert", "cas"))) == ["cas"]


@pytest.mark.parametrize("request_", [a_request(), asked("anna"), asked("anna", shortlist=a_shortlist("bert"))])
def test_without_a_list_or_a_free_place_nobody_is_looked_at(request_: Request) -> None:
    assert seated(fake_services(a_member("bert")), request_) == []


def test_no_more_profiles_are_read_than_are_needed() -> None:
    names = [f"neighbour-{number:02}" for number in range(3 * AT_A_TIME)]
    services = fake_services(*(a_member(name) for name in names))
    assert len(seated(services, a_request(shortlist=a_shortlist(*names)))) == AT_A_TIME


def test_reading_goes_on_past_those_who_cannot_be_asked_now() -> None:
    names = [f"neighbour-{number:02}" for number in range(3 * AT_A_TIME)]

    def somebody(name: str) -> Member:
        free = name == names[-1]
        return a_member(name, paused_until=None if free else MORNING + hours(1))

    services = fake_services(*map(somebody, names))
    assert seated(services, a_request(shortlist=a_shortlist(*names)))[-1] == names[-1]


def test_the_requester_is_never_found() -> None:
    services = fake_services(a_member(REQUESTER), a_member("anna"))
    assert [member_id for member_id, _ in shortlisted(widen(services, a_request(), MORNING))] == ["anna"]
