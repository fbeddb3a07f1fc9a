"""Two who are not to meet: every state of an ask, and whose doing it is."""

from dataclasses import replace
from itertools import product

import pytest

from tests.support.builders import (
    MORNING,
    REQUESTER,
    a_member,
    a_notice,
    a_request,
    an_ask,
    asked,
    hours,
    matched,
    minutes,
    people,
)
from whapp.domain import acts
from whapp.domain.ask import AskState
from whapp.domain.block import MOST, block, forget, unblock
from whapp.domain.errors import LimitReached, NotFound, StateForbids
from whapp.domain.event import Actor, Happening
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.outbox import settle
from whapp.domain.report import Complaint, Verdict
from whapp.domain.request import Request, Status

NOW = MORNING + minutes(45)
LATE = (AskState.TIMED_OUT, AskState.UNDELIVERABLE, AskState.RELEASED, AskState.LET_GO)
OVER = (AskState.DECLINED, AskState.WITHDRAWN, AskState.FELL_THROUGH, AskState.CALLED_OFF)
BECOMES = {
    **dict.fromkeys(product((AskState.OPEN, AskState.STAND_BY), (Actor.REQUESTER, Actor.WHAPP)), AskState.CALLED_OFF),
    **{(state, Actor.HELPER): AskState.DECLINED for state in (*LATE, AskState.OPEN, AskState.STAND_BY)},
}
APART = a_member("anna", blocked_by=frozenset({REQUESTER}))
BLOCKING = a_member("anna", blocks=frozenset({REQUESTER}))
SUSPENDED = a_member("anna", suspended_at=MORNING)


def told(request: Request) -> list[tuple[str, NoticeKind]]:
    return [(notice.member_id, notice.kind) for notice in request.notices]


def happened(request: Request) -> list[tuple[Happening, Actor]]:
    return [(event.what, event.by) for event in request.news]


@pytest.mark.parametrize("state", [state for state in AskState if state is not AskState.ACCEPTED])
@pytest.mark.parametrize("by", [Actor.REQUESTER, Actor.HELPER, Actor.WHAPP])
def test_an_ask_without_a_match_ends_without_a_word(state: AskState, by: Actor) -> None:
    request = asked("anna", state=state)
    after = acts.part(request, "anna", by, NOW)
    assert after.asks[0].state is BECOMES.get((state, by), state)
    assert told(after) == []
    assert len(after.news) == (after.asks[0].state is not state)  # I21
    assert acts.part(after, "anna", by, NOW) == after  # I15
    if state in OVER:
        assert after == request


@pytest.mark.parametrize(
    ("by", "state", "what", "messages"),
    [
        (Actor.REQUESTER, AskState.CALLED_OFF, Happening.CALLED_OFF, [("anna", NoticeKind.VISIT_CANCELLED)]),
        (
            Actor.WHAPP,
            AskState.CALLED_OFF,
            Happening.CALLED_OFF,
            [("anna", NoticeKind.VISIT_CANCELLED), (REQUESTER, NoticeKind.SEARCHING_AGAIN)],
        ),
        (Actor.HELPER, AskState.WITHDRAWN, Happening.WITHDRAWN, [(REQUESTER, NoticeKind.SEARCHING_AGAIN)]),
    ],
)
def test_a_match_ends_and_the_search_goes_on(
    by: Actor, state: AskState, what: Happening, messages: list[tuple[str, NoticeKind]]
) -> None:
    after = acts.part(matched("anna"), "anna", by, NOW)
    assert (after.status, after.round, after.match) == (Status.OPEN, 2, None)
    assert after.asks[0].state is state
    assert happened(after) == [(what, by)]
    assert told(after) == messages


@pytest.mark.parametrize("by", [Actor.REQUESTER, Actor.HELPER, Actor.WHAPP])
def test_what_is_over_stays_as_it_was(by: Actor) -> None:
    """I6: after the time to help, after the end, and for whoever was never asked."""
    visit = matched("anna")
    assert acts.part(visit, "anna", by, visit.needed_until) == visit
    assert acts.part(visit, "anna", by, visit.needed_until - minutes(1)) != visit
    helped = matched("anna", status=Status.HELPED, closed_at=NOW)
    assert acts.part(helped, "anna", by, NOW) == helped
    assert acts.part(visit, "bert", by, NOW) == visit


@pytest.mark.parametrize(
    ("helper", "state", "by"),
    [
        (APART, AskState.CALLED_OFF, Actor.REQUESTER),
        (BLOCKING, AskState.WITHDRAWN, Actor.HELPER),
        (SUSPENDED, AskState.CALLED_OFF, Actor.WHAPP),
        (replace(APART, suspended_at=MORNING), AskState.CALLED_OFF, Actor.WHAPP),
    ],
)
def test_whoever_looks_next_does_what_was_left_undone(helper: Member, state: AskState, by: Actor) -> None:
    after = acts.keep_apart(matched("anna"), people(helper), NOW)
    assert after.asks[0].state is state
    assert happened(after)[-1][1] is by
    assert acts.keep_apart(matched("anna"), people(a_member("anna")), NOW) == matched("anna")
    assert acts.keep_apart(matched("anna"), people(), NOW) == matched("anna")


def test_the_request_of_somebody_who_is_suspended_is_cancelled() -> None:
    known = {**people(a_member("anna")), REQUESTER: a_member(REQUESTER, suspended_at=MORNING)}
    after = acts.keep_apart(matched("anna"), known, NOW)
    assert (after.status, told(after)) == (Status.CANCELLED, [("anna", NoticeKind.VISIT_CANCELLED)])
    assert happened(after) == [(Happening.CANCELLED, Actor.WHAPP)]
    assert acts.keep_apart(after, known, NOW) == after


@pytest.mark.parametrize("state", [AskState.OPEN, AskState.TIMED_OUT])
def test_a_request_whose_requester_is_gone_ends_and_is_forgotten(state: AskState) -> None:
    """Somebody who leaves while their other phone asks leaves no search behind; whoever was asked hears it kindly."""
    request = asked("anna", state=state, fingerprint="of the words")
    after = acts.keep_apart(request, {"anna": a_member("anna")}, NOW)
    assert (after.status, after.is_forgotten, after.rings) == (Status.CANCELLED, True, ())
    assert happened(after) == [(Happening.CANCELLED, Actor.REQUESTER)]  # I21
    assert told(after) == ([("anna", NoticeKind.RELEASED)] if state is AskState.OPEN else [])
    assert acts.keep_apart(after, {}, NOW + minutes(1)) == after  # I15


def test_an_end_whose_requester_is_gone_is_forgotten_and_stays_what_it_was() -> None:
    """I6."""
    helped = matched("anna", status=Status.HELPED, closed_at=NOW, fingerprint="of the words")
    after = acts.keep_apart(helped, {}, NOW)
    assert (after.status, after.is_forgotten, after.news) == (Status.HELPED, True, ())


@pytest.mark.parametrize(("worked_out", "end"), [(None, Status.HELPED), (True, Status.HELPED), (False, Status.EXPIRED)])
@pytest.mark.parametrize("by", [Actor.REQUESTER, Actor.WHAPP])
def test_of_a_visit_that_is_over_nobody_hears_that_it_is_cancelled(
    worked_out: bool | None, end: Status, by: Actor
) -> None:
    visit = matched("anna")
    visit = visit.with_ask(replace(visit.asks[0], worked_out=worked_out))
    after = acts.leave(visit, visit.needed_until, by)
    assert after.status is end
    assert "anna" not in dict(told(after))
    before = acts.leave(visit, visit.needed_until - minutes(1), by)
    assert (before.status, told(before)) == (Status.CANCELLED, [("anna", NoticeKind.VISIT_CANCELLED)])


def test_who_told_that_they_helped_is_not_replaced_when_they_part() -> None:
    visit = matched("anna")
    came = visit.with_ask(replace(visit.asks[0], worked_out=True))
    assert acts.part(came, "anna", Actor.HELPER, NOW) == came
    with pytest.raises(StateForbids):
        acts.withdraw(came, "anna", NOW)
    did_not = visit.with_ask(replace(visit.asks[0], worked_out=False))
    assert acts.withdraw(did_not, "anna", NOW).status is Status.OPEN


@pytest.mark.parametrize("helper", [APART, BLOCKING, SUSPENDED], ids=["blocked", "blocking", "suspended"])
@pytest.mark.parametrize("kind", NoticeKind)
def test_to_who_is_apart_only_a_cancelled_visit_is_still_told(helper: Member, kind: NoticeKind) -> None:
    """I7."""
    request = replace(matched("anna"), notices=(a_notice(kind),))
    [notice] = settle(request, people(helper), NOW).notices
    if kind is NoticeKind.VISIT_CANCELLED:
        assert notice.state is NoticeState.PENDING
    else:
        assert notice.state is NoticeState.DROPPED


def test_what_somebody_who_is_suspended_must_know_of_their_own_request_is_told() -> None:
    request = replace(a_request(), notices=(a_notice(NoticeKind.EXPIRED, REQUESTER, number=0),))
    known = {REQUESTER: a_member(REQUESTER, suspended_at=MORNING)}
    assert settle(request, known, NOW).notices[0].state is NoticeState.PENDING


# --- who is the other one ---


def test_a_requester_means_the_last_yes_or_that_of_a_round() -> None:
    first = an_ask("anna", state=AskState.WITHDRAWN, closed_at=MORNING)
    silent = an_ask("cas", round=2, state=AskState.TIMED_OUT, closed_at=MORNING)
    second = an_ask("bert", round=2, number=2, state=AskState.ACCEPTED, closed_at=MORNING)
    request = a_request(asks=(first, silent, second), round=2, status=Status.MATCHED)
    assert acts.between(request, REQUESTER) == (second, Actor.REQUESTER)
    assert acts.between(request, REQUESTER, 2) == (second, Actor.REQUESTER)
    assert acts.between(request, REQUESTER, 1) == (first, Actor.REQUESTER)
    assert acts.between(request, "cas") == (silent, Actor.HELPER)
    with pytest.raises(NotFound):
        acts.between(request, REQUESTER, 3)


def test_a_visit_that_was_cancelled_was_a_yes_too() -> None:
    released = replace(asked("anna", state=AskState.RELEASED), status=Status.CANCELLED)
    with pytest.raises(NotFound):
        acts.between(released, REQUESTER)
    was_told = replace(released, notices=(a_notice(NoticeKind.MATCHED, REQUESTER),))
    assert acts.between(was_told, REQUESTER)[0].helper_id == "anna"


# --- reports ---


def test_a_report_is_one_for_each_of_the_two_and_stays_the_first() -> None:
    request = matched("anna")
    ask = request.asks[0]
    after, made = acts.report(request, ask, Actor.HELPER, "anna", None, NOW)
    assert (made.id, made.reported_id) == (f"{ask.id}-helper", REQUESTER)
    assert happened(after) == [(Happening.WITHDRAWN, Actor.HELPER)]
    assert acts.report(after, ask, Actor.HELPER, "anna", Complaint.RUDE, NOW + hours(1)) == (after, made)
    again, other = acts.report(after, ask, Actor.REQUESTER, REQUESTER, Complaint.MONEY, NOW)
    assert (other.reported_id, other.concern) == ("anna", Complaint.MONEY)
    assert again.reports == (made, other)
    assert happened(again)[-1] == (Happening.REPORTED, Actor.REQUESTER)
    assert acts.between(again, REQUESTER) == (again.asks[0], Actor.REQUESTER)


def test_a_verdict_is_kept_with_who_gave_it_and_when() -> None:
    request = matched("anna")
    _, made = acts.report(request, request.asks[0], Actor.HELPER, "anna", None, NOW)
    talked = made.resolved(Verdict.TALKED, "cees", NOW)
    assert (talked.verdict, talked.resolved_by, talked.resolved_at) == (Verdict.TALKED, "cees", NOW)
    assert talked.resolved(Verdict.TALKED, "dirk", NOW + hours(1)) is talked
    assert talked.resolved(Verdict.SUSPENDED, "dirk", NOW + hours(1)).resolved_by == "dirk"


# --- profiles ---


def test_a_block_is_on_both_profiles_and_is_taken_back_from_both() -> None:
    rosa, anna = a_member(REQUESTER), a_member("anna")
    blocker, other = block(rosa, anna)
    assert (blocker.blocks, other.blocked_by) == (frozenset({"anna"}), frozenset({REQUESTER}))
    assert blocker.is_apart_from("anna")
    assert other.is_apart_from(REQUESTER)
    assert block(blocker, other) == (blocker, other)
    assert unblock(blocker, "anna", other) == (rosa, anna)
    assert unblock(blocker, "anna", None) == (rosa,)
    assert (forget(blocker, "anna"), forget(other, REQUESTER)) == (rosa, anna)
    back, _ = block(*reversed(block(rosa, anna)))
    assert back.is_apart_from(REQUESTER)


def test_a_hundred_blocks_fit_and_no_more_on_either_side() -> None:
    ids = frozenset(f"m{number}" for number in range(MOST))
    almost = frozenset(sorted(ids)[1:])
    block(a_member(REQUESTER, blocks=almost), a_member("anna", blocked_by=almost))
    for rosa, anna in (
        (a_member(REQUESTER, blocks=ids), a_member("anna")),
        (a_member(REQUESTER), a_member("anna", blocked_by=ids)),
    ):
        with pytest.raises(LimitReached):
            block(rosa, anna)
    known = a_member(REQUESTER, blocks=ids | {"anna"})
    assert block(known, a_member("anna", blocked_by=frozenset({REQUESTER})))[0] is known


def test_nobody_is_asked_or_found_while_suspended() -> None:
    anna = a_member("anna")
    assert anna.found_in
    assert (SUSPENDED.found_in, SUSPENDED.may_be_asked_at(NOW)) == (None, None)
    assert (anna.may_help(REQUESTER), SUSPENDED.may_help(REQUESTER), APART.may_help(REQUESTER)) == (True, False, False)
    assert APART.may_help("somebody else")
