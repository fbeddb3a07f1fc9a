"""I11: contact and address are for the matched pair, every look is told, and a day after the end they are gone."""

from datetime import timedelta

import pytest

from tests.support.builders import a_need
from tests.support.town import HelpRequest, Neighbour, Town
from whapp.app.create_request import create_request
from whapp.app.read_request import read_request
from whapp.app.reply_view import ReplyState
from whapp.app.show_contact import show_contact
from whapp.domain.errors import NotFound
from whapp.domain.event import Actor, Event, Happening
from whapp.domain.notice import NoticeKind

A_DAY = timedelta(days=1)


def a_match(town: Town) -> tuple[HelpRequest, Neighbour, Neighbour]:
    """Anna was silent, Bert said yes."""
    rosa, anna, bert = town.neighbour("Rosa", offers=()), town.neighbour("Anna"), town.neighbour("Bert", metres=900)
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    town.time_passes(minutes=30)
    bert.is_asked().says_yes()
    rosa.phone.expects_sms(NoticeKind.MATCHED)
    return groceries, rosa, bert


def looks(town: Town, request: HelpRequest) -> list[Event]:
    return [event for event in town.services.requests.timeline(request.id) if event.what is Happening.CONTACT_SHOWN]


def test_every_look_is_told_to_the_requester_whose_it_was_and_when(town: Town) -> None:
    groceries, rosa, bert = a_match(town)
    assert bert.looks_up_contact().contact
    first = town.services.now()
    town.time_passes(minutes=5)
    show_contact(town.services, groceries.id, bert.id)
    show_contact(town.services, groceries.id, rosa.id)
    now = town.services.now()
    assert [(event.at, event.by, event.ask) for event in looks(town, groceries)] == [
        (first, Actor.HELPER, 2), (now, Actor.HELPER, 2), (now, Actor.REQUESTER, 2),
    ]  # fmt: skip


def test_the_same_look_again_within_a_minute_shows_the_same_and_changes_nothing(town: Town) -> None:
    groceries, rosa, bert = a_match(town)
    for who in (rosa, bert):
        first = show_contact(town.services, groceries.id, who.id)
        before = groceries.now
        town.services.clock.goes_on(timedelta(seconds=59))
        assert show_contact(town.services, groceries.id, who.id) == first
        assert groceries.now == before
    assert [event.by for event in looks(town, groceries)] == [Actor.REQUESTER, Actor.HELPER]


@pytest.mark.parametrize("who", ["anna", "somebody"])
def test_nobody_else_sees_a_contact_and_the_try_is_no_look(town: Town, who: str) -> None:
    groceries, _, _ = a_match(town)
    with pytest.raises(NotFound):
        show_contact(town.services, groceries.id, who)
    assert looks(town, groceries) == []


def test_before_the_yes_there_is_nothing_to_see(town: Town) -> None:
    rosa, anna = town.neighbour("Rosa", offers=()), town.neighbour("Anna")
    groceries = town.asks_for_help(rosa)
    anna.is_asked()
    assert anna.looks_up_contact().contact is None
    for who in (rosa, anna):
        with pytest.raises(NotFound):
            show_contact(town.services, groceries.id, who.id)


def test_a_day_after_the_end_contact_and_address_are_gone_though_the_rows_are_there(town: Town) -> None:
    """TTL is a broom: the words and the address are still in the table, and nobody sees them."""
    groceries, rosa, bert = a_match(town)
    groceries.is_done()
    town.services.clock.goes_on(A_DAY)
    assert show_contact(town.services, groceries.id, bert.id).address == "Rosastraat 1"
    assert read_request(town.services, groceries.id, bert.id).wording
    seen = len(looks(town, groceries))
    town.services.clock.goes_on(timedelta(seconds=1))
    wording = town.services.requests.wording(groceries.id)
    assert wording
    assert wording.address
    for who in (rosa, bert):
        with pytest.raises(NotFound):
            show_contact(town.services, groceries.id, who.id)
    with pytest.raises(NotFound):
        read_request(town.services, groceries.id, bert.id)
    page = bert.looks_up_contact()
    assert (page.state, page.contact, page.question) == (ReplyState.HELPED, None, None)
    assert len(looks(town, groceries)) == seen
    assert read_request(town.services, groceries.id, rosa.id).mine


def test_a_helper_whose_visit_is_cancelled_sees_nothing_any_more(town: Town) -> None:
    groceries, _, bert = a_match(town)
    assert bert.looks_up_contact().contact
    groceries.is_cancelled_by_requester()
    bert.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    with pytest.raises(NotFound):
        show_contact(town.services, groceries.id, bert.id)
    assert bert.looks_up_contact().contact is None


def test_the_address_of_one_request_is_not_that_of_another(town: Town) -> None:
    groceries, rosa, bert = a_match(town)
    other = create_request(town.services, rosa.id, a_need(town.services.now(), address="Kerkplein 2"), None)
    assert show_contact(town.services, groceries.id, bert.id).address == "Rosastraat 1"
    with pytest.raises(NotFound):
        show_contact(town.services, other.id, bert.id)
