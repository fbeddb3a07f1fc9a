"""Whom to ask first: who suits, in which order, and who is left in peace."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.builders import HOME, MORNING, REQUESTER, a_request, an_ask, an_offer, hours, matched, minutes
from whapp.domain.ask import AskState
from whapp.domain.chance import MOST, SAME_GROUP, Record
from whapp.domain.hours import Day, DayPart
from whapp.domain.member import Offer
from whapp.domain.place import Point
from whapp.domain.ranking import (
    FAIRNESS,
    FIRST_OF_ALL,
    MOST_IN_A_ROW,
    NEWCOMERS_SHARE,
    SHORTLIST_SIZE,
    Found,
    first_of_all,
    gap,
    last_helper,
    rank,
    stand_bys,
    suits,
)
from whapp.domain.request import Prospect, Request, Status

DEGREE = 111_195  # metres north
FOR_EVERYBODY = a_request(id="0123456789abcdef")  # not one that begins with newcomers


def north(metres: float) -> Point:
    return Point(HOME.lat + metres / DEGREE, HOME.lon)


def ranked(request: Request, *offers: Offer, circle: int = 0) -> list[str]:
    return [prospect.member_id for prospect in rank([Found(offer, circle) for offer in offers], request, MORNING)]


@pytest.mark.parametrize(
    ("offer", "fits"),
    [
        (an_offer(), True),
        (an_offer(REQUESTER), False),
        (an_offer(point=None), False),
        (an_offer(radius_m=1500, point=north(1499)), True),
        (an_offer(radius_m=1500, point=north(1501)), False),
        (an_offer(radius_m=1, point=north(1419)), True),
        (an_offer(radius_m=1, point=north(1421)), False),
        (an_offer(days=frozenset({Day.WED})), True),
        (an_offer(days=frozenset({Day.THU})), False),
        (an_offer(day_parts=frozenset({DayPart.AFTERNOON})), True),
        (an_offer(day_parts=frozenset({DayPart.MORNING})), False),
    ],
    ids=[
        "near",
        "oneself",
        "no-home",
        "just-inside",
        "just-outside",
        "within-the-cell",
        "next-cell",
        "day",
        "other-day",
        "part",
        "other-part",
    ],
)
def test_an_offer_suits_by_owner_place_and_time(offer: Offer, fits: bool) -> None:
    assert suits(offer, a_request(), MORNING) is fits
    assert ranked(a_request(), offer) == ([offer.member_id] if fits else [])


def test_the_likeliest_yes_comes_first_whatever_the_circle() -> None:
    found = [
        Found(an_offer("two-streets-away", point=north(300)), 1),
        Found(an_offer("far", point=north(1900)), 0),
        Found(an_offer("near", point=north(250)), 0),
    ]
    assert [prospect.member_id for prospect in rank(found, FOR_EVERYBODY, MORNING)] == [
        "near", "two-streets-away", "far",
    ]  # fmt: skip


def test_of_equals_the_one_who_was_not_asked_for_longest_comes_first() -> None:
    lately, long_ago = (an_offer(name, last_asked=MORNING - hours(age)) for name, age in (("lately", 1), ("ago", 200)))
    assert ranked(FOR_EVERYBODY, lately, long_ago, an_offer("never")) == ["never", "ago", "lately"]


@pytest.mark.parametrize(("days", "likelier"), [(0, 0.0), (14, FAIRNESS / 2), (28, FAIRNESS), (300, FAIRNESS)])
def test_rest_makes_up_for_so_much_of_a_chance(days: float, likelier: float) -> None:
    [rested] = rank([Found(an_offer(last_asked=MORNING - timedelta(days=days)), 0)], FOR_EVERYBODY, MORNING)
    assert rested.worth == pytest.approx(rested.chance * (1 + likelier))


def test_whoever_mostly_says_yes_is_asked_before_whoever_never_does() -> None:
    always = an_offer("always", last_asked=MORNING - hours(200), record=Record(expected=3, yeses=8))
    never = an_offer("never", last_asked=MORNING - hours(200), record=Record(expected=3, yeses=0))
    assert ranked(FOR_EVERYBODY, never, an_offer("new", last_asked=MORNING - hours(200)), always) == [
        "always",
        "new",
        "never",
    ]


def test_one_request_in_a_few_begins_with_those_who_were_never_asked() -> None:
    always = an_offer("always", last_asked=MORNING - hours(200), record=Record(expected=3, yeses=8))
    first = [
        ranked(a_request(id=f"request-{number:08}"), always, an_offer("new", point=north(900)))[0]
        for number in range(1000)
    ]
    assert first.count("new") / 1000 == pytest.approx(1 / NEWCOMERS_SHARE, abs=0.02)


def test_of_newcomers_the_likeliest_comes_first() -> None:
    for_newcomers = next(
        request
        for request in (a_request(id=f"request-{number:08}") for number in range(100))
        if ranked(request, an_offer("asked", last_asked=MORNING - hours(200)), an_offer("new", point=north(900)))[0]
        == "new"
    )
    assert ranked(for_newcomers, an_offer("far", point=north(900)), an_offer("near")) == ["near", "far"]


@pytest.mark.parametrize(("silences", "days"), [(1, 1), (2, 2), (3, 4), (9, 8)])
def test_the_gap_grows_with_silence(silences: int, days: int) -> None:
    def silent(rest: timedelta) -> Offer:
        return an_offer("silent", last_asked=MORNING - rest, record=Record(expected=0, yeses=2, silences=silences))

    other = an_offer("other", last_asked=MORNING - hours(1), record=Record(expected=9), point=north(1900))
    assert gap(silences) == timedelta(days=days)
    assert ranked(FOR_EVERYBODY, silent(hours(24 * days - 1)), other) == ["other", "silent"]
    for rested in (hours(24 * days), hours(24 * days + 1)):
        assert ranked(FOR_EVERYBODY, silent(rested), other) == ["silent", "other"]


def test_a_no_costs_no_rest() -> None:
    """Promise 6: silence is no offence, and a no even less."""
    assert gap(0) == timedelta()


def test_the_gap_after_many_silences_is_a_time_that_there_is() -> None:
    assert gap(400) == timedelta(days=8)


def test_those_who_kept_silent_in_an_earlier_round_come_last() -> None:
    silent = an_ask("anna", state=AskState.TIMED_OUT)
    request = replace(FOR_EVERYBODY, round=2, asks=(silent, an_ask("cas", number=2, state=AskState.TIMED_OUT)))
    lately = an_offer("bert", last_asked=MORNING, record=Record(silences=1), point=north(1900))
    assert ranked(request, an_offer("cas", point=north(900)), an_offer("anna"), lately) == ["bert", "anna", "cas"]


@pytest.mark.parametrize("state", AskState)
def test_nobody_is_asked_twice_in_a_round(state: AskState) -> None:
    """I5."""
    assert ranked(a_request(asks=(an_ask("anna", state=state),)), an_offer("anna")) == []


@pytest.mark.parametrize("state", [AskState.DECLINED, AskState.WITHDRAWN])
def test_a_no_is_final_for_the_request_in_every_round(state: AskState) -> None:
    """Promise 6."""
    assert ranked(a_request(round=3, asks=(an_ask("anna", state=state),)), an_offer("anna")) == []


def test_a_no_that_was_followed_by_a_silence_is_still_a_no() -> None:
    """Promise 6: asked again in the second round, Anna answered the first link with no, and then kept silent."""
    asks = an_ask("anna", state=AskState.DECLINED), an_ask("anna", round=2, state=AskState.TIMED_OUT)
    assert ranked(a_request(round=3, asks=asks), an_offer("anna")) == []


def test_no_more_are_kept_than_could_ever_be_asked() -> None:
    offers = [an_offer(f"neighbour-{number}") for number in range(SHORTLIST_SIZE + 5)]
    assert len(ranked(a_request(), *offers)) == SHORTLIST_SIZE


# --- the own group ---

WATCH = frozenset({"watch"})
OURS, EVERYBODY = replace(FOR_EVERYBODY, groups=WATCH), FOR_EVERYBODY
GROUP_FIRST = replace(OURS, first_groups=WATCH)


def test_of_two_who_are_alike_the_one_of_the_same_group_comes_first() -> None:
    ours = an_offer("ours", groups=frozenset({"street", "watch"}), point=north(400))
    theirs = an_offer("theirs", groups=frozenset({"another"}))
    assert ranked(OURS, theirs, ours) == ["ours", "theirs"]
    assert ranked(EVERYBODY, theirs, ours) == ["theirs", "ours"], "the nearer one"


def test_the_bonus_is_what_was_expected_so_that_a_record_learns_relative_to_it() -> None:
    [ours] = rank([Found(an_offer(groups=WATCH), 0)], OURS, MORNING)
    [plain] = rank([Found(an_offer(groups=WATCH), 0)], EVERYBODY, MORNING)
    assert ours.prior == pytest.approx(plain.prior * SAME_GROUP)
    assert ours.chance == pytest.approx(ours.prior)
    assert not ours.in_group, "that is for those who want their group first"


def test_with_the_group_first_its_members_come_before_likelier_neighbours_in_any_circle() -> None:
    far = Found(an_offer("far", groups=WATCH, radius_m=9000, point=north(5000)), 2)
    sure = Found(an_offer("sure", record=Record(expected=2, yeses=30)), 0)
    found = rank([sure, far], GROUP_FIRST, MORNING)
    assert [(each.member_id, each.in_group) for each in found] == [("far", True), ("sure", False)]
    assert [each.member_id for each in rank([sure, far], OURS, MORNING)] == ["sure", "far"]


def test_with_the_group_first_its_silent_members_are_left_in_peace_all_the_same() -> None:
    silent = an_offer("silent", groups=WATCH, last_asked=MORNING - hours(1), record=Record(expected=1, silences=1))
    other = an_offer("other", record=Record(expected=2, yeses=9))
    assert ranked(GROUP_FIRST, silent, other) == ["other", "silent"]


def test_a_stand_by_comes_before_the_group() -> None:
    yes = an_ask("anna", state=AskState.STAND_BY, closed_at=MORNING)
    [stand_by] = stand_bys(replace(GROUP_FIRST, round=2, asks=(yes,)))
    [mate] = rank([Found(an_offer("mate", groups=WATCH), 0)], GROUP_FIRST, MORNING)
    assert stand_by.worth > mate.worth


# --- stand-bys ---


def test_stand_bys_come_in_the_order_of_their_yes() -> None:
    second = an_ask("anna", number=1, state=AskState.STAND_BY, closed_at=MORNING + minutes(9), circle=1)
    first = an_ask("bert", number=2, state=AskState.STAND_BY, closed_at=MORNING + minutes(5), prior=0.2, in_group=True)
    other = an_ask("cas", number=3, state=AskState.TIMED_OUT, closed_at=MORNING)
    assert stand_bys(a_request(round=2, asks=(second, first, other))) == (
        Prospect(member_id="bert", circle=0, chance=MOST, prior=0.2, worth=FIRST_OF_ALL, in_group=True),
        Prospect(member_id="anna", circle=1, chance=MOST, worth=FIRST_OF_ALL - 1),
    )


@pytest.mark.parametrize("state", [AskState.DECLINED, AskState.WITHDRAWN])
def test_a_stand_by_who_said_no_afterwards_stands_by_no_more(state: AskState) -> None:
    """Promise 6: on stand-by in the first round, asked in the second, and it did not suit after all."""
    asks = (
        an_ask("anna", state=AskState.STAND_BY, closed_at=MORNING),
        an_ask("anna", round=2, state=state, closed_at=MORNING + hours(1)),
    )
    assert stand_bys(a_request(round=3, asks=asks)) == ()


def test_whoever_stood_by_twice_is_on_the_list_once() -> None:
    """I5: twice on the list is asked twice at once when two may be asked, and breaks the reading of profiles."""
    asks = (
        an_ask("anna", state=AskState.STAND_BY, closed_at=MORNING),
        an_ask("anna", round=2, state=AskState.STAND_BY, closed_at=MORNING + timedelta(hours=1)),
    )
    assert len(stand_bys(a_request(round=3, asks=asks))) == 1


# --- last time's helper ---


def helped(helper_id: str, status: Status = Status.HELPED) -> Request:
    return matched(helper_id, status=status)


@pytest.mark.parametrize(
    ("past", "helper"),
    [
        ((), None),
        ((helped("anna"), helped("bert")), "anna"),
        ((helped("bert", Status.MATCHED), helped("anna")), "anna"),
        ((a_request(status=Status.HELPED), helped("anna")), "anna"),
        ((helped("anna"),) * (MOST_IN_A_ROW - 1), "anna"),
        ((helped("anna"),) * MOST_IN_A_ROW, None),
        ((helped("anna"), helped("bert"), helped("anna"), helped("anna")), "anna"),
    ],
    ids=["nobody", "newest", "still-to-come", "by-nobody-known", "twice", "too-often", "with-another-between"],
)
def test_last_times_helper_is_whoever_helped_last_and_not_for_ever(past: tuple[Request, ...], helper: str) -> None:
    assert last_helper(past) == helper


@pytest.mark.parametrize(("cell", "circle"), [("here", 0), ("south", 1), ("far", 2), ("elsewhere", 2), (None, 2)])
def test_last_times_helper_is_found_in_the_circle_where_they_live_or_in_the_last(cell: str | None, circle: int) -> None:
    [first] = first_of_all(an_offer(regulars=True, cell=cell), a_request(), MORNING)
    assert (first.member_id, first.circle, first.worth) == ("anna", circle, FIRST_OF_ALL)


@pytest.mark.parametrize("offer", [an_offer(), an_offer(regulars=True, point=north(2100))], ids=["no wish", "too far"])
def test_nobody_comes_first_who_does_not_like_to_or_does_not_suit(offer: Offer) -> None:
    assert first_of_all(offer, a_request(), MORNING) == ()


def test_whoever_goes_no_further_than_a_part_of_the_cell_comes_after_the_others() -> None:
    """A request stands in the middle of its cell: a small radius may reach it or not, and nobody can tell."""
    near_by, further = (
        an_offer("near", radius_m=500, point=north(700)),
        an_offer("far", radius_m=2000, point=north(1900)),
    )
    assert ranked(a_request(), near_by, further) == ["far", "near"]
