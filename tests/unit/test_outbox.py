"""The outbox: every message is claimed before it is sent, tried a few times, and never sent when it has no point."""

from collections import Counter
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from tests.support.builders import (
    MORNING,
    REQUESTER,
    a_member,
    a_notice,
    a_request,
    amsterdam,
    an_ask,
    asked,
    hours,
    matched,
    people,
)
from whapp.domain import acts
from whapp.domain.ask import Answer, AskState
from whapp.domain.member import Channel, Member
from whapp.domain.notice import Notice, NoticeKind, NoticeState
from whapp.domain.outbox import Delivery, Outbox, claim, come_back, kept_waiting
from whapp.domain.policy import ATTEMPT_LEASE, COMES_BACK, MAX_ATTEMPTS
from whapp.domain.request import Request, Status, Urgency

BOTH = (Channel.SMS, Channel.EMAIL)
TO_ROSA = a_notice(NoticeKind.MATCHED, REQUESTER)


def look(notice: Notice, *members: Member, now: datetime = MORNING, request: Request | None = None) -> Outbox:
    about = request or asked("anna")
    return claim(replace(about, notices=(notice,)), people(*(members or [a_member("anna")])), now)


def test_a_pending_message_is_claimed_and_handed_out() -> None:
    outbox = look(a_notice())
    [delivery] = outbox.deliveries
    assert delivery.notice == a_notice(attempts=1, attempted_at=MORNING)
    assert outbox.request.notices == (delivery.notice,)
    assert outbox.next_due is None


@pytest.mark.parametrize("state", [NoticeState.SENT, NoticeState.FAILED, NoticeState.DROPPED])
def test_what_is_settled_is_left_alone(state: NoticeState) -> None:
    """I10."""
    outbox = look(a_notice(state=state))
    assert not outbox.deliveries
    assert outbox.request.notices == (a_notice(state=state),)


def test_a_message_that_was_turned_away_comes_back_soon_and_loses_no_attempt() -> None:
    """I10: too many at once says nothing about this one."""
    claimed = look(a_notice()).deliveries[0].notice
    back = come_back(claimed, asked("anna"), MORNING)
    waiting = look(back)
    assert not waiting.deliveries
    assert waiting.next_due
    assert MORNING < waiting.next_due <= MORNING + timedelta(seconds=COMES_BACK)
    assert look(back, now=waiting.next_due).deliveries[0].notice.attempts == claimed.attempts


def test_messages_that_were_turned_away_together_do_not_come_back_together() -> None:
    claimed = look(a_notice()).deliveries[0].notice
    requests = [replace(asked("anna"), id=f"request-{number:08}") for number in range(400)]
    due = Counter(look(come_back(claimed, each, MORNING), request=each).next_due for each in requests)
    assert len(due) == COMES_BACK
    assert max(due.values()) < 2 * 400 / COMES_BACK


def test_a_channel_that_never_takes_a_message_is_out_of_order_in_the_end() -> None:
    """I14: nothing waits for ever."""
    notice, now = a_notice(), MORNING
    while True:
        outbox = look(notice, now=now)
        [settled] = outbox.request.notices
        if settled.state is not NoticeState.PENDING:
            break
        notice = come_back(outbox.deliveries[0].notice, asked("anna"), now) if outbox.deliveries else settled
        now = outbox.next_due or now
    assert settled.state is NoticeState.FAILED
    assert hours(0.1) < now - MORNING < hours(0.5)


def test_a_claim_keeps_others_from_sending_until_its_lease_is_over() -> None:
    claimed = a_notice(attempts=1, attempted_at=MORNING)
    early = look(claimed, now=MORNING + ATTEMPT_LEASE / 2)
    assert (early.deliveries, early.next_due) == ((), MORNING + ATTEMPT_LEASE)
    assert look(claimed, now=MORNING + ATTEMPT_LEASE).deliveries[0].notice.attempts == 2


@pytest.mark.parametrize(
    ("sent", "becomes"), [((), NoticeState.FAILED), ((Channel.SMS,), NoticeState.SENT)], ids=["nothing", "a-part"]
)
def test_after_the_last_attempt_it_is_given_up(sent: tuple[Channel, ...], becomes: NoticeState) -> None:
    """I10."""
    tired = a_notice(attempts=MAX_ATTEMPTS, attempted_at=MORNING, sent=sent, secret="s")
    outbox = look(tired, a_member("anna", channels=BOTH), now=MORNING + hours(1))
    assert not outbox.deliveries
    assert outbox.request.notices[0] == replace(tired, state=becomes, secret=None)
    just_over = look(tired, a_member("anna", channels=BOTH), now=MORNING + ATTEMPT_LEASE)
    assert just_over.request.notices[0].state is becomes


@pytest.mark.parametrize("kind", NoticeKind)
def test_nothing_goes_to_somebody_who_left(kind: NoticeKind) -> None:
    """I7."""
    outbox = look(a_notice(kind), a_member("bert"))
    assert not outbox.deliveries
    assert outbox.request.notices[0].state is NoticeState.DROPPED


@pytest.mark.parametrize("kind", [NoticeKind.ASK, NoticeKind.RELEASED])
def test_nobody_on_a_pause_is_bothered_about_an_ask(kind: NoticeKind) -> None:
    """I7."""
    outbox = look(a_notice(kind), a_member("anna", paused_until=MORNING + hours(1)))
    assert outbox.request.notices[0].state is NoticeState.DROPPED
    assert look(a_notice(NoticeKind.ASK), a_member("anna", paused_until=MORNING)).deliveries, "a pause that is over"


def test_a_pause_does_not_keep_somebody_from_hearing_about_their_own_visit() -> None:
    """Promise 2: never a cancelled request that somebody still walks to."""
    paused = a_member("anna", paused_until=MORNING + hours(1))
    assert look(a_notice(NoticeKind.VISIT_CANCELLED), paused).deliveries


@pytest.mark.parametrize("state", [state for state in AskState if state is not AskState.OPEN])
def test_an_ask_that_is_not_open_any_more_is_not_sent(state: AskState) -> None:
    outbox = look(a_notice(secret="s"), request=asked("anna", state=state))
    assert outbox.request.notices[0] == a_notice(state=NoticeState.DROPPED)


def test_the_ask_of_an_earlier_round_is_not_sent_because_one_of_this_round_is_open() -> None:
    assert look(a_notice(round=2)).request.notices[0].state is NoticeState.DROPPED


def test_a_message_waits_for_the_end_of_quiet_hours() -> None:
    """I16."""
    night = amsterdam(2026, 3, 4, 23)
    outbox = look(TO_ROSA, now=night, request=matched("anna"))
    assert (outbox.deliveries, outbox.next_due) == ((), amsterdam(2026, 3, 5, 8))
    assert outbox.request.notices == (TO_ROSA,), "waiting is no attempt"


@pytest.mark.parametrize(("allowed", "urgency", "goes"), [
    (True, Urgency.URGENT, True), (True, Urgency.TODAY, False), (False, Urgency.URGENT, False),
])  # fmt: skip
def test_only_urgent_messages_override_quiet_hours_and_only_for_those_who_allowed_it(
    allowed: bool, urgency: Urgency, goes: bool
) -> None:
    """I16."""
    anna = a_member("anna", urgent_overrides_quiet=allowed)
    outbox = look(a_notice(), anna, now=amsterdam(2026, 3, 4, 23), request=asked("anna", urgency=urgency))
    assert bool(outbox.deliveries) is goes


def test_somebody_without_any_channel_cannot_be_reached() -> None:
    outbox = look(a_notice(), a_member("anna", channels=()))
    assert outbox.request.notices[0].state is NoticeState.FAILED


def test_the_next_look_is_for_the_message_that_is_due_first() -> None:
    early, late = (
        a_notice(member_id=name, number=number, attempts=1, attempted_at=MORNING - ATTEMPT_LEASE * share)
        for name, number, share in (("anna", 1, 0.5), ("bert", 2, 0.25))
    )
    request = asked("anna", "bert", notices=(late, early))
    outbox = claim(request, people(a_member("anna"), a_member("bert")), MORNING)
    assert outbox.next_due == MORNING + ATTEMPT_LEASE * 0.5


STALE = {
    "the match fell through": (NoticeKind.MATCHED, asked("anna")),
    "it was cancelled": (NoticeKind.MATCHED, acts.cancel(matched("anna"), MORNING)),
    "somebody was found": (NoticeKind.SEARCHING_AGAIN, matched("anna")),
    "she told already": (NoticeKind.DID_IT_WORK_OUT, acts.done(matched("anna"), MORNING)),
}


@pytest.mark.parametrize(("kind", "request_"), STALE.values(), ids=STALE)
def test_what_is_no_longer_true_in_the_morning_is_not_told(kind: NoticeKind, request_: Request) -> None:
    """I8."""
    assert look(a_notice(kind, REQUESTER), request=request_).request.notices[0].state is NoticeState.DROPPED


def test_nobody_hears_that_it_is_solved_when_it_is_open_again() -> None:
    """I8: the match fell through before Anna could be told that there was one; now her yes would be welcome."""
    open_again = asked("anna", state=AskState.RELEASED, round=2)
    assert look(a_notice(NoticeKind.RELEASED), request=open_again).request.notices[0].state is NoticeState.DROPPED


@pytest.mark.parametrize("round_of_ask", [1, 2])
def test_a_match_is_news_whichever_round_the_yes_answered(round_of_ask: int) -> None:
    """Promise 7."""
    yes = an_ask("anna", round=round_of_ask, state=AskState.TIMED_OUT, closed_at=MORNING)
    after, _ = acts.answer(a_request(round=2, asks=(yes,)), yes, Answer.YES, None, MORNING)
    [delivery] = claim(after, people(a_member("anna")), MORNING).deliveries
    assert (delivery.notice.kind, delivery.to.id) == (NoticeKind.MATCHED, REQUESTER)


# --- what becomes of an attempt ---


def test_what_one_channel_refused_is_for_the_next() -> None:
    first = a_notice(secret="s").tried(Channel.SMS, reached=False, channels=BOTH)
    assert (first.state, first.failed, first.secret) == (NoticeState.PENDING, (Channel.SMS,), "s")
    second = first.tried(Channel.EMAIL, reached=True, channels=BOTH)
    assert (second.state, second.sent, second.secret) == (NoticeState.SENT, (Channel.EMAIL,), None)


def test_what_one_channel_took_is_not_for_the_next() -> None:
    """I10: one message, one channel."""
    first = a_notice(secret="s").tried(Channel.SMS, reached=True, channels=BOTH)
    assert (first.state, first.sent, first.failed, first.secret) == (NoticeState.SENT, (Channel.SMS,), (), None)


def test_a_channel_that_stays_out_of_reach_gives_way_at_the_last_attempt() -> None:
    anna, request = a_member("anna", channels=BOTH), asked("anna")
    for attempts in range(1, MAX_ATTEMPTS + 1):
        notice = a_notice(attempts=attempts, attempted_at=MORNING)
        kept = kept_waiting(Delivery(notice, anna), Channel.SMS, request, MORNING, full=False)
        assert kept.failed == ((Channel.SMS,) if attempts == MAX_ATTEMPTS else ())
    assert kept_waiting(Delivery(kept, anna), Channel.EMAIL, request, MORNING, full=False).state is NoticeState.FAILED


def test_what_an_earlier_version_sent_by_one_of_two_channels_is_out() -> None:
    """I19."""
    half = a_notice(sent=(Channel.SMS,), attempts=1, attempted_at=MORNING - hours(1), secret="s")
    outbox = look(half, a_member("anna", channels=BOTH))
    assert (outbox.deliveries, outbox.request.notices) == ((), (half.settled(NoticeState.SENT),))


def test_when_no_channel_works_it_failed() -> None:
    only = a_notice().tried(Channel.SMS, reached=False, channels=(Channel.SMS,))
    assert only.state is NoticeState.FAILED


def test_what_is_unsaid_is_dropped_unless_it_is_out_already() -> None:
    kinds = (NoticeKind.VISIT_REMINDER, NoticeKind.ARE_YOU_COMING, NoticeKind.MATCHED)
    waiting = tuple(a_notice(kind, secret="s") for kind in kinds)
    out = a_notice(NoticeKind.ARE_YOU_COMING, number=2, state=NoticeState.SENT)
    unsaid = matched("anna", notices=(*waiting, out)).unsay({NoticeKind.VISIT_REMINDER, NoticeKind.ARE_YOU_COMING})
    dropped = tuple(replace(each, state=NoticeState.DROPPED, secret=None) for each in waiting[:2])
    assert unsaid.notices == (*dropped, waiting[2], out)


@pytest.mark.parametrize(
    ("kind", "at_once"), [(NoticeKind.MATCHED, True), (NoticeKind.THANKS, False), (NoticeKind.DID_YOU_HELP, False)]
)
def test_however_urgent_the_help_was_what_comes_afterwards_waits_for_the_morning(
    kind: NoticeKind, at_once: bool
) -> None:
    """I16, promise 4: urgent requests may come at night to those who allowed it; thank-yous are no requests."""
    night = amsterdam(2026, 3, 4, 3)
    owl = a_member("anna", urgent_overrides_quiet=True)
    status = Status.HELPED if kind is NoticeKind.THANKS else Status.MATCHED
    request = replace(matched("anna", urgency=Urgency.URGENT), status=status)
    notice = a_notice(kind, "anna", number=1, secret="s")
    outbox = claim(replace(request, notices=(notice,)), people(owl), night)
    assert bool(outbox.deliveries) is at_once
