"""Badges as people live with them, over the fakes and over the table."""

from tests.support.builders import minutes
from tests.support.group_builders import belongs, invited, joins
from tests.support.town import Neighbour, Town
from whapp.app.attest import attest
from whapp.app.edit_group import GroupChanges, edit_group
from whapp.app.leave_group import leave_group
from whapp.app.list_asks import list_asks
from whapp.app.read_request import read_request
from whapp.app.revoke_badge import revoke_badge
from whapp.app.show_membership import show_membership
from whapp.app.show_reply import show_reply
from whapp.app.tend_badges import tend_badges
from whapp.domain.category import Category
from whapp.domain.event import Happening
from whapp.domain.group import GroupStatus
from whapp.domain.language import Language
from whapp.domain.member import Channel
from whapp.domain.membership import BADGE_LASTS, Standing, Tended
from whapp.domain.messages import badge_ends
from whapp.domain.notice import NoticeKind
from whapp.domain.policy import Policy

BADGE = "lid van Buurtpreventie Zonnelaan, bevestigd door de beheerder (maart 2026)"


def badge_on_page(town: Town, helper: Neighbour) -> str | None:
    """The badge that the page behind the helper's link shows."""
    assert helper.link
    question = show_reply(town.services, helper.link).question
    assert question
    return question.badge.words(Language.NL) if question.badge else None


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
    assert tend_badges(watch.services, watch.services.now()) == [], "no time is left: the next run does it"
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
    assert told(watch) == [("anna", "sms")]


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


def test_a_first_request_waits_until_a_moderator_knows_who_asks(watch: Town) -> None:
    """Attested twice, it goes on once (I15); each step stands in the timeline (I21)."""
    watch.services.policy = Policy()
    truus, anna = watch.neighbour("Truus", offers=()), watch.neighbour("Anna")
    joins(watch.services, truus.id, invited(watch.services).code)
    request = watch.asks_for_help(truus)
    watch.time_passes(minutes=3)
    assert request.now.held_until == request.now.created_at + minutes(10)
    assert request.timeline == [Happening.CREATED, Happening.FIRST_REQUEST_WAITS]
    attest(watch.services, "watch", "mo", truus.id)
    watch.settles()
    anna.is_asked()
    attest(watch.services, "watch", "mo", truus.id)
    watch.settles()
    told = [Happening.CREATED, Happening.FIRST_REQUEST_WAITS, Happening.VOUCHED_FOR, Happening.ASKED]
    assert request.timeline == told
    request.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.RELEASED)


def test_a_first_request_that_nobody_vouches_for_waits_for_ten_minutes(watch: Town) -> None:
    watch.services.policy = Policy()
    truus, anna = watch.neighbour("Truus", offers=()), watch.neighbour("Anna")
    request = watch.asks_for_help(truus)
    watch.time_passes(minutes=9)
    assert Happening.ASKED not in request.timeline
    watch.time_passes(minutes=1)
    anna.is_asked()
    request.is_cancelled_by_requester()
    anna.phone.expects_sms(NoticeKind.RELEASED)
