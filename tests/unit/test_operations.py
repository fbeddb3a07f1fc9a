"""What operations can do for a request when people call them."""

from datetime import datetime

import pytest

from tests.support.builders import (
    MORNING,
    REQUESTER,
    Mint,
    a_bench,
    a_member,
    a_request,
    a_shortlist,
    asked,
    hours,
    matched,
    minutes,
    people,
)
from whapp.domain import acts, cascade, operations
from whapp.domain.ask import AskState
from whapp.domain.cascade import Decision
from whapp.domain.errors import StateForbids
from whapp.domain.event import Actor, Happening
from whapp.domain.language import Language
from whapp.domain.member import Member
from whapp.domain.messages import compose
from whapp.domain.notice import NoticeKind
from whapp.domain.policy import Policy
from whapp.domain.request import Request, Status
from whapp.domain.step import StepKind
from whapp.domain.timeline import describe

NOW = MORNING + minutes(5)
ENDED = a_request(status=Status.EXPIRED)


def decide(request: Request, now: object = NOW) -> Decision:
    known = people(a_member("anna"), a_member("bert"), a_member(REQUESTER))
    return cascade.decide(request, a_bench(a_member("bert")), known, Policy(), now, Mint())  # type: ignore[arg-type]


def refusal(request: Request, helper: Member, now: datetime = NOW) -> str:
    with pytest.raises(StateForbids) as refused:
        operations.assign(request, helper, now, Mint())
    return refused.value.state


def told(request: Request) -> set[tuple[NoticeKind, str]]:
    return {(notice.kind, notice.member_id) for notice in request.notices}


def test_while_a_search_is_paused_nobody_is_asked_and_it_waits_for_its_end() -> None:
    paused = operations.pause(a_request(shortlist=a_shortlist("bert")), NOW)
    decision = decide(paused)
    assert decision.request.asks == ()
    assert (decision.step.kind, decision.step.until) == (StepKind.WAIT, paused.needed_until)


def test_while_a_search_is_paused_whoever_was_asked_may_still_answer() -> None:
    paused = operations.pause(asked("anna", shortlist=a_shortlist("anna", "bert")), NOW)
    decision = decide(paused)
    assert (decision.step.kind, decision.step.until) == (StepKind.ASK, paused.asks[0].deadline)
    late = decide(paused, paused.asks[0].deadline)
    assert [ask.state for ask in late.request.asks] == [AskState.TIMED_OUT]
    assert late.step.kind is StepKind.WAIT


def test_a_paused_request_ends_in_time_all_the_same() -> None:
    paused = operations.pause(a_request(shortlist=a_shortlist("bert")), NOW)
    assert decide(paused, paused.needed_until).request.status is Status.EXPIRED


def test_after_the_pause_the_search_goes_on() -> None:
    paused = operations.pause(a_request(shortlist=a_shortlist("bert")), NOW)
    resumed = operations.resume(paused, NOW + hours(1))
    assert [event.what for event in resumed.news] == [Happening.PAUSED, Happening.RESUMED]
    assert {event.by for event in resumed.news} == {Actor.OPERATIONS}
    assert [ask.helper_id for ask in decide(resumed, NOW + hours(1)).request.asks] == ["bert"]


def test_saying_it_twice_changes_nothing() -> None:
    paused = operations.pause(a_request(), NOW)
    assert operations.pause(paused, NOW + hours(1)) == paused
    going_on = operations.resume(paused, NOW)
    assert operations.resume(going_on, NOW + hours(1)) == going_on
    cancelled = operations.cancel(a_request(), NOW)
    assert operations.cancel(cancelled, NOW + hours(1)) == cancelled
    assigned = operations.assign(a_request(), a_member("anna"), NOW, Mint())
    assert operations.assign(assigned, a_member("anna"), NOW + hours(1), Mint()) == assigned


@pytest.mark.parametrize("act", [operations.pause, operations.resume, operations.cancel])
def test_what_has_ended_stays_as_it_is_and_whoever_telephones_hears_how_it_ended(act: object) -> None:
    with pytest.raises(StateForbids, match="the request is expired"):
        act(ENDED, NOW)  # type: ignore[operator]


def test_the_timeline_tells_when_operations_did_something_and_whom_it_is_about() -> None:
    """I21."""
    stopped, assigned = (
        operations.cancel(matched("anna"), NOW),
        operations.assign(asked("anna"), a_member("bert"), NOW, Mint()),
    )
    assert (stopped.news[-1].at, stopped.closed_at) == (NOW, NOW)
    assert [(event.what, event.at, event.ask) for event in assigned.news] == [
        (Happening.MATCHED, NOW, 2),
        (Happening.ASSIGNED, NOW, 2),
    ]


def test_whoever_asked_and_whoever_would_come_hears_that_it_was_stopped() -> None:
    stopped = operations.cancel(matched("anna"), NOW)
    assert stopped.status is Status.CANCELLED
    assert {(NoticeKind.CANCELLED_BY_US, REQUESTER), (NoticeKind.VISIT_CANCELLED, "anna")} <= told(stopped)
    assert [(event.what, event.by) for event in stopped.news] == [(Happening.CANCELLED, Actor.OPERATIONS)]


def test_a_yes_by_telephone_is_a_yes() -> None:
    assigned = operations.assign(asked("anna"), a_member("bert"), NOW, Mint())
    assert assigned.match
    assert assigned.match.helper_id == "bert"
    assert {(NoticeKind.MATCHED, REQUESTER), (NoticeKind.ASSIGNED, "bert"), (NoticeKind.RELEASED, "anna")} <= told(
        assigned
    )
    assert (assigned.news[-1].what, assigned.news[-1].by) == (Happening.ASSIGNED, Actor.OPERATIONS)


def test_the_link_for_whoever_said_yes_by_telephone_goes_out_even_when_the_visit_has_begun() -> None:
    assigned = operations.assign(a_request(needed_from=MORNING), a_member("bert"), NOW, Mint())
    sent = [(each.notice.kind, each.to.id) for each in decide(assigned).deliveries]
    assert (NoticeKind.ASSIGNED, "bert") in sent


@pytest.mark.parametrize(
    "request_",
    [matched("anna"), ENDED, asked("bert", state=AskState.DECLINED)],
    ids=["somebody else comes", "it has ended", "they said no to it"],
)
def test_a_yes_by_telephone_does_not_undo_what_was_decided(request_: Request) -> None:
    with pytest.raises(StateForbids):
        operations.assign(request_, a_member("bert"), NOW, Mint())


def test_why_a_neighbour_may_not_help_stays_between_the_two() -> None:
    """A block is silent: to whoever telephones it sounds like a no, or like a member who was taken out."""
    at_odds = a_member("bert", blocked_by=frozenset({REQUESTER}))
    blocked = refusal(a_request(), at_odds)
    assert blocked == refusal(a_request(), a_member("bert", suspended_at=MORNING))
    assert blocked == refusal(asked("bert", state=AskState.DECLINED), a_member("bert"))
    assert blocked == "open, and not for this helper"


def test_a_yes_by_telephone_comes_too_late_once_the_time_to_help_is_over() -> None:
    over = a_request()
    assert refusal(over, a_member("bert"), over.needed_until) == "open, and the time to help is over"
    assert refusal(matched("anna"), a_member("bert")) == Status.MATCHED


def test_the_hold_is_lifted_from_a_request_that_somebody_said_yes_to_and_nothing_else_is_said() -> None:
    """Nobody is searched for, so the timeline must not say so."""
    lifted = operations.resume(operations.pause(matched("anna"), NOW), NOW)
    assert (lifted.status, lifted.paused_at) == (Status.MATCHED, None)
    for language, searching in ((Language.NL, "zoeken weer verder"), (Language.EN, "are searching")):
        assert searching not in describe(Happening.RESUMED, language, None, Actor.OPERATIONS)


def test_a_helper_who_withdraws_while_the_search_is_on_hold_leaves_it_open_and_nobody_is_promised_a_search() -> None:
    """Promise 7."""
    withdrawn = acts.withdraw(operations.pause(matched("anna"), NOW), "anna", NOW)
    assert withdrawn.paused_at
    assert (NoticeKind.SEARCHING_AGAIN, REQUESTER) in told(withdrawn)
    assert decide(withdrawn).request.asks_of_round == ()
    for language in Language:
        message = compose(NoticeKind.SEARCHING_AGAIN, language, None)
        for said in (message.sms, message.email, message.subject, describe(Happening.WITHDRAWN, language, 1)):
            assert not {"zoeken", "search", "searching", "looking"} & set(said.lower().split())


def test_an_answer_during_a_pause_counts() -> None:
    paused = operations.pause(asked("anna"), NOW)
    assert operations.assign(paused, a_member("anna"), NOW, Mint()).status is Status.MATCHED
