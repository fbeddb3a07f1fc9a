"""What the requester can change while the search goes on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.support.builders import (
    MORNING,
    Mint,
    a_bench,
    a_member,
    a_request,
    a_shortlist,
    an_ask,
    asked,
    hours,
    matched,
    minutes,
    people,
)
from whapp.domain import acts, cascade
from whapp.domain.ask import AskState
from whapp.domain.asking import left_to_ask
from whapp.domain.cascade import Decision
from whapp.domain.errors import InvalidInput, StateForbids
from whapp.domain.place import Point
from whapp.domain.policy import Policy
from whapp.domain.request import LONGEST_SEARCH, MAX_WINDOW, Prospect, Request, Shortlist, Status
from whapp.domain.step import StepKind

NOW = MORNING + minutes(20)
NEAR_AND_FAR = Shortlist(
    made_at=MORNING,
    circles=3,
    prospects=tuple(
        Prospect(member_id=name, circle=circle) for name, circle in (("anna", 0), ("bert", 0), ("cas", 1), ("dina", 2))
    ),
)


def turns(request: Request) -> list[str]:
    return [prospect.member_id for prospect in left_to_ask(request)]


def decided(request: Request, *names: str, circle: int = 0) -> Decision:
    bench = a_bench(*(a_member(name) for name in names), circle=circle)
    return cascade.decide(request, bench, people(a_member("anna"), a_member("cas")), Policy(), NOW, Mint())


# --- more time ---


def test_with_more_time_everybody_is_looked_for_again_and_nobody_is_forgotten() -> None:
    request = asked("anna", shortlist=NEAR_AND_FAR)
    longer = acts.extend(request, request.needed_until + hours(20), NOW)
    assert longer.needed_until == request.needed_until + hours(20)
    assert longer.shortlist == replace(NEAR_AND_FAR, circles=0)
    assert acts.extend(a_request(), longer.needed_until, NOW).shortlist is None


def test_giving_the_same_time_twice_is_giving_it_once() -> None:
    """I15."""
    once = acts.extend(asked("anna"), MORNING + hours(9), NOW)
    assert acts.extend(once, MORNING + hours(9), NOW + minutes(1)) == once


@pytest.mark.parametrize(
    ("until", "now", "reason"),
    [
        (MORNING + hours(8) - timedelta(seconds=1), NOW, "must be later than it is"),
        (NOW + MAX_WINDOW + timedelta(seconds=1), NOW, "must be within 60 days"),
        (MORNING + hours(9), MORNING + hours(9), "must be in the future"),
    ],
    ids=["shorter", "over 60 days", "over already"],
)
def test_time_that_cannot_be_won_is_refused(until: object, now: object, reason: str) -> None:
    with pytest.raises(InvalidInput) as refusal:
        acts.extend(asked("anna"), until, now)  # type: ignore[arg-type] # times
    assert (refusal.value.field, refusal.value.reason) == ("needed_until", reason)
    acts.extend(asked("anna"), NOW + MAX_WINDOW, NOW)


def test_a_search_that_lasts_too_long_is_better_begun_anew() -> None:
    last = MORNING + LONGEST_SEARCH
    assert acts.extend(asked("anna"), last, last - hours(1)).needed_until == last
    with pytest.raises(InvalidInput) as refusal:
        acts.extend(asked("anna"), last + timedelta(seconds=1), last - hours(1))
    assert (refusal.value.field, refusal.value.reason) == (
        "needed_until",
        "is too long after the request was made; make a new one",
    )


def test_of_whoever_left_a_request_keeps_no_words_no_group_and_no_more_of_a_place_than_the_town() -> None:
    watch = frozenset({"watch"})
    request = a_request(fingerprint="of the words", groups=watch, first_groups=watch, point=Point(52.09, 5.12))
    assert acts.forget(request) == a_request(point=Point(52.0, 5.0), rings=())


@pytest.mark.parametrize("status", [status for status in Status if status is not Status.OPEN])
def test_only_a_search_can_be_changed(status: Status) -> None:
    request = replace(matched("anna"), status=status)
    with pytest.raises(StateForbids) as refusal:
        acts.extend(request, MORNING + hours(9), NOW)
    assert refusal.value.state == status
    with pytest.raises(StateForbids):
        acts.choose_circles(request, 2, NOW)


# --- how far ---


def test_who_wants_it_wider_has_somebody_asked_there_at_once_beside_the_open_ask() -> None:
    """I4: one more than the policy says, and one only."""
    request = acts.choose_circles(asked("anna", shortlist=NEAR_AND_FAR), 2, NOW)
    assert turns(request) == ["cas", "bert"]
    decision = decided(request, "cas", "bert", circle=1)
    assert [ask.helper_id for ask in decision.request.open_asks] == ["anna", "cas"]
    assert turns(decision.request) == ["bert"]
    assert not decision.request.wants_further
    assert len(decided(decision.request, "bert").request.open_asks) == 2


def test_nobody_further_away_is_asked_beside_an_open_ask_unless_that_is_wanted() -> None:
    """I4."""
    decision = decided(asked("anna", shortlist=NEAR_AND_FAR), "cas", circle=1)
    assert [ask.helper_id for ask in decision.request.open_asks] == ["anna"]


def test_the_circles_that_are_wanted_are_searched_although_somebody_near_is_ready() -> None:
    enough = ("anna", *(f"neighbour-{number}" for number in range(12)))
    searched = a_shortlist(*enough, circles=1)
    assert decided(a_request(shortlist=searched), "anna").step.kind is StepKind.ASK
    assert decided(a_request(shortlist=searched, circles=2), "anna").step.kind is StepKind.SEARCH


def test_a_stand_by_comes_before_whoever_lives_where_it_is_wider() -> None:
    stand_by = an_ask("bert", state=AskState.STAND_BY, closed_at=MORNING)
    assert turns(a_request(round=2, asks=(stand_by,), shortlist=NEAR_AND_FAR, circles=3)) == [
        "bert", "cas", "dina", "anna",
    ]  # fmt: skip


def test_nobody_is_asked_outside_the_circles_that_were_chosen() -> None:
    request = asked("anna", state=AskState.DECLINED, shortlist=NEAR_AND_FAR)
    assert turns(request) == ["bert", "cas", "dina"]
    here = acts.choose_circles(request, 1, NOW)
    assert turns(here) == ["bert"]
    assert decided(replace(here, shortlist=a_shortlist(circles=1))).request.status is Status.NOBODY_AVAILABLE
    assert turns(acts.choose_circles(here, None, NOW)) == ["bert", "cas", "dina"]


def test_when_all_near_were_asked_a_wider_search_goes_on_at_once() -> None:
    silent = asked("anna", state=AskState.TIMED_OUT, shortlist=a_shortlist("anna", circles=1), circles=1)
    assert decided(silent).step.kind is StepKind.WAIT, "late answers"
    assert decided(acts.choose_circles(silent, 2, NOW)).step.kind is StepKind.SEARCH


def test_choosing_the_same_twice_is_choosing_it_once() -> None:
    """I15."""
    once = acts.choose_circles(asked("anna"), 2, NOW)
    assert acts.choose_circles(once, 2, NOW + minutes(1)) == once
    assert acts.choose_circles(asked("anna"), None, NOW) == asked("anna")


def test_a_stand_by_is_asked_wherever_they_live() -> None:
    """Promise 3: the helper was let go for them."""
    far = an_ask("bert", state=AskState.STAND_BY, closed_at=MORNING, circle=2)
    listed = Shortlist(made_at=MORNING, circles=1, prospects=(Prospect(member_id="bert", circle=2),))
    assert turns(a_request(round=2, asks=(far,), shortlist=listed, circles=1)) == ["bert"]
