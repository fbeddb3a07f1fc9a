"""The small calculations: places, patience, when a member may be asked, the promise at the start, ids."""

import string
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.support.builders import (
    HOME,
    MORNING,
    a_bench,
    a_member,
    a_request,
    a_shortlist,
    amsterdam,
    an_ask,
    hours,
    minutes,
)
from whapp.domain.ask import REQUEST_ID_LENGTH, AskState, hash_secret, request_id_of
from whapp.domain.asking import time_of_use
from whapp.domain.errors import NotFound
from whapp.domain.estimate import Estimate, estimate
from whapp.domain.hours import iso_week
from whapp.domain.ids import reply_id, request_id, split_reply_id
from whapp.domain.member import Channel, Member
from whapp.domain.place import Point
from whapp.domain.policy import MEDIAN_ANSWER, Policy, asks_needed, pace, turn
from whapp.domain.request import Prospect, Shortlist, Status, Urgency

# --- places ---


@pytest.mark.parametrize(
    ("point", "dutch"),
    [
        (HOME, True),
        (Point(51.5, 0.1), False),
        (Point(50.7, 3.2), True),
        (Point(53.7, 7.3), True),
        (Point(50.6, 5), False),
    ],
)
def test_the_netherlands_are_where_they_are(point: Point, dutch: bool) -> None:
    assert point.is_dutch is dutch


@pytest.mark.parametrize("point", [Point(52.0912, 5.1187), Point(52.0908, 5.1191), Point(52.0900001, 5.1199999)])
def test_homes_are_rounded_to_a_crossing_that_many_share(point: Point) -> None:
    rounded = point.rounded()
    assert rounded.rounded() == rounded
    assert point.metres_to(rounded) < 135
    for degrees in (rounded.lat, rounded.lon):
        assert round(degrees * 1000) % 2 == 0


def test_distances_are_those_of_the_map() -> None:
    utrecht, amsterdam_ = Point(52.0907, 5.1214), Point(52.3676, 4.9041)
    assert utrecht.metres_to(amsterdam_) == pytest.approx(34_200, rel=0.01)
    assert utrecht.metres_to(utrecht) == 0


# --- patience ---


@pytest.mark.parametrize(
    ("urgency", "left", "neighbours", "told"),
    [
        (Urgency.URGENT, 600, 10, (1, 10)),
        (Urgency.TODAY, 600, 10, (1, 30)),
        (Urgency.PLANNED, 3000, 10, (1, 120)),
        (Urgency.TODAY, 140, 10, (1, 20)),  # seven turns fit when they are brisker
        (Urgency.TODAY, 70, 10, (2, 18)),  # now they do not: two at once
        (Urgency.URGENT, 15, 10, (4, 9)),
        (Urgency.URGENT, 15, 1, (1, 10)),  # nobody else to ask: the whole patience
        (Urgency.URGENT, 6, 10, (5, 6)),  # never more than that
        (Urgency.URGENT, 1, 2, (5, 5)),
        (Urgency.TODAY, -10, 10, (5, 5)),
    ],
)
def test_hard_requests_get_a_brisker_pace_and_then_more_asks_at_once(
    urgency: Urgency, left: float, neighbours: int, told: tuple[int, float]
) -> None:
    rhythm = pace([0.3] * neighbours, minutes(left), urgency)
    assert (rhythm.open_asks, rhythm.patience) == (told[0], minutes(told[1]))


@pytest.mark.parametrize(
    ("now", "urgent", "of_use"),
    [
        (MORNING, False, hours(6)),  # until four, the middle of two and six
        (MORNING, True, hours(6)),
        (MORNING + hours(5), False, hours(1.5)),
        (amsterdam(2026, 3, 3, 20), False, hours(1.5 + 8)),  # until half past nine, and from eight
        (amsterdam(2026, 3, 3, 20), True, hours(20)),
        (amsterdam(2026, 3, 4, 23), False, hours(1)),  # it is all there is
    ],
    ids=["today", "today-and-urgent", "it-began", "overnight", "overnight-and-urgent", "by-night"],
)
def test_a_yes_is_of_use_until_the_middle_and_nights_count_only_for_what_is_urgent(
    now: datetime, urgent: bool, of_use: timedelta
) -> None:
    begins, until = MORNING + hours(4), MORNING + hours(8)
    if now > until:
        begins, until = now, now + hours(2)
    assert time_of_use(begins, until, now, urgent=urgent) == of_use


@pytest.mark.parametrize(
    ("chances", "needed"), [([], 1), ([0.95], 1), ([0.3] * 3, 3), ([0.3] * 10, 7), ([0.5, 0.5, 0.5, 0.5, 0.5], 4)]
)
def test_so_many_must_be_asked_for_nine_chances_in_ten(chances: list[float], needed: int) -> None:
    assert asks_needed(chances) == needed


def test_a_demonstration_goes_faster() -> None:
    fast, request = Policy(speed=60), a_request()
    assert fast.pace([0.3], hours(8), Urgency.TODAY).patience == minutes(0.5)
    assert fast.late_answers(request) == minutes(0.5)
    assert fast.visit_over(request) == request.needed_until + minutes(2)
    assert fast.answers_by(MORNING) == MORNING + minutes(48)


# --- when a member may be asked ---

NEXT_MONDAY = amsterdam(2026, 3, 9, 8)


@pytest.mark.parametrize(
    ("member", "at"),
    [
        (a_member(), MORNING),
        (a_member(channels=()), None),
        (a_member(ask_budget_per_week=0), None),
        (a_member(paused_until=MORNING - hours(1)), MORNING),
        (a_member(paused_until=MORNING + hours(1)), MORNING + hours(1)),
        (a_member(asked_until=MORNING + minutes(20)), MORNING + minutes(20)),
        (a_member(paused_until=MORNING + hours(1), asked_until=MORNING + hours(2)), MORNING + hours(2)),
        (a_member(paused_until=amsterdam(2026, 3, 4, 23)), amsterdam(2026, 3, 5, 8)),
        (a_member(asked_week=iso_week(MORNING), asked_this_week=2), MORNING),
        (a_member(asked_week=iso_week(MORNING), asked_this_week=3), NEXT_MONDAY),
        (a_member(asked_week="2026-W09", asked_this_week=3), MORNING),
        (a_member(asked_week=iso_week(MORNING), asked_this_week=3, paused_until=NEXT_MONDAY), NEXT_MONDAY),
    ],
)
def test_a_member_may_be_asked_when_nothing_hinders(member: Member, at: object) -> None:
    """I12, I16."""
    assert member.may_be_asked_at(MORNING) == at


def test_quiet_hours_give_way_to_what_is_urgent_if_the_member_wants_that() -> None:
    night = amsterdam(2026, 3, 4, 23)
    assert a_member(urgent_overrides_quiet=True).may_be_asked_at(night, urgent=True) == night
    assert a_member(urgent_overrides_quiet=True).may_be_asked_at(night) == amsterdam(2026, 3, 5, 8)
    assert a_member().may_be_asked_at(night, urgent=True) == amsterdam(2026, 3, 5, 8)


def test_asks_are_counted_by_the_week() -> None:
    once = a_member().asked(MORNING, MORNING + minutes(30))
    twice = once.asked(MORNING + hours(2), MORNING + hours(3))
    fresh = twice.asked(NEXT_MONDAY, NEXT_MONDAY + hours(1))
    assert [each.asked_this_week for each in (once, twice, fresh)] == [1, 2, 1]
    assert fresh.asked_until == NEXT_MONDAY + hours(1)


def test_a_member_is_reached_where_they_verified() -> None:
    member = a_member(email="anna@example.org")
    assert (member.reach(Channel.SMS), member.reach(Channel.EMAIL)) == ("+31612345678", "anna@example.org")
    assert a_member(rings=()).cell is None


# --- what is told at the start ---


def chance(count: int, **known: object) -> tuple[float, int | None]:
    names = [f"neighbour-{number}" for number in range(count)]
    request = a_request(shortlist=a_shortlist(*names))
    told = estimate(request, a_bench(*(a_member(name, **known) for name in names)), Policy(), MORNING)
    return told.chance, told.minutes


@pytest.mark.parametrize(
    ("count", "told"), [(0, (0.0, None)), (1, (0.27, 6)), (2, (0.45, 6)), (10, (0.91, 50)), (50, (0.97, 50))]
)
def test_the_chance_grows_with_the_neighbours_who_can_be_asked(count: int, told: tuple[float, int | None]) -> None:
    assert chance(count) == told


def test_the_chance_counts_nobody_who_can_be_asked_only_afterwards() -> None:
    assert chance(5, paused_until=MORNING + hours(9)) == (0.0, None)


@pytest.mark.parametrize(("left", "counts"), [(minutes(5), True), (minutes(4.9), False)])
def test_whoever_would_have_no_time_to_answer_is_not_counted(left: timedelta, counts: bool) -> None:
    assert Policy().least_patience == minutes(5)
    told, _ = chance(1, paused_until=MORNING + hours(8) - left)
    assert (told > 0) is counts


def test_of_those_who_cannot_all_be_asked_in_time_only_the_first_count() -> None:
    """Six minutes are left: five are asked at once, and nobody after them."""
    late = MORNING + hours(8) - minutes(6)
    assert chance(10, paused_until=late) == chance(5, paused_until=late)
    assert chance(5, paused_until=late)[1] == 474 + MEDIAN_ANSWER / minutes(1), "no second turn"


def test_what_is_urgent_is_counted_on_at_night_by_whoever_wants_that() -> None:
    night = amsterdam(2026, 3, 4, 23)
    request = a_request(urgency=Urgency.URGENT, needed_until=night + hours(4), shortlist=a_shortlist("anna"))
    opted_in, asleep = a_bench(a_member(urgent_overrides_quiet=True)), a_bench(a_member())
    assert estimate(request, opted_in, Policy(), night).chance > 0
    assert estimate(request, asleep, Policy(), night) == Estimate(0.0, None)
    assert estimate(replace(request, urgency=Urgency.TODAY), opted_in, Policy(), night) == Estimate(0.0, None)


def test_the_likely_time_counts_those_who_have_to_be_asked_for_it() -> None:
    """A group mate who hardly ever says yes is asked before a neighbour who nearly always does."""
    in_order = tuple(Prospect(member_id=name, circle=0, chance=chance_) for name, chance_ in (("a", 0.05), ("b", 0.9)))
    request = a_request(shortlist=Shortlist(made_at=MORNING, circles=3, prospects=in_order))
    both = a_bench(a_member("a"), a_member("b"))
    alone = replace(request, shortlist=Shortlist(made_at=MORNING, circles=3, prospects=in_order[1:]))
    first, second = (estimate(each, both, Policy(), MORNING).minutes for each in (alone, request))
    assert first == MEDIAN_ANSWER / minutes(1)
    assert second == (MEDIAN_ANSWER + turn(minutes(30))) / minutes(1)


def test_the_time_begins_when_the_first_may_be_asked() -> None:
    assert chance(1, paused_until=MORNING + hours(1)) == (0.27, 66)


# --- ids ---


def test_the_same_key_makes_the_same_request_and_nothing_else_does() -> None:
    """I17."""
    assert request_id("rosa", "k") == request_id("rosa", "k")
    assert len({request_id("rosa", "k"), request_id("rosa", "l"), request_id("anna", "k")}) == 3


def test_a_request_id_fits_in_links_and_names_of_executions() -> None:
    id_ = request_id("rosa", "k")
    assert len(id_) == REQUEST_ID_LENGTH
    assert set(id_) <= set(string.ascii_lowercase + string.digits)


def test_a_reply_id_comes_apart_again() -> None:
    assert split_reply_id(reply_id(request_id("rosa", "k"), "s3cret")) == (request_id("rosa", "k"), "s3cret")
    assert split_reply_id("nonsense") == ("nonsense", "")


def test_only_its_own_secret_opens_an_ask() -> None:
    ask = an_ask(reply_hash=hash_secret("mine"))
    assert ask.answers_to("mine")
    assert not ask.answers_to("yours")
    assert not ask.answers_to("")
    assert "mine" not in ask.reply_hash


@pytest.mark.parametrize("nonsense", ["", "abc", "abcdefgh12345678", "abcdefgh12345678-", "-1-1"])
def test_what_cannot_be_an_ask_id_leads_nowhere(nonsense: str) -> None:
    with pytest.raises(NotFound):
        request_id_of(nonsense)


def test_an_ask_id_leads_to_its_request() -> None:
    assert request_id_of(an_ask().id) == an_ask().request_id


# --- a request that is read while it changes ---


@pytest.mark.parametrize("status", Status)
def test_a_match_without_its_ask_or_an_accepted_ask_without_its_match_was_never_whole(status: Status) -> None:
    """I2."""
    yes = an_ask("anna", state=AskState.ACCEPTED)
    for asks in ((), (an_ask("bert"),), (an_ask("bert"), yes)):
        request = a_request(status=status, asks=asks)
        assert request.is_whole == ((yes in asks) == (status in (Status.MATCHED, Status.HELPED)))
