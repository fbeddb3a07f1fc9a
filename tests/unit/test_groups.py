"""Groups, memberships, codes and badges: the pure rules."""

import re
import string
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests.support.builders import HOME, MORNING, a_member, amsterdam
from tests.support.group_builders import CODE, a_group, a_membership, an_invitation, attested
from whapp.domain.authority import Caller
from whapp.domain.errors import LastModerator, LimitReached, OwnBadge
from whapp.domain.group import MAX_MODERATORS, GroupKind, GroupStatus, around, email_key, names_of
from whapp.domain.ids import group_id, request_id
from whapp.domain.invitation import (
    ALPHABET,
    CODE_LENGTH,
    code_from,
    invitation_id,
    make_code,
    ready_text,
    share_link,
    spoken,
    tidy_code,
)
from whapp.domain.language import Language
from whapp.domain.membership import (
    BADGE_LASTS,
    MAX_REMINDERS,
    REMINDER_BEFORE,
    RETRY_REMINDER,
    Standing,
    badge,
    shares_group,
)
from whapp.domain.messages import badge_ends, compose, to_a_guest
from whapp.domain.messages.gsm import ONE_PART, septets
from whapp.domain.notice import NoticeKind
from whapp.domain.place import Point

NORTH, FURTHER = Point(HOME.lat + 0.009, HOME.lon), Point(HOME.lat + 0.09, HOME.lon)
MO, BEA = Caller("mo", frozenset({"mo"})), Caller("bea", frozenset({"bea"}))


# --- who keeps a group ---


def test_a_moderator_is_known_by_id_or_by_the_address_that_sign_in_verified() -> None:
    member = a_member("bea", email="Bea@Example.org")
    assert names_of(member) == {"bea", email_key("bea@example.org ")}
    assert names_of(a_member("bea", email=None)) == {"bea"}
    assert a_group(moderators=frozenset({email_key("bea@example.org")})).is_kept_by(names_of(member))
    assert not a_group().is_kept_by(names_of(member))
    assert "bea" not in email_key("bea@example.org")


def test_the_last_moderator_cannot_resign_without_a_successor_who_is_a_member() -> None:
    with pytest.raises(LastModerator):
        a_group().without(MO.names)
    with pytest.raises(LastModerator):
        a_group(moderators=frozenset({"mo", email_key("bea@example.org")})).without(MO.names)
    assert a_group().with_moderator("bea").without(MO.names).moderators == {"bea"}
    assert a_group().without(BEA.names) == a_group()
    assert a_group().bereft_of(MO.names).moderators == frozenset()


def test_a_group_has_no_more_moderators_than_there_may_be() -> None:
    full = a_group(moderators=frozenset(f"mo-{number}" for number in range(MAX_MODERATORS)))
    assert full.with_moderator("mo-1") == full
    with pytest.raises(LimitReached) as refused:
        full.with_moderator("one more")
    assert refused.value.what == "moderators"


def test_for_a_place_those_groups_count_in_whose_area_it_lies_or_else_the_nearest() -> None:
    here, a_km_on, far = a_group("here"), a_group("next", centre=NORTH, radius_m=1200), a_group("far", centre=FURTHER)
    assert around([far, a_km_on, here], HOME) == [here, a_km_on]
    assert around([far, a_km_on, here], NORTH) == [a_km_on]
    assert around([a_km_on, here], FURTHER) == [a_km_on]
    assert around([], HOME) == []


def test_the_same_name_kind_and_place_are_the_same_group() -> None:
    here = Point(52.09, 5.12)
    made = group_id("Buurtpreventie Zonnelaan", "street", here)
    assert group_id("  buurtpreventie   ZONNELAAN ", "street", here) == made
    assert (
        len({made, group_id("Zonnelaan", "street", here), group_id("Buurtpreventie Zonnelaan", "association", here)})
        == 3
    )
    assert group_id("Buurtpreventie Zonnelaan", "street", Point(52.092, 5.12)) != made


# --- codes ---


def test_a_code_can_be_read_aloud_and_is_no_word() -> None:
    assert not set(ALPHABET) & set("0O1ILAEUQZSBDGV")
    assert set(ALPHABET) <= set(string.ascii_uppercase + string.digits)
    assert len(ALPHABET) ** CODE_LENGTH > 2**39
    for number in (0, 1, 2**200):
        code = make_code(number)
        assert len(code) == CODE_LENGTH
        assert set(code) <= set(ALPHABET)
    assert spoken("C2F3HJ4KM") == CODE


def test_codes_use_the_whole_alphabet_evenly() -> None:
    letters = "".join(code_from(f"secret {number}") for number in range(2000))
    counts = [letters.count(letter) for letter in ALPHABET]
    expected = len(letters) / len(ALPHABET)
    assert all(0.8 * expected < count < 1.2 * expected for count in counts)


@pytest.mark.parametrize("written", ["C2F-3HJ-4KM", "c2f3hj4km", " c2f 3hj 4km\n", "c2f.3hj.4km/"])
def test_a_code_is_recognised_however_it_is_written(written: str) -> None:
    assert tidy_code(written) == "C2F3HJ4KM"
    assert invitation_id(written) == invitation_id(CODE)
    assert "C2F" not in invitation_id(CODE).upper()


def test_what_rows_are_found_by_is_made_the_same_way_for_ever() -> None:
    """I19: these stand in the table, or are made anew from what somebody types."""
    assert email_key("Mo@Example.org ") == "@cb90fe1a27db2c4819324b38cc3762b8"
    assert invitation_id(CODE) == "fd1b855f775c46378cce79e8c18c1b6a"
    assert group_id("Buurtpreventie  Zonnelaan", "street", Point(52.09, 5.12)) == "bzyddnlowociwy3w"
    assert request_id("rosa", "k") == "g3qufgycsfeoz2fl"


def test_a_huge_code_is_no_work() -> None:
    assert len(tidy_code("C" * 100_000)) == 40


@pytest.mark.parametrize(
    ("known", "good"),
    [
        ({}, True),
        ({"ends_at": MORNING}, False),
        ({"ends_at": MORNING + timedelta(seconds=1)}, True),
        ({"max_uses": 2, "uses": 1}, True),
        ({"max_uses": 2, "uses": 2}, False),
        ({"revoked_at": MORNING}, False),
    ],
)
def test_a_code_is_good_until_something_ends_it(known: dict[str, Any], good: bool) -> None:
    assert an_invitation(**known).is_good_at(MORNING) is good


@pytest.mark.parametrize("language", Language)
def test_the_ready_text_names_the_group_and_holds_the_link(language: Language) -> None:
    text = ready_text(a_group(), "https://whapp.example/j/C2F-3HJ-4KM", language)
    assert "Buurtpreventie Zonnelaan" in text
    assert text.endswith("https://whapp.example/j/C2F-3HJ-4KM")
    assert share_link("één & twee/drie\n") == "https://wa.me/?text=%C3%A9%C3%A9n%20%26%20twee%2Fdrie%0A"


# --- membership and badge ---


def test_a_badge_lasts_a_year_and_is_due_for_a_reminder_before() -> None:
    membership = attested(introduction=None)
    assert membership.attested_until == MORNING + BADGE_LASTS
    assert membership.due_at == MORNING + BADGE_LASTS - REMINDER_BEFORE
    assert membership.is_attested_at(MORNING + BADGE_LASTS - timedelta(seconds=1))
    assert not membership.is_attested_at(MORNING + BADGE_LASTS)
    assert not a_membership().is_attested_at(MORNING)


def test_nobody_attests_themselves() -> None:
    with pytest.raises(OwnBadge):
        a_membership("mo").attested("mo", MORNING)


def test_what_a_member_told_the_moderator_is_forgotten_once_decided() -> None:
    joined = a_membership(introduction="van nummer 12")
    assert joined.attested("mo", MORNING).introduction is None
    assert joined.revoked().introduction is None


def test_a_revoked_or_lapsed_badge_leaves_nothing_behind() -> None:
    for after, standing in (
        (attested().revoked(), Standing.REVOKED),
        (attested().lapsed(), Standing.PENDING),
        (a_membership().revoked(), Standing.REVOKED),
    ):
        assert (after.standing, after.attested_at, after.attested_until, after.due_at) == (standing, None, None, None)


def test_a_reminder_is_tried_a_few_times_and_then_the_end_is_next() -> None:
    membership = attested()
    for attempt in range(MAX_REMINDERS):
        assert membership.needs_reminder
        now = MORNING + timedelta(days=335, hours=attempt)
        membership = membership.claimed_for_reminder(now)
        assert membership.due_at == now + RETRY_REMINDER
    assert not membership.needs_reminder
    once = attested().claimed_for_reminder(MORNING).reminded()
    assert (once.due_at, once.needs_reminder) == (once.attested_until, False)
    assert once.lapsed().attested("mo", MORNING + BADGE_LASTS).needs_reminder, "of the new badge"


GROUPS = {
    "watch": a_group(),
    "street": a_group("street", name="De Hof"),
    "shut": a_group("shut", status=GroupStatus.CLOSED),
}


def test_a_badge_tells_the_group_and_the_month() -> None:
    new_years_eve = amsterdam(2026, 1, 1, 0, 30)
    shown = badge([attested(at=new_years_eve)], GROUPS, new_years_eve)
    assert shown
    assert shown.words(Language.NL) == ("lid van Buurtpreventie Zonnelaan, bevestigd door de beheerder (januari 2026)")
    assert shown.words(Language.EN) == "member of Buurtpreventie Zonnelaan, confirmed by its moderator (January 2026)"


@pytest.mark.parametrize(
    "membership",
    [
        a_membership(),
        attested(shown_on_profile=False),
        attested().revoked(),
        attested(at=MORNING - BADGE_LASTS),
        attested(group_id="shut"),
        attested(group_id="nothing"),
    ],
    ids=["pending", "not shown", "revoked", "expired", "of a closed group", "of no group"],
)
def test_there_is_no_badge_without_a_word_that_holds_and_a_wish_to_show_it(membership: object) -> None:
    assert badge([membership], GROUPS, MORNING) is None  # type: ignore[list-item] # the ids of the cases name what each is


def test_of_two_badges_the_older_one_shows() -> None:
    older = attested(at=MORNING - timedelta(days=40), group_id="street")
    shown = badge([attested(), older], GROUPS, MORNING)
    assert shown
    assert shown.group_name == "De Hof"


def test_people_share_a_group_when_one_attests_both() -> None:
    assert shares_group(frozenset({"watch", "street"}), frozenset({"street"}))
    assert not shares_group(frozenset({"watch"}), frozenset({"street"}))
    assert not shares_group(frozenset(), frozenset())


@pytest.mark.parametrize("language", Language)
def test_every_kind_of_group_has_a_name(language: Language) -> None:
    assert len({kind.label(language) for kind in GroupKind}) == len(GroupKind)
    assert GroupKind.STREET.label(language) == {Language.NL: "straatgroep", Language.EN: "street group"}[language]


@pytest.mark.parametrize("language", Language)
def test_the_reminder_is_one_sms_and_names_no_group(language: Language) -> None:
    message = badge_ends.TEXTS[language]
    assert (septets(message.sms) or ONE_PART + 1) <= ONE_PART
    assert message.sms.startswith("Whapp: ")
    assert message.subject.isascii()


TO_HELPERS = {  # a guest is never one
    NoticeKind.ASK,
    NoticeKind.ASSIGNED,
    NoticeKind.RELEASED,
    NoticeKind.VISIT_CANCELLED,
    NoticeKind.DID_YOU_HELP,
    NoticeKind.FELL_THROUGH,
    NoticeKind.VISIT_REMINDER,
    NoticeKind.ARE_YOU_COMING,
    NoticeKind.LET_GO,
    NoticeKind.STAND_BY_WARNED,
    NoticeKind.STAND_BY_RELEASED,
    NoticeKind.THANKS,
}


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("kind", sorted(set(NoticeKind) - TO_HELPERS))
def test_a_guest_is_not_sent_to_an_app_they_do_not_have(kind: NoticeKind, language: Language) -> None:
    message = compose(kind, language, None, guest=True)
    assert not re.search(r"\bapp\b", message.sms)
    assert (septets(message.sms) or ONE_PART + 1) <= ONE_PART
    assert message.email == message.sms or kind not in to_a_guest.TEXTS, "of no app either"


def test_an_edit_keeps_the_counts() -> None:
    assert replace(a_group(members=3), name="Other").members == 3
