"""`cascade.decide` when nobody can be asked, when somebody said yes, and when it is over."""

from dataclasses import replace
from datetime import datetime

import pytest

from tests.support.builders import (
    MORNING,
    REQUESTER,
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
    matched,
    minutes,
    people,
)
from whapp.domain import cascade
from whapp.domain.ask import AskState
from whapp.domain.cascade import Decision
from whapp.domain.event import Actor, Happening
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.policy import Policy
from whapp.domain.request import Request, Status, Urgency
from whapp.domain.step import Step, StepKind

POLICY = Policy()
NIGHT = amsterdam(2026, 3, 4, 23)
NEXT_MORNING = amsterdam(2026, 3, 5, 8)


def decide(
    request: Request, *bench: Member, now: datetime = MORNING, known: dict[str, Member] | None = None
) -> Decision:
    everybody = people(a_member("anna"), a_member("bert")) if known is None else known
    return cascade.decide(request, a_bench(*bench), everybody, POLICY, now, Mint())


def happenings(decision: Decision) -> list[Happening]:
    return [event.what for event in decision.request.news]


def told(decision: Decision) -> list[tuple[str, NoticeKind]]:
    return [(delivery.to.id, delivery.notice.kind) for delivery in decision.deliveries]


# --- waiting for waking hours ---


def test_at_night_the_search_waits_for_whoever_wakes_first() -> None:
    request = a_request(needed_until=NEXT_MORNING + hours(9), shortlist=a_shortlist("anna"))
    decision = decide(request, a_member("anna"), now=NIGHT)
    assert decision.step == Step(StepKind.WAIT, NEXT_MORNING)
    assert happenings(decision) == [Happening.WAITING_FOR_WAKING_HOURS]
    assert not decision.deliveries


def test_by_day_the_search_waits_for_whoever_is_free_first_and_does_not_speak_of_the_night() -> None:
    """Promise 7."""
    busy, full = a_member("anna", asked_until=MORNING + minutes(20)), a_member("bert", paused_until=MORNING + hours(2))
    decision = decide(a_request(shortlist=a_shortlist("anna", "bert")), busy, full)
    assert decision.step == Step(StepKind.WAIT, MORNING + minutes(20))
    assert happenings(decision) == [Happening.WAITING_FOR_SOMEBODY_FREE]


def test_waiting_is_told_once_however_often_it_is_decided() -> None:
    """I21."""
    request = a_request(needed_until=NEXT_MORNING + hours(9), shortlist=a_shortlist("anna"))
    first = decide(request, a_member("anna"), now=NIGHT)
    saved = replace(first.request, news=())
    assert decide(saved, a_member("anna"), now=NIGHT + hours(1)) == Decision(saved, Step(StepKind.WAIT, NEXT_MORNING))


def test_waiting_has_no_use_for_somebody_who_can_be_asked_only_when_it_is_too_late() -> None:
    request = a_request(needed_until=NEXT_MORNING, shortlist=a_shortlist("anna"))
    assert decide(request, a_member("anna"), now=NIGHT).request.status is Status.NOBODY_AVAILABLE


def test_somebody_with_another_ask_is_waited_for() -> None:
    """I12."""
    busy = a_member("anna", asked_until=MORNING + minutes(20))
    assert decide(asked("bert", state=AskState.DECLINED), busy).step == Step(StepKind.WAIT, MORNING + minutes(20))


def test_for_what_is_urgent_somebody_who_opted_in_is_waited_for_at_night() -> None:
    """Promise 4: Anna, who may be woken, has another ask until half past eleven."""
    busy = a_member("anna", asked_until=NIGHT + minutes(30), urgent_overrides_quiet=True)
    request = a_request(urgency=Urgency.URGENT, needed_until=NIGHT + hours(12), shortlist=a_shortlist("anna"))
    assert decide(request, busy, now=NIGHT).step == Step(StepKind.WAIT, NIGHT + minutes(30))
    today = replace(request, urgency=Urgency.TODAY)
    assert decide(today, busy, now=NIGHT).step == Step(StepKind.WAIT, NEXT_MORNING)


def test_a_late_yes_is_still_possible_while_waiting() -> None:
    request = asked("anna", state=AskState.TIMED_OUT, needed_until=NEXT_MORNING + hours(9))
    decision = decide(request, a_member("bert"), now=NIGHT)
    assert decision.request.status is Status.OPEN


# --- lingering for late answers ---


def test_when_everybody_was_asked_late_answers_get_the_same_time_again() -> None:
    request = asked("anna")
    decision = decide(request, now=MORNING + minutes(30))
    assert decision.step == Step(StepKind.WAIT, MORNING + minutes(60))
    assert happenings(decision) == [Happening.NO_ANSWER, Happening.EVERYONE_ASKED]


def test_late_answers_are_not_waited_for_after_the_help_is_needed() -> None:
    request = asked("anna", needed_until=MORNING + minutes(80))
    assert decide(request, now=MORNING + minutes(30)).step.until == MORNING + minutes(60), "the same patience again"
    request = asked("anna", needed_until=MORNING + minutes(32))
    assert decide(request, now=MORNING + minutes(30)).step.until == MORNING + minutes(32)


def test_those_who_answered_no_are_not_waited_for() -> None:
    decision = decide(asked("anna", state=AskState.DECLINED), now=MORNING + minutes(1))
    assert decision.request.status is Status.NOBODY_AVAILABLE


def test_after_late_answers_it_looks_once_more_with_fresh_eyes() -> None:
    silent = asked("anna", state=AskState.TIMED_OUT)
    decision = decide(silent, now=MORNING + minutes(30))
    assert decision.step == Step(StepKind.SEARCH)
    assert decision.request.shortlist is None


def test_when_the_fresh_look_finds_nobody_it_ends() -> None:
    later = MORNING + minutes(30)
    silent = asked("anna", state=AskState.TIMED_OUT, shortlist=a_shortlist(made_at=later))
    decision = decide(silent, now=later)
    assert decision.request.status is Status.NOBODY_AVAILABLE
    assert decision.request.closed_at == later
    assert decision.step == Step(StepKind.FINISH)
    assert told(decision) == [(REQUESTER, NoticeKind.NOBODY_AVAILABLE)]


# --- expiry ---


@pytest.mark.parametrize("state", [AskState.OPEN, AskState.TIMED_OUT, AskState.DECLINED])
def test_when_time_is_up_it_expires_and_the_requester_is_told(state: AskState) -> None:
    request = asked("anna", state=state)
    decision = decide(request, a_member("bert"), now=request.needed_until)
    assert (decision.request.status, decision.step) == (Status.EXPIRED, Step(StepKind.FINISH))
    assert told(decision) == [(REQUESTER, NoticeKind.EXPIRED)]
    assert happenings(decision)[-1] is Happening.EXPIRED
    assert not decision.request.open_asks


def test_nobody_is_asked_any_more_when_time_is_up() -> None:
    request = a_request(shortlist=a_shortlist("anna"))
    assert not decide(request, a_member("anna"), now=request.needed_until).request.asks


# --- matched ---


def test_with_a_match_it_waits_until_the_visit_must_be_over() -> None:
    request = matched("anna", needed_from=MORNING)
    assert decide(request) == Decision(request, Step(StepKind.ACCOMPANY, request.needed_until + hours(2)))


def test_after_the_visit_both_are_asked_how_it_went() -> None:
    request = matched("anna")
    now = request.needed_until + hours(2)
    decision = decide(request, now=now)
    assert decision.step == Step(StepKind.FOLLOW_UP, now + hours(48))
    assert happenings(decision) == [Happening.ASKED_HOW_IT_WENT]
    assert told(decision) == [(REQUESTER, NoticeKind.DID_IT_WORK_OUT), ("anna", NoticeKind.DID_YOU_HELP)]


def test_they_are_asked_once() -> None:
    """I10, I21."""
    request = matched("anna")
    now = request.needed_until + hours(2)
    sent = tuple(replace(each, state=NoticeState.SENT) for each in decide(request, now=now).request.notices)
    waiting = replace(request, waiting_until=now + hours(48), notices=sent)
    assert decide(waiting, now=now + hours(1)) == Decision(waiting, Step(StepKind.FOLLOW_UP, now + hours(48)))


def test_silence_about_how_it_went_is_good_news() -> None:
    request = matched("anna")
    over = request.needed_until + hours(50)
    decision = decide(replace(request, waiting_until=over), now=over)
    assert (decision.request.status, decision.request.closed_at) == (Status.HELPED, over)
    assert decision.request.news[-1].by is Actor.WHAPP
    assert decision.step == Step(StepKind.FINISH)


def test_a_match_is_not_closed_because_the_helper_left_whapp() -> None:
    request = matched("anna")
    now = request.needed_until + hours(2)
    decision = decide(request, now=now, known=people())
    assert told(decision) == [(REQUESTER, NoticeKind.DID_IT_WORK_OUT)]
    assert decision.step.kind is StepKind.FOLLOW_UP


# --- messages that have to wait ---


def test_it_does_not_finish_while_somebody_still_has_to_hear_of_it() -> None:
    """I14: told in the morning, and not forgotten."""
    request = asked("anna", state=AskState.DECLINED, needed_until=NIGHT)
    decision = decide(request, now=NIGHT)
    assert decision.request.status is Status.EXPIRED
    assert decision.step == Step(StepKind.WAIT, NEXT_MORNING)
    assert not decision.deliveries


def test_a_step_ends_in_time_for_a_message_that_is_due_earlier() -> None:
    tried = a_notice(NoticeKind.ASK, "anna", attempts=1, attempted_at=MORNING, secret="s")
    decision = decide(asked("anna", notices=(tried,)), now=MORNING)
    assert decision.step.kind is StepKind.ASK
    assert decision.step.until is not None
    assert decision.step.until < MORNING + minutes(30)


def test_an_ask_to_the_same_neighbour_in_another_round_is_another_ask() -> None:
    earlier = an_ask("anna", state=AskState.TIMED_OUT, closed_at=MORNING)
    request = a_request(round=2, asks=(earlier,), shortlist=a_shortlist("anna"))
    decision = decide(request, a_member("anna"))
    assert [(ask.round, ask.number) for ask in decision.request.asks] == [(1, 1), (2, 1)]
