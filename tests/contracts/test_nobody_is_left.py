"""A helper or a requester drops out and nobody takes their place, over the fakes and over the table."""

import pytest

from tests.support.builders import amsterdam
from tests.support.town import Town
from whapp.app.reply_view import ReplyState
from whapp.domain.event import Happening
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Status


@pytest.mark.parametrize("night", [False, True], ids=["at once", "in the morning"])
def test_a_match_that_is_lost_with_nobody_left_is_told_in_one_message(town: Town, *, night: bool) -> None:
    """The neighbour does not come, and nobody else does: who hears half of it waits at the door."""
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa, needed_until=amsterdam(2026, 3, 5, 18))
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    if night:
        town.services.clock.now = amsterdam(2026, 3, 4, 23)
    anna.withdraws(groceries)
    if night:
        town.nobody_else_hears_anything()  # I16
        town.time_passes(hours=10)
    rosa.phone.expects_sms(NoticeKind.NOBODY_ELSE)


def test_who_heard_already_that_we_search_on_hears_only_the_rest(town: Town) -> None:
    rosa, anna, bert = town.neighbour("Rosa", offers=()), town.neighbour("Anna"), town.neighbour("Bert", metres=500)
    groceries = town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    anna.withdraws(groceries)
    rosa.phone.expects_sms(NoticeKind.SEARCHING_AGAIN)
    bert.is_asked().says_no()
    rosa.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)


def test_a_request_that_comes_to_be_while_its_requester_leaves_is_cancelled_and_forgotten(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    town.services.members.erase(town.services.members.get("rosa"))  # and the rest of it came before the request did
    town.all_cascades_die()
    town.time_passes(hours=1)
    town.the_janitor_comes()
    anna.phone.expects_sms(NoticeKind.RELEASED)
    assert (groceries.status, groceries.now.is_forgotten) == (Status.CANCELLED, True)
    assert town.services.requests.wording(groceries.id) is None
    assert town.services.requests.timeline(groceries.id)[-1].what is Happening.CANCELLED
    assert anna.says_yes().state is ReplyState.CLOSED


def test_a_helper_who_told_that_they_helped_and_leaves_is_not_searched_on_for(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    anna.says_to_be_coming()
    town.time_passes(hours=5)
    anna.says_it_worked_out()
    anna.leaves_whapp()
    assert groceries.now.match
    town.time_passes(days=3)
    rosa.phone.expects_sms(NoticeKind.DID_IT_WORK_OUT)
    assert groceries.status is Status.HELPED
