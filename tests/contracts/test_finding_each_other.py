"""Needs nearby, stepping forward, and asking for somebody else, over the fakes and over the table."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.builders import HOME, a_need
from tests.support.group_builders import a_group, belongs
from tests.support.town import Neighbour, Town
from whapp.app.cancel_request import cancel_request
from whapp.app.edit_group import GroupChanges, edit_group
from whapp.app.extend_request import extend_request
from whapp.app.list_needs import list_needs
from whapp.app.post_on_behalf import GUEST, post_on_behalf
from whapp.app.post_on_behalf import Neighbour as Guest
from whapp.app.read_request import read_request
from whapp.app.read_timeline import read_timeline
from whapp.app.reply_view import ReplyState
from whapp.app.report_no_show import report_no_show
from whapp.app.show_reply import show_reply
from whapp.app.step_forward import step_forward
from whapp.domain.acts import Outcome
from whapp.domain.category import Category
from whapp.domain.circle import Circle, circle_of
from whapp.domain.errors import (
    InvalidInput,
    KeyReused,
    NotFound,
    WrongRole,
)
from whapp.domain.event import Happening
from whapp.domain.group import GroupKind, GroupStatus
from whapp.domain.ids import request_id
from whapp.domain.member import Channel
from whapp.domain.membership import MAX_GROUPS
from whapp.domain.needs import Area
from whapp.domain.notice import NoticeKind
from whapp.domain.place import Point
from whapp.domain.request import Status


def crowd(town: Town, count: int = 10) -> None:
    """So many people live here, who offer nothing."""
    for number in range(count):
        town.neighbour(f"Crowd{number}", offers=())


def test_a_need_is_shown_without_its_person_and_whoever_steps_forward_wins(watch: Town) -> None:
    truus, dirk = watch.neighbour("Truus", offers=()), watch.neighbour("Dirk", offers=(), metres=300)
    crowd(watch)
    anna = watch.neighbour("Anna")
    request = watch.asks_for_help(truus)
    anna.is_asked()
    [need] = list_needs(watch.services, dirk.id)
    assert (need.id, need.category, need.area) == (request.id, Category.GROCERIES, Area.OWN)
    assert list_needs(watch.services, truus.id) == []

    assert step_forward(watch.services, request.id, dirk.id) is Outcome.MATCHED
    watch.settles()
    truus.phone.expects_sms(NoticeKind.MATCHED)
    anna.phone.expects_sms(NoticeKind.RELEASED)
    assert step_forward(watch.services, request.id, dirk.id) is Outcome.MATCHED
    assert request.now.match
    assert request.now.match.helper_id == dirk.id
    assert list_needs(watch.services, anna.id) == []
    assert step_forward(watch.services, request.id, "crowd1") is Outcome.TOO_LATE
    assert anna.says_yes().state is ReplyState.STAND_BY
    request.is_done()
    anna.phone.expects_sms(NoticeKind.STAND_BY_RELEASED)


def test_nothing_is_shown_of_a_cell_in_which_few_people_live(watch: Town) -> None:
    truus, dirk = watch.neighbour("Truus", offers=()), watch.neighbour("Dirk", offers=())
    crowd(watch, 6)  # with Mo that makes nine
    request = watch.asks_for_help(truus)
    assert watch.services.requests.load(request.id).status is not Status.OPEN  # nobody offers anything here
    watch.neighbour("Anna")
    Neighbour(watch, "crowd0").leaves_whapp()
    truus.phone.expects_sms(NoticeKind.NOBODY_AVAILABLE)
    second = watch.asks_for_help(truus)
    assert second.status is Status.OPEN
    assert list_needs(watch.services, dirk.id) == []
    with pytest.raises(NotFound):
        step_forward(watch.services, second.id, dirk.id)
    watch.neighbour("Tenth", offers=())
    assert [need.id for need in list_needs(watch.services, dirk.id)] == [second.id]
    Neighbour(watch, "anna").is_asked()
    second.is_cancelled_by_requester()
    Neighbour(watch, "anna").phone.expects_sms(NoticeKind.RELEASED)


def test_a_need_far_away_cannot_be_stepped_forward_for(watch: Town) -> None:
    truus, far = watch.neighbour("Truus", offers=()), watch.neighbour("Far", offers=(), metres=20_000)
    crowd(watch)
    anna = watch.neighbour("Anna")
    request = watch.asks_for_help(truus)
    anna.is_asked()
    assert list_needs(watch.services, far.id) == []
    for who in (far.id, truus.id):
        with pytest.raises(NotFound):
            step_forward(watch.services, request.id, who)
    with pytest.raises(NotFound):
        step_forward(watch.services, "x" * 16, anna.id)
    with pytest.raises(NotFound):
        list_needs(watch.services, "nobody")
    request.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.RELEASED)


def test_whoever_said_no_is_not_shown_that_need_again(watch: Town) -> None:
    truus, anna, bert = watch.neighbour("Truus", offers=()), watch.neighbour("Anna"), watch.neighbour("Bert", metres=50)
    crowd(watch)
    request = watch.asks_for_help(truus)
    anna.is_asked().says_no()
    bert.is_asked()
    assert list_needs(watch.services, anna.id) == []
    assert step_forward(watch.services, request.id, anna.id) is Outcome.DECLINED
    assert step_forward(watch.services, request.id, bert.id) is Outcome.MATCHED
    watch.settles()
    truus.phone.expects_sms(NoticeKind.MATCHED)
    request.is_cancelled_by_requester()
    bert.phone.expects_sms(NoticeKind.VISIT_CANCELLED)
    assert step_forward(watch.services, request.id, "crowd1") is Outcome.CLOSED


def test_a_need_of_somebody_in_a_large_group_of_ones_own_says_so(watch: Town) -> None:
    truus, dirk = watch.neighbour("Truus", offers=()), watch.neighbour("Dirk", offers=())
    crowd(watch)
    anna = watch.neighbour("Anna")
    belongs(watch.services, truus.id, dirk.id)
    request = watch.asks_for_help(truus)
    anna.is_asked()
    assert [need.area for need in list_needs(watch.services, dirk.id)] == [Area.OWN]
    belongs(watch.services, *(f"crowd{number}" for number in range(8)))
    assert [need.area for need in list_needs(watch.services, dirk.id)] == [Area.GROUP]
    assert [need.area for need in list_needs(watch.services, "crowd9")] == [Area.OWN]
    request.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.RELEASED)


# --- on behalf of somebody ---

KOOS = Guest(first_name="Koos", phone="+31687654321")


def need_at_home(town: Town) -> Any:
    return a_need(town.services.now(), location=a_group().centre, address="Zonnelaan 4")


def test_a_moderator_asks_for_somebody_who_hears_of_it_by_plain_sms(watch: Town) -> None:
    anna = watch.neighbour("Anna")
    made = post_on_behalf(watch.services, "mo", need_at_home(watch), KOOS, "key")
    again = post_on_behalf(watch.services, "mo", need_at_home(watch), KOOS, "key")
    assert again.id == made.id
    watch.settles()
    anna.is_asked()
    assert anna.link
    question = show_reply(watch.services, anna.link).question
    assert question
    assert (question.first_name, question.badge) == ("Koos", None)

    anna.says_yes()
    told = watch.services.notifier.sent[-1]
    assert (told.member.phone, told.channel) == (KOOS.phone, Channel.SMS)
    assert "app" not in told.message.sms.replace("Whapp", "")
    watch.delivered(told.member.id, Channel.SMS, NoticeKind.MATCHED)
    contact = anna.looks_up_contact().contact
    assert contact
    assert (contact.first_name, contact.phone, contact.address) == ("Koos", KOOS.phone, "Zonnelaan 4")

    [mine] = watch.services.requests.of_requester("mo", None).items
    assert mine.id == made.id
    assert read_request(watch.services, made.id, "mo").mine
    assert read_timeline(watch.services, made.id, "mo")
    with pytest.raises(NotFound):
        read_timeline(watch.services, made.id, "anna")
    assert watch.services.members.get(made.requester_id).kept_until == made.needed_until + timedelta(days=35)


def test_only_moderators_ask_for_somebody_else_and_tell_where(watch: Town) -> None:
    watch.neighbour("Anna")
    with pytest.raises(WrongRole):
        post_on_behalf(watch.services, "anna", need_at_home(watch), KOOS, None)
    with pytest.raises(InvalidInput):
        post_on_behalf(watch.services, "mo", a_need(watch.services.now()), KOOS, None)
    post_on_behalf(watch.services, "mo", need_at_home(watch), KOOS, "key")
    with pytest.raises(KeyReused):
        post_on_behalf(watch.services, "mo", need_at_home(watch), replace(KOOS, phone="+31600000000"), "key")
    with pytest.raises(KeyReused):
        post_on_behalf(watch.services, "mo", replace(need_at_home(watch), text="iets anders"), KOOS, "key")
    too_late = replace(need_at_home(watch), needed_until=watch.services.now())
    with pytest.raises(InvalidInput):
        post_on_behalf(watch.services, "mo", too_late, KOOS, "another")
    with pytest.raises(NotFound):
        watch.services.members.get(GUEST + request_id("mo", "another"))
    edit_group(watch.services, "watch", "cees", GroupChanges(status=GroupStatus.CLOSED))
    with pytest.raises(WrongRole):
        post_on_behalf(watch.services, "mo", need_at_home(watch), KOOS, None)


def test_what_was_posted_for_somebody_counts_for_the_group(watch: Town) -> None:
    watch.neighbour("Anna")
    post_on_behalf(watch.services, "mo", need_at_home(watch), KOOS, "key")
    assert [each.what for each in watch.services.groups.counts("watch", "2026-03")] == ["asked"]


def test_of_a_moderator_who_keeps_many_groups_only_those_around_vouch_for_a_guest(watch: Town) -> None:
    """Each would be a row of the transaction, and a count in the figures of people who have nothing to do with it."""
    watch.neighbour("Anna")
    town = [a_group(f"street-{number:02}", centre=Point(HOME.lat + 0.05, HOME.lon)) for number in range(90)]
    city = [a_group(f"city-{number:02}", radius_m=8000) for number in range(12)]
    watch.services.groups.create_many([*town, *city])
    made = post_on_behalf(watch.services, "mo", need_at_home(watch), KOOS, "key")
    assert watch.services.requests.load(made.id).groups == {f"city-{number:02}" for number in range(MAX_GROUPS)}
    assert watch.services.groups.counts("street-00", "2026-03") == []


def test_a_guest_is_kept_for_as_long_as_there_is_more_time(watch: Town) -> None:
    anna = watch.neighbour("Anna")
    made = post_on_behalf(watch.services, "mo", need_at_home(watch), KOOS, "key")
    watch.settles()
    anna.is_asked()
    later = made.needed_until + timedelta(days=40)
    extend_request(watch.services, made.id, "mo", later)
    assert watch.services.members.get(made.requester_id).kept_until == later + timedelta(days=35)
    anna.says_yes()
    watch.delivered(made.requester_id, Channel.SMS, NoticeKind.MATCHED)
    watch.time_passes(hours=5)
    anna.phone.expects_sms(NoticeKind.ARE_YOU_COMING)
    assert "beheerder" in watch.delivered(made.requester_id, Channel.SMS, NoticeKind.HELPER_SILENT).sms
    report_no_show(watch.services, made.id, "mo", later + timedelta(days=10))
    assert watch.services.members.get(made.requester_id).kept_until == later + timedelta(days=45)
    cancel_request(watch.services, made.id, "mo")


# --- the own group first ---


def test_the_own_group_is_asked_first_and_going_beyond_it_is_told(watch: Town) -> None:
    truus = watch.neighbour("Truus", offers=())
    crowd(watch)
    near, mate = watch.neighbour("Near"), watch.neighbour("Mate", metres=3000)
    belongs(watch.services, truus.id, mate.id, *(f"crowd{number}" for number in range(8)))
    request = watch.asks_for_help(truus, group_first=True)
    mate.is_asked()
    assert circle_of(request.now) is Circle.GROUP
    mate.says_no()
    near.is_asked()
    assert circle_of(request.now) is Circle.OWN
    assert Happening.BEYOND_GROUP in request.timeline
    assert Happening.WIDENED not in request.timeline
    near.says_yes()
    truus.phone.expects_sms(NoticeKind.MATCHED)
    request.is_done()


def test_a_group_of_few_is_not_asked_first_for_a_no_would_tell_whose_it_was(watch: Town) -> None:
    truus, near, mate = (
        watch.neighbour("Truus", offers=()),
        watch.neighbour("Near"),
        watch.neighbour("Mate", metres=3000),
    )
    belongs(watch.services, truus.id, mate.id)
    request = watch.asks_for_help(truus, group_first=True)
    near.is_asked().says_yes()
    assert circle_of(request.now) is Circle.OWN
    truus.phone.expects_sms(NoticeKind.MATCHED)
    request.is_done()


def test_members_of_a_partner_count_as_ones_own_group(watch: Town) -> None:
    watch.services.groups.create(a_group("town", name="Gemeente", kind=GroupKind.MUNICIPALITY))
    truus = watch.neighbour("Truus", offers=())
    near, mate = watch.neighbour("Near"), watch.neighbour("Mate", metres=200)
    belongs(watch.services, truus.id, mate.id, group_id="town")
    request = watch.asks_for_help(truus)
    mate.is_asked().says_no()
    near.is_asked()
    request.is_cancelled_by_requester()
    near.phone.expects_sms(NoticeKind.RELEASED)
