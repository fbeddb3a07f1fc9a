"""`cascade.decide` while a request is open and somebody can be asked."""

from dataclasses import replace
from datetime import datetime, time, timedelta
from typing import Any

import pytest

from tests.support.builders import (
    MORNING,
    REQUESTER,
    RINGS,
    Mint,
    a_bench,
    a_member,
    a_notice,
    a_request,
    a_shortlist,
    amsterdam,
    an_ask,
    asked,
    hours,
    minutes,
    people,
)
from whapp.domain import cascade
from whapp.domain.ask import AskState, hash_secret
from whapp.domain.asking import Candidate, places, wants_wider
from whapp.domain.cascade import Decision
from whapp.domain.chance import BASE, HOUR
from whapp.domain.circle import Circle, circle_of
from whapp.domain.event import Happening
from whapp.domain.hours import DayPart, QuietHours, iso_week
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.policy import BRISK, Policy
from whapp.domain.request import Prospect, Request, Shortlist, Status, Urgency
from whapp.domain.step import Step, StepKind

TWO = Policy(most_open_asks=2)


def decide(
    request: Request, *bench: Member, policy: Policy | None = None, now: object = MORNING, circle: int = 0
) -> Decision:
    at = MORNING + now if isinstance(now, timedelta) else now
    return cascade.decide(
        request,
        a_bench(*bench, circle=circle),
        people(a_member("anna"), a_member("bert"), a_member("cas")),
        policy or Policy(),
        at,  # type: ignore[arg-type] # an instant, or the time that has passed since this morning
        Mint(["the secret"]),
    )


def hard(**known: Any) -> Request:
    """Help is needed within the hour: there is not enough time to ask everybody in turn."""
    return a_request(needed_from=MORNING, needed_until=MORNING + minutes(50), **known)


def happenings(decision: Decision) -> list[Happening]:
    return [event.what for event in decision.request.news]


def states(request: Request) -> list[tuple[str, AskState]]:
    return [(ask.helper_id, ask.state) for ask in request.asks]


def test_the_first_search_looks_around_before_anybody_is_asked() -> None:
    assert decide(a_request()).step == Step(StepKind.SEARCH)


def test_while_nobody_suitable_is_found_the_search_widens_until_all_circles_are_searched() -> None:
    for circles in range(len(RINGS)):
        request = a_request(shortlist=a_shortlist(circles=circles))
        assert decide(request).step.kind is StepKind.SEARCH
    assert decide(a_request(shortlist=a_shortlist())).step.kind is StepKind.FINISH


def test_the_best_neighbour_is_asked_and_only_that_one() -> None:
    """I4: one at a time is the promise."""
    decision = decide(a_request(shortlist=a_shortlist("anna", "bert")), a_member("anna"), a_member("bert"))
    assert states(decision.request) == [("anna", AskState.OPEN)]
    assert decision.step == Step(StepKind.ASK, MORNING + minutes(30))
    assert happenings(decision) == [Happening.ASKED]


def test_an_ask_says_who_when_how_long_and_where_and_keeps_no_secret() -> None:
    decision = decide(a_request(shortlist=a_shortlist("anna")), a_member("anna"), circle=0)
    chance = round(BASE * HOUR[DayPart.MORNING], 3)
    expected = an_ask("anna", reply_hash=hash_secret("the secret"), chance=chance, prior=chance)
    assert decision.request.asks == (expected,)


def test_a_chance_is_kept_to_the_thousandth() -> None:
    rough = Prospect(member_id="anna", circle=0, chance=0.123456, prior=0.234567)
    request = a_request(shortlist=Shortlist(made_at=MORNING, circles=3, prospects=(rough,)))
    bench = (Candidate(a_member("anna"), rough),)
    [ask] = cascade.decide(request, bench, people(a_member("anna")), Policy(), MORNING, Mint()).request.asks
    assert HOUR[DayPart.MORNING] == 0.9
    assert (ask.chance, ask.prior) == (0.111, 0.211)


def test_the_message_of_an_ask_is_claimed_to_be_sent_with_its_secret() -> None:
    decision = decide(a_request(shortlist=a_shortlist("anna")), a_member("anna"))
    [delivery] = decision.deliveries
    claimed = a_notice(NoticeKind.ASK, "anna", attempts=1, attempted_at=MORNING, secret="the secret")
    assert delivery.notice == claimed
    assert decision.request.notices == (claimed,)
    assert delivery.to.id == "anna"


def test_whoever_is_asked_bears_the_load_of_it() -> None:
    """I12: counted in the week of the ask, and left alone until the answer is due."""
    decision = decide(a_request(shortlist=a_shortlist("anna")), a_member("anna", asked_week="2026-W01"))
    [load] = decision.loads
    anna = load.member
    assert (anna.asked_week, anna.asked_this_week, anna.asked_until) == (iso_week(MORNING), 1, MORNING + minutes(30))


def test_while_an_answer_may_come_nothing_changes() -> None:
    """I15: deciding again, too early, comes to the same."""
    request = asked("anna", shortlist=a_shortlist("anna", "bert"))
    decision = decide(request, a_member("bert"), now=minutes(10))
    assert decision == Decision(request, Step(StepKind.ASK, MORNING + minutes(30)))


@pytest.mark.parametrize(("passed", "state"), [(29, AskState.OPEN), (30, AskState.TIMED_OUT), (31, AskState.TIMED_OUT)])
def test_an_ask_times_out_at_its_deadline_and_not_before(passed: int, state: AskState) -> None:
    """I9."""
    decision = decide(asked("anna"), a_member("bert"), now=minutes(passed))
    assert decision.request.asks[0].state is state
    assert (Happening.NO_ANSWER in happenings(decision)) is (state is AskState.TIMED_OUT)


def test_after_silence_the_next_neighbour_is_asked_at_once() -> None:
    decision = decide(asked("anna"), a_member("bert"), now=minutes(30))
    assert states(decision.request) == [("anna", AskState.TIMED_OUT), ("bert", AskState.OPEN)]
    assert decision.request.asks[1].number == 2
    assert happenings(decision) == [Happening.NO_ANSWER, Happening.ASKED]


@pytest.mark.parametrize("state", [NoticeState.FAILED, NoticeState.DROPPED])
def test_whoever_cannot_be_reached_is_replaced_at_once(state: NoticeState) -> None:
    """I9: a proven failed delivery ends an ask before its deadline."""
    request = asked("anna", notices=(a_notice(NoticeKind.ASK, "anna", state=state),))
    decision = decide(request, a_member("bert"), now=minutes(1))
    assert states(decision.request) == [("anna", AskState.UNDELIVERABLE), ("bert", AskState.OPEN)]
    assert happenings(decision) == [Happening.NOT_REACHED, Happening.ASKED]


def test_the_failed_message_of_an_earlier_round_says_nothing_about_this_one() -> None:
    old = a_notice(NoticeKind.ASK, "anna", state=NoticeState.FAILED)
    request = a_request(round=2, asks=(an_ask("anna", round=2),), notices=(old,), shortlist=a_shortlist())
    assert decide(request, now=minutes(1)).request.asks[0].state is AskState.OPEN


def test_a_decline_is_replaced_at_once() -> None:
    request = asked("anna", state=AskState.DECLINED)
    assert states(decide(request, a_member("bert"), now=minutes(1)).request)[1] == ("bert", AskState.OPEN)


def test_hard_cases_have_two_open_asks_and_never_three() -> None:
    """I4."""
    bench = [a_member(name) for name in ("anna", "bert", "cas")]
    decision = decide(hard(shortlist=a_shortlist("anna", "bert", "cas")), *bench, policy=TWO)
    assert states(decision.request) == [("anna", AskState.OPEN), ("bert", AskState.OPEN)]
    assert [load.member.id for load in decision.loads] == ["anna", "bert"]
    assert {delivery.to.id for delivery in decision.deliveries} == {"anna", "bert"}


@pytest.mark.parametrize(
    ("bert_is_free", "cas_is_free", "again"),
    [(10, 15, 10), (15, 10, 10), (30, 40, 18), (60, 60, 18), (0, 10, 18)],
    ids=["bert-first", "cas-first", "after-the-deadline", "after-the-help", "no-place-left"],
)
def test_with_a_place_left_it_decides_again_when_the_first_is_free_or_the_first_deadline_is_there(
    bert_is_free: int, cas_is_free: int, again: int
) -> None:
    """Of two places Anna gets one; the other is for whoever is free first. (18 minutes is the brisk patience.)"""
    bench = (
        a_member("anna"),
        a_member("bert", asked_until=MORNING + minutes(bert_is_free)),
        a_member("cas", asked_until=MORNING + minutes(cas_is_free)),
    )
    decision = decide(hard(shortlist=a_shortlist("anna", "bert", "cas")), *bench, policy=TWO)
    assert decision.request.open_asks[0].helper_id == "anna"
    assert decision.step == Step(StepKind.ASK, MORNING + minutes(again))


def test_once_somebody_is_asked_it_waits_for_nothing_else() -> None:
    waited = a_request(shortlist=a_shortlist("anna"), waiting_until=MORNING)
    assert decide(waited, a_member("anna")).request.waiting_until is None


def test_with_every_ask_it_is_noted_how_likely_a_yes_is_by_now() -> None:
    """To see later how right it was: of those who are asked, and of those who still can be."""
    shortlist = a_shortlist("anna", "bert")
    first = decide(a_request(shortlist=shortlist), a_member("anna"))
    each = BASE * HOUR[DayPart.MORNING]
    assert [event.chance for event in first.request.news] == [round(1 - (1 - each) ** 2, 2)]
    last = decide(replace(asked("bert", state=AskState.DECLINED), shortlist=shortlist), a_member("anna"))
    assert [event.chance for event in last.request.news] == [round(each, 2)]


def test_of_two_open_asks_the_declined_one_is_replaced_at_once_and_the_other_stays() -> None:
    request = asked("anna", "bert", shortlist=a_shortlist("cas", "dirk"), needed_from=MORNING)
    request = replace(request, needed_until=MORNING + minutes(50))
    request = request.move_ask(request.asks[0], AskState.DECLINED, MORNING)
    decision = decide(request, a_member("cas"), policy=TWO, now=minutes(5))
    assert states(decision.request) == [
        ("anna", AskState.DECLINED), ("bert", AskState.OPEN), ("cas", AskState.OPEN),
    ]  # fmt: skip
    assert decision.step == Step(StepKind.ASK, MORNING + minutes(5) + BRISK[Urgency.TODAY]), "the first deadline"


def test_with_a_place_left_the_search_goes_on_to_the_next_circle() -> None:
    sure = Prospect(member_id="anna", circle=0, chance=1.0)
    request = hard(shortlist=Shortlist(made_at=MORNING, circles=1, prospects=(sure, sure)))
    assert decide(request, a_member("anna")).step.kind is StepKind.ASK
    assert decide(request, a_member("anna", paused_until=MORNING + hours(1))).step.kind is StepKind.SEARCH


def test_while_those_found_may_not_be_enough_the_search_widens_before_anybody_is_asked() -> None:
    request = a_request(shortlist=a_shortlist("anna", circles=1))
    assert decide(request, a_member("anna")).step.kind is StepKind.SEARCH
    assert decide(replace(request, shortlist=a_shortlist("anna")), a_member("anna")).step.kind is StepKind.ASK


@pytest.mark.parametrize(("circle", "told"), [(0, False), (1, True), (2, True)])
def test_asking_somebody_from_further_away_is_told_once(circle: int, told: bool) -> None:
    decision = decide(a_request(shortlist=a_shortlist("anna")), a_member("anna"), circle=circle)
    assert (Happening.WIDENED in happenings(decision)) is told
    again = decide(
        decision.request.move_ask(decision.request.asks[0], AskState.DECLINED, MORNING), a_member("bert"), circle=circle
    )
    assert happenings(again).count(Happening.WIDENED) == told


def test_with_the_group_first_going_beyond_it_is_told_once() -> None:
    mates = tuple(Prospect(member_id=id_, circle=2, in_group=True) for id_ in ("anna", "bert"))
    others = tuple(Prospect(member_id=id_, circle=circle) for id_, circle in (("cas", 0), ("dirk", 1), ("els", 1)))
    listed = Shortlist(made_at=MORNING, circles=3, prospects=mates + others)
    request = a_request(first_groups=frozenset({"watch"}), shortlist=listed)
    went = [circle_of(request)]
    for prospect in listed.prospects:
        bench = (Candidate(a_member(prospect.member_id), prospect),)
        request = cascade.decide(
            request, bench, people(a_member(prospect.member_id)), Policy(), MORNING, Mint()
        ).request
        went.append(circle_of(request))
        request = request.move_ask(request.open_asks[0], AskState.DECLINED, MORNING)
    assert went == [Circle.GROUP, Circle.GROUP, Circle.GROUP, Circle.OWN, Circle.NEAR, Circle.NEAR]
    told = [each.what for each in request.news if each.what in (Happening.BEYOND_GROUP, Happening.WIDENED)]
    assert told == [Happening.BEYOND_GROUP, Happening.WIDENED]


def test_a_group_is_looked_for_in_every_circle() -> None:
    sure = Prospect(member_id="anna", circle=0, chance=1.0)
    listed = Shortlist(made_at=MORNING, circles=1, prospects=(sure,))
    assert not wants_wider(a_request(shortlist=listed), MORNING)
    assert wants_wider(a_request(shortlist=listed, first_groups=frozenset({"watch"})), MORNING)


@pytest.mark.parametrize(("urgency", "patience"), [(Urgency.URGENT, 10), (Urgency.TODAY, 30), (Urgency.PLANNED, 120)])
def test_patience_goes_by_urgency(urgency: Urgency, patience: int) -> None:
    request = a_request(urgency=urgency, needed_until=MORNING + hours(24), shortlist=a_shortlist("anna"))
    [ask] = decide(request, a_member("anna")).request.asks
    assert ask.deadline == MORNING + minutes(patience)


def test_no_ask_lasts_longer_than_the_help_is_needed() -> None:
    request = a_request(needed_until=MORNING + minutes(5), shortlist=a_shortlist("anna"))
    [ask] = decide(request, a_member("anna")).request.asks
    assert ask.deadline == MORNING + minutes(5)


def test_in_the_last_minutes_nobody_is_disturbed_any_more() -> None:
    """Nobody can answer in seconds, and a silence that could not be anything else is held against nobody."""
    request = a_request(needed_until=MORNING + minutes(4.9), shortlist=a_shortlist("anna", "bert"))
    decision = decide(request, a_member("anna"), a_member("bert"))
    assert (decision.request.asks, decision.request.status) == ((), Status.NOBODY_AVAILABLE)


def test_quiet_hours_do_not_count_as_time_to_answer() -> None:
    """Promise 4: asked at 21:20 with half an hour to answer, Anna has until 08:20."""
    evening = amsterdam(2026, 3, 4, 21, 20)
    request = a_request(needed_until=evening + hours(48), shortlist=a_shortlist("anna"))
    [ask] = decide(request, a_member("anna"), now=evening).request.asks
    assert ask.deadline == amsterdam(2026, 3, 5, 8, 20)


def test_when_it_is_urgent_it_overrides_quiet_hours_of_those_who_allowed_it_and_of_nobody_else() -> None:
    """I16."""
    night = amsterdam(2026, 3, 4, 23)
    request = a_request(urgency=Urgency.URGENT, needed_until=night + hours(4), shortlist=a_shortlist("anna", "bert"))
    allows = a_member("bert", urgent_overrides_quiet=True)
    decision = decide(request, a_member("anna"), allows, now=night)
    assert states(decision.request) == [("bert", AskState.OPEN)]
    assert decision.request.asks[0].deadline == night + minutes(10)


def test_by_night_those_who_are_awake_are_asked_one_at_a_time_too() -> None:
    """Promise 1: most neighbours sleep until the visit, but the night owls have all night to answer."""
    evening, night_owl = amsterdam(2026, 3, 4, 22), QuietHours(time(3), time(9))
    early = {"needed_from": amsterdam(2026, 3, 5, 6), "needed_until": amsterdam(2026, 3, 5, 8, 30)}
    owls = [a_member(name, quiet_hours=night_owl) for name in ("anna", "bert", "cas", "dirk", "eva")]
    request = a_request(urgency=Urgency.PLANNED, shortlist=a_shortlist(*(owl.id for owl in owls)), **early)
    [ask] = decide(request, *owls, now=evening).request.asks
    assert ask.deadline >= evening + BRISK[Urgency.PLANNED]


@pytest.mark.parametrize("status", [s for s in Status if s.is_final])
def test_what_has_ended_stays_ended(status: Status) -> None:
    """I6: and deciding about it changes nothing."""
    request = a_request(status=status, closed_at=MORNING)
    assert decide(request, a_member("anna")) == Decision(request, Step(StepKind.FINISH))


def test_the_same_facts_give_the_same_decision() -> None:
    """I15: `decide` is pure."""
    request = asked("anna", shortlist=a_shortlist("bert"))
    once, twice = (decide(request, a_member("bert"), now=minutes(45)) for _ in range(2))
    assert once == twice


def test_places_are_free_only_while_the_request_is_open() -> None:
    shortlist = a_shortlist("bert", "cas", "dirk")
    later = MORNING + minutes(30)
    two = asked("anna", shortlist=shortlist, needed_from=MORNING, needed_until=MORNING + minutes(50))
    assert places(two, TWO, MORNING) == 1
    assert places(cascade.tidy(two, people(a_member("anna")), later), TWO, later) == 2
    assert places(replace(two, status=Status.MATCHED), TWO, MORNING) == 0


def test_the_requester_is_not_told_about_every_single_ask() -> None:
    decision = decide(a_request(shortlist=a_shortlist("anna")), a_member("anna"))
    assert REQUESTER not in {notice.member_id for notice in decision.request.notices}


@pytest.mark.parametrize(
    ("allowed", "urgency", "deadline"),
    [
        (True, Urgency.PLANNED, amsterdam(2026, 3, 5, 9, 30)),
        (False, Urgency.URGENT, amsterdam(2026, 3, 5, 8, 5)),
        (True, Urgency.URGENT, amsterdam(2026, 3, 4, 21, 35)),
    ],
)
def test_the_clock_runs_on_at_night_only_if_it_is_urgent_and_allowed(
    allowed: bool, urgency: Urgency, deadline: datetime
) -> None:
    evening = amsterdam(2026, 3, 4, 21) if urgency is Urgency.PLANNED else amsterdam(2026, 3, 4, 21, 25)
    request = a_request(urgency=urgency, needed_until=evening + hours(40), shortlist=a_shortlist("anna"))
    decision = decide(request, a_member("anna", urgent_overrides_quiet=allowed), now=evening)
    assert decision.request.asks[0].deadline == deadline
