"""The neighbourhood side as people live it, over the fakes and over the table."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.builders import a_need
from tests.support.fakes import TownServices
from tests.support.group_builders import a_group, a_new_group, an_invitation, belongs, invited, joins
from tests.support.town import Neighbour, Town
from whapp.app.appoint_moderator import appoint_moderator
from whapp.app.attest import attest
from whapp.app.create_group import create_group
from whapp.app.dismiss_moderator import dismiss_moderator
from whapp.app.edit_group import GroupChanges, edit_group
from whapp.app.leave_group import leave_group
from whapp.app.list_asks import list_asks
from whapp.app.list_group_members import list_group_members
from whapp.app.list_groups import list_groups
from whapp.app.list_invitations import list_invitations
from whapp.app.list_memberships import list_memberships
from whapp.app.list_needs import list_needs
from whapp.app.post_on_behalf import Neighbour as Guest
from whapp.app.post_on_behalf import post_on_behalf
from whapp.app.read_figures import read_figures
from whapp.app.read_group import read_group
from whapp.app.read_request import read_request
from whapp.app.read_timeline import read_timeline
from whapp.app.reply_view import ReplyState
from whapp.app.revoke_badge import revoke_badge
from whapp.app.revoke_invitation import revoke_invitation
from whapp.app.show_invitation import show_invitation
from whapp.app.show_membership import show_membership
from whapp.app.show_reply import show_reply
from whapp.app.step_forward import step_forward
from whapp.app.tend_badges import tend_badges
from whapp.domain.acts import Outcome
from whapp.domain.authority import Role
from whapp.domain.category import Category
from whapp.domain.errors import (
    BudgetSpent,
    InvalidInput,
    KeyReused,
    LastModerator,
    LimitReached,
    NotFound,
    OwnBadge,
    WrongRole,
)
from whapp.domain.group import GroupStatus
from whapp.domain.invitation import MAX_INVITATIONS, TRIES
from whapp.domain.language import Language
from whapp.domain.member import Channel
from whapp.domain.membership import BADGE_LASTS, MAX_GROUPS, Standing, Tended
from whapp.domain.messages import badge_ends
from whapp.domain.needs import Area
from whapp.domain.request import NoticeKind, Status

BADGE = "lid van Buurtpreventie Zonnelaan, bevestigd door de beheerder (maart 2026)"


@pytest.fixture
def watch(town: Town) -> Town:
    """A town with a watch group, kept by Mo. Cees is of operations."""
    town.neighbour("Mo", offers=())
    town.services.groups.create(a_group())
    town.services.roles.give("cees", Role.OPERATIONS)
    return town


def badge_on_page(town: Town, helper: Neighbour) -> str | None:
    """The badge that the page behind the helper's link shows."""
    assert helper.link
    question = show_reply(town.services, helper.link).question
    assert question
    return question.badge.words(Language.NL) if question.badge else None


# --- badge ---


def test_an_attested_requester_carries_the_badge_until_it_is_revoked(watch: Town) -> None:
    truus, anna = watch.neighbour("Truus", offers=()), watch.neighbour("Anna")
    code = invited(watch.services).code
    assert joins(watch.services, truus.id, code).membership.standing is Standing.PENDING
    request = watch.asks_for_help(truus)
    anna.is_asked()
    assert badge_on_page(watch, anna) is None

    attest(watch.services, "watch", "mo", truus.id)
    assert badge_on_page(watch, anna) == BADGE
    [view] = list_asks(watch.services, anna.id, None).items
    assert view.badge
    assert view.badge.words(Language.NL) == BADGE

    revoke_badge(watch.services, "watch", "mo", truus.id)
    assert badge_on_page(watch, anna) is None
    assert [view.badge for view in list_asks(watch.services, anna.id, None).items] == [None]
    request.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.RELEASED)


def test_a_badge_that_is_not_to_show_or_whose_member_left_does_not_show(watch: Town) -> None:
    truus, anna = watch.neighbour("Truus", offers=()), watch.neighbour("Anna")
    belongs(watch.services, truus.id)
    request = watch.asks_for_help(truus)
    anna.is_asked()
    assert badge_on_page(watch, anna) == BADGE
    show_membership(watch.services, truus.id, "watch", shown=False)
    assert badge_on_page(watch, anna) is None
    show_membership(watch.services, truus.id, "watch", shown=True)
    assert badge_on_page(watch, anna) == BADGE
    leave_group(watch.services, truus.id, "watch")
    leave_group(watch.services, truus.id, "watch")
    assert badge_on_page(watch, anna) is None
    request.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.RELEASED)


def test_the_matched_pair_see_each_others_badge(watch: Town) -> None:
    truus, anna = watch.neighbour("Truus", offers=()), watch.neighbour("Anna")
    belongs(watch.services, truus.id, anna.id)
    request = watch.asks_for_help(truus)
    anna.is_asked().says_yes()
    truus.phone.expects_sms(NoticeKind.MATCHED)
    for viewer in (truus, anna):
        view = read_request(watch.services, request.id, viewer.id)
        assert view.badge
        assert view.badge.words(Language.NL) == BADGE
    request.is_done()


def test_a_badge_of_a_closed_group_does_not_show(watch: Town) -> None:
    truus, anna = watch.neighbour("Truus", offers=()), watch.neighbour("Anna")
    belongs(watch.services, truus.id)
    request = watch.asks_for_help(truus)
    anna.is_asked()
    edit_group(watch.services, "watch", "cees", GroupChanges(status=GroupStatus.CLOSED))
    assert badge_on_page(watch, anna) is None
    request.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.RELEASED)


def test_offers_made_after_the_badge_and_homes_that_move_stay_in_step(watch: Town) -> None:
    anna = watch.neighbour("Anna", offers=())
    belongs(watch.services, anna.id)
    watch.neighbour("Anna", metres=3000, offers=(Category.PETS, Category.GARDEN))
    assert [offer.groups for offer in watch.services.members.offers(anna.id)] == [{"watch"}] * 2


# --- joining ---


def test_joining_twice_says_the_same_and_uses_the_code_once(watch: Town) -> None:
    watch.neighbour("Anna")
    made = invited(watch.services)
    first = joins(watch.services, "anna", made.code, introduction="Anna van 12")
    again = joins(watch.services, "anna", made.code.lower().replace("-", " "))
    assert again.membership == first.membership
    [invitation] = list_invitations(watch.services, "watch", "mo")
    assert (invitation.uses, invitation.id) == (1, made.invitation.id)
    [mine] = list_memberships(watch.services, "anna")
    assert mine.group.name == "Buurtpreventie Zonnelaan"
    [member] = list_group_members(watch.services, "watch", "mo", None).items
    assert (member.first_name, member.membership.introduction) == ("Anna", "Anna van 12")


def test_a_revoked_member_who_joins_again_stays_revoked(watch: Town) -> None:
    watch.neighbour("Anna")
    belongs(watch.services, "anna")
    revoke_badge(watch.services, "watch", "mo", "anna")
    again = joins(watch.services, "anna", invited(watch.services).code)
    assert again.membership.standing is Standing.REVOKED


class Counting:
    """Remembers which calls are made to a port."""

    def __init__(self, port: Any, calls: list[str]) -> None:
        self._port = port
        self._calls = calls

    def __getattr__(self, name: str) -> Any:
        call = getattr(self._port, name)

        def counted(*arguments: Any, **named: Any) -> Any:
            self._calls.append(name)
            return call(*arguments, **named)

        return counted


def spied(services: TownServices) -> list[str]:
    """Every call to the table's ports from now on, in order."""
    calls: list[str] = []
    for port in ("members", "groups", "invitations", "memberships"):
        setattr(services, port, Counting(getattr(services, port), calls))
    return calls


def test_codes_that_do_not_work_are_all_alike_to_whoever_tries_them(watch: Town) -> None:
    watch.neighbour("Anna")
    services = watch.services
    now = services.now()
    services.invitations.create(an_invitation("ended", ends_at=now))
    services.invitations.create(an_invitation("used up", max_uses=1, uses=1))
    services.invitations.create(an_invitation("revoked", revoked_at=now))
    calls = spied(services)
    seen = []
    for code in ("CCC-CCC-CCC", "ended", "used up", "revoked", "", "💥" * 40):
        calls.clear()
        with pytest.raises(NotFound) as refused:
            joins(services, "anna", code)
        joined = list(calls)
        calls.clear()
        assert show_invitation(services, code, counted=True) is None
        seen.append((str(refused.value), joined, list(calls)))
    assert seen == [("", ["tries", "get", "get"], ["get"])] * 6


def test_guessing_ends_after_ten_codes_in_an_hour(watch: Town) -> None:
    watch.neighbour("Anna")
    watch.neighbour("Bert")
    code = invited(watch.services).code
    for _ in range(TRIES):
        with pytest.raises(NotFound):
            joins(watch.services, "anna", "CCC-CCC-CCC")
    with pytest.raises(BudgetSpent) as spent:
        joins(watch.services, "anna", code)
    assert 0 < spent.value.seconds <= 3600
    joins(watch.services, "bert", code)
    watch.time_passes(hours=1)
    joins(watch.services, "anna", code)


def test_nobody_joins_without_a_profile_or_more_groups_than_there_may_be(watch: Town) -> None:
    watch.neighbour("Anna")
    with pytest.raises(NotFound):
        joins(watch.services, "nobody", invited(watch.services).code)
    for number in range(MAX_GROUPS + 1):
        watch.services.groups.create(a_group(f"group-{number}"))
        if number < MAX_GROUPS:
            joins(watch.services, "anna", invited(watch.services, group_id=f"group-{number}").code)
        if number % 5 == 4:
            watch.time_passes(hours=1)
    with pytest.raises(LimitReached):
        joins(watch.services, "anna", invited(watch.services).code)


def test_a_look_at_the_page_is_counted_and_a_closed_group_has_none(watch: Town) -> None:
    made = invited(watch.services)
    for counted in (True, False, True):
        view = show_invitation(watch.services, made.code, counted=counted)
        assert view
        assert view.group.id == "watch"
    assert [each.visits for each in list_invitations(watch.services, "watch", "mo")] == [2]
    edit_group(watch.services, "watch", "cees", GroupChanges(status=GroupStatus.CLOSED))
    assert show_invitation(watch.services, made.code, counted=True) is None
    watch.neighbour("Anna")
    with pytest.raises(NotFound):
        joins(watch.services, "anna", made.code)


def test_a_revoked_code_lets_nobody_in_any_more(watch: Town) -> None:
    made = invited(watch.services)
    watch.neighbour("Anna")
    for _ in range(2):
        revoke_invitation(watch.services, "watch", "mo", made.invitation.id)
    with pytest.raises(NotFound):
        joins(watch.services, "anna", made.code)


def test_a_group_has_no_more_codes_than_there_may_be(watch: Town) -> None:
    made = [invited(watch.services) for _ in range(MAX_INVITATIONS)]
    with pytest.raises(LimitReached):
        invited(watch.services)
    revoke_invitation(watch.services, "watch", "mo", made[0].invitation.id)
    invited(watch.services)


# --- keeping a group ---

ACTS: dict[str, Callable[[TownServices, str], object]] = {
    "read": lambda services, who: read_group(services, "watch", who),
    "edit": lambda services, who: edit_group(services, "watch", who, GroupChanges(name="Mine")),
    "appoint": lambda services, who: appoint_moderator(services, "watch", who, "anna"),
    "dismiss": lambda services, who: dismiss_moderator(services, "watch", who, "mo"),
    "invite": invited,
    "list invitations": lambda services, who: list_invitations(services, "watch", who),
    "revoke invitation": lambda services, who: revoke_invitation(services, "watch", who, an_invitation().id),
    "list members": lambda services, who: list_group_members(services, "watch", who, None),
    "attest": lambda services, who: attest(services, "watch", who, "anna"),
    "revoke": lambda services, who: revoke_badge(services, "watch", who, "anna"),
    "figures": lambda services, who: read_figures(services, "watch", who),
}
KNOW_NOBODY = {"invite", "list invitations", "revoke invitation", "list members", "attest", "revoke"}


@pytest.mark.parametrize("act", ACTS)
def test_to_strangers_and_to_moderators_of_other_groups_the_group_does_not_exist(watch: Town, act: str) -> None:
    watch.neighbour("Anna")
    watch.services.groups.create(a_group("another", moderators=frozenset({"bea"})))
    watch.services.invitations.create(an_invitation())
    joins(watch.services, "anna", invited(watch.services).code)
    for who in ("anna", "bea", "nobody"):
        with pytest.raises(NotFound):
            ACTS[act](watch.services, who)


@pytest.mark.parametrize("act", ACTS)
def test_operations_keep_groups_going_but_know_nobody(watch: Town, act: str) -> None:
    watch.neighbour("Anna")
    joins(watch.services, "anna", invited(watch.services).code)
    if act in KNOW_NOBODY:
        with pytest.raises(WrongRole):
            ACTS[act](watch.services, "cees")
    elif act == "dismiss":
        with pytest.raises(LastModerator):
            ACTS[act](watch.services, "cees")
    else:
        ACTS[act](watch.services, "cees")


def test_a_code_of_another_group_is_not_a_moderators_to_end(watch: Town) -> None:
    watch.services.groups.create(a_group("another", moderators=frozenset({"bea"})))
    other = invited(watch.services, "bea", "another")
    with pytest.raises(NotFound):
        revoke_invitation(watch.services, "watch", "mo", other.invitation.id)
    with pytest.raises(NotFound):
        revoke_invitation(watch.services, "watch", "mo", "0" * 32)


def test_only_operations_take_groups_in_and_twice_is_once(watch: Town) -> None:
    for who in ("mo", "nobody"):
        with pytest.raises(WrongRole):
            create_group(watch.services, who, a_new_group())
    made = create_group(watch.services, "cees", a_new_group())
    assert create_group(watch.services, "cees", a_new_group(name=" buurtpreventie zonnelaan")) == made
    with pytest.raises(KeyReused):
        create_group(watch.services, "cees", a_new_group(radius_m=100))
    with pytest.raises(InvalidInput):
        create_group(watch.services, "cees", a_new_group(centre=replace(a_new_group().centre, lat=0)))
    assert {group.id for group in list_groups(watch.services, "cees", None).items} == {"watch", made.id}


def test_whoever_signs_in_with_the_address_of_a_moderator_is_one(watch: Town) -> None:
    made = create_group(watch.services, "cees", a_new_group(moderator_email="Bea@example.org"))
    watch.neighbour("Bea", offers=())
    [kept] = list_groups(watch.services, "bea", None).items
    assert kept.id == made.id
    invited(watch.services, "bea", made.id)
    with pytest.raises(LastModerator):
        dismiss_moderator(watch.services, made.id, "bea", "bea")


def test_a_moderator_hands_over_to_an_attested_member_and_resigns(watch: Town) -> None:
    for name in ("Anna", "Bert"):
        watch.neighbour(name)
    with pytest.raises(LastModerator):
        dismiss_moderator(watch.services, "watch", "mo", "mo")
    joins(watch.services, "bert", invited(watch.services).code)
    for nobody_yet in ("anna", "bert", "nobody"):
        with pytest.raises(NotFound):
            appoint_moderator(watch.services, "watch", "mo", nobody_yet)
    belongs(watch.services, "anna")
    for _ in range(2):
        assert appoint_moderator(watch.services, "watch", "mo", "anna").moderators == {"mo", "anna"}
    with pytest.raises(WrongRole):
        dismiss_moderator(watch.services, "watch", "mo", "anna")
    dismiss_moderator(watch.services, "watch", "mo", "mo")
    with pytest.raises(NotFound):
        read_group(watch.services, "watch", "mo")
    assert read_group(watch.services, "watch", "anna").moderators == {"anna"}


def test_operations_appoint_and_dismiss(watch: Town) -> None:
    watch.neighbour("Bea")
    appoint_moderator(watch.services, "watch", "cees", "bea")
    dismiss_moderator(watch.services, "watch", "cees", "mo")
    dismiss_moderator(watch.services, "watch", "cees", "mo")
    assert read_group(watch.services, "watch", "bea").moderators == {"bea"}


def test_a_moderator_edits_but_does_not_close(watch: Town) -> None:
    edited = edit_group(watch.services, "watch", "mo", GroupChanges(name="Zonnelaan e.o.", radius_m=1200))
    assert (edited.name, edited.radius_m, edited.centre) == ("Zonnelaan e.o.", 1200, a_group().centre)
    with pytest.raises(WrongRole):
        edit_group(watch.services, "watch", "mo", GroupChanges(status=GroupStatus.CLOSED))
    edit_group(watch.services, "watch", "mo", GroupChanges(status=GroupStatus.ACTIVE))
    with pytest.raises(InvalidInput):
        edit_group(watch.services, "watch", "mo", GroupChanges(centre=replace(a_group().centre, lat=0)))


def test_nobody_attests_themselves_or_a_stranger(watch: Town) -> None:
    watch.neighbour("Anna")
    joins(watch.services, "mo", invited(watch.services).code)
    with pytest.raises(OwnBadge):
        attest(watch.services, "watch", "mo", "mo")
    with pytest.raises(NotFound):
        attest(watch.services, "watch", "mo", "anna")


def test_who_leaves_whapp_leaves_every_group(watch: Town, caplog: pytest.LogCaptureFixture) -> None:
    anna = watch.neighbour("Anna")
    belongs(watch.services, anna.id)
    appoint_moderator(watch.services, "watch", "mo", anna.id)
    anna.leaves_whapp()
    group = watch.services.groups.get("watch")
    assert (group.members, group.attested, group.moderators) == (0, 0, frozenset({"mo"}))
    assert list_group_members(watch.services, "watch", "mo", None).items == []
    Neighbour(watch, "mo").leaves_whapp()
    assert watch.services.groups.get("watch").moderators == frozenset()


# --- a year later ---


def told(town: Town) -> list[tuple[str, str]]:
    """The reminders so far, to whom and how."""
    sent = [(each.member.id, str(each.channel)) for each in town.services.notifier.sent]
    for number, each in enumerate(town.services.notifier.sent):
        if each.message in badge_ends.TEXTS.values():
            town._heard.add(number)  # noqa: SLF001 - a reminder belongs to no request, so the town cannot expect it
    return sent


def test_a_badge_is_reminded_of_once_and_ends_after_its_year(watch: Town) -> None:
    anna = watch.neighbour("Anna")
    belongs(watch.services, anna.id)
    watch.time_passes(days=334)
    assert tend_badges(watch.services) == []
    watch.time_passes(days=2)
    assert tend_badges(watch.services) == [("watch", Tended.REMINDED)]
    watch.time_passes(days=1)
    assert tend_badges(watch.services) == []
    assert told(watch) == [("anna", "sms")]
    watch.time_passes(days=28)
    assert tend_badges(watch.services) == [("watch", Tended.LAPSED)]
    assert watch.services.memberships.get(anna.id, "watch").standing is Standing.PENDING
    assert watch.services.members.get(anna.id).groups == frozenset()
    assert watch.services.groups.get("watch").attested == 0
    assert tend_badges(watch.services) == []


def test_a_badge_that_nobody_looked_after_has_ended_all_the_same(watch: Town) -> None:
    truus, anna = watch.neighbour("Truus", offers=()), watch.neighbour("Anna")
    belongs(watch.services, truus.id)
    watch.time_passes(seconds=BADGE_LASTS.total_seconds())
    request = watch.asks_for_help(truus)
    anna.is_asked()
    assert badge_on_page(watch, anna) is None
    request.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.RELEASED)


def test_a_renewed_badge_is_not_reminded_of(watch: Town) -> None:
    anna = watch.neighbour("Anna")
    belongs(watch.services, anna.id)
    watch.time_passes(days=300)
    attest(watch.services, "watch", "mo", anna.id)
    watch.time_passes(days=60)
    assert tend_badges(watch.services) == []
    assert watch.services.groups.get("watch").attested == 1


def test_i16_nobody_is_reminded_in_their_quiet_hours(watch: Town) -> None:
    anna = watch.neighbour("Anna", channels=(Channel.SMS, Channel.EMAIL))
    belongs(watch.services, anna.id)
    watch.time_passes(days=336, hours=13)  # eleven at night
    assert tend_badges(watch.services) == [("watch", Tended.NOTHING)]
    assert told(watch) == []
    watch.time_passes(hours=10)
    assert tend_badges(watch.services) == [("watch", Tended.REMINDED)]
    assert told(watch) == [("anna", "sms"), ("anna", "email")]


def test_i10_a_reminder_that_cannot_be_sent_is_tried_three_times(watch: Town) -> None:
    anna = watch.neighbour("Anna")
    belongs(watch.services, anna.id)
    anna.phone.has_no_signal()
    watch.time_passes(days=336)
    done = []
    for _ in range(5):
        done += tend_badges(watch.services)
        watch.time_passes(hours=1)
    assert done == [("watch", Tended.REMINDED)] * 3
    anna.phone.works_again()
    assert tend_badges(watch.services) == []


# --- finding each other ---


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
    edit_group(watch.services, "watch", "cees", GroupChanges(status=GroupStatus.CLOSED))
    with pytest.raises(WrongRole):
        post_on_behalf(watch.services, "mo", need_at_home(watch), KOOS, None)


def test_what_was_posted_for_somebody_counts_for_the_group(watch: Town) -> None:
    watch.neighbour("Anna")
    post_on_behalf(watch.services, "mo", need_at_home(watch), KOOS, "key")
    assert [each.what for each in watch.services.groups.counts("watch", "2026-03")] == ["asked"]
