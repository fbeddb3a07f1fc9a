"""Which messages go out now, and to whom: every message is claimed before it is sent.

A claim is saved in the same transaction as the rest of the decision, with the receiver's profile unchanged as its
condition. So two workers never send the same message at once, an attempt that crashed is repeated after its lease,
and nobody is told anything after they left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from whapp.domain.ask import Ask, AskState
from whapp.domain.member import Member
from whapp.domain.policy import ATTEMPT_LEASE, MAX_ATTEMPTS
from whapp.domain.request import Notice, NoticeKind, NoticeState, Request, Status

_TO_THE_ASKED = frozenset({NoticeKind.ASK, NoticeKind.RELEASED})


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message that this worker may send now, to this member."""

    notice: Notice
    to: Member


@dataclass(frozen=True, slots=True)
class Outbox:
    """The request with its claims, what to send, and when the next message is due if one has to wait."""

    request: Request
    deliveries: tuple[Delivery, ...]
    next_due: datetime | None


def settle(request: Request, people: Mapping[str, Member], now: datetime) -> Request:
    """Give up the messages that will never go out: their receiver left, they are not true any more, or tried enough.

    `people` holds every receiver that is still a member: whoever is absent has left.
    """
    return replace(
        request,
        notices=tuple(
            _settled(notice, request, people.get(notice.member_id), now)
            if notice.state is NoticeState.PENDING
            else notice
            for notice in request.notices
        ),
    )


def claim(request: Request, people: Mapping[str, Member], now: datetime) -> Outbox:
    """Claim every pending message that may go out now."""
    notices: list[Notice] = []
    deliveries: list[Delivery] = []
    waiting: list[datetime] = []
    for notice in settle(request, people, now).notices:
        if notice.state is not NoticeState.PENDING:
            notices.append(notice)
            continue
        member = people[notice.member_id]
        due = member.may_be_told_at(max(now, _leased_until(notice)), urgent=request.urgent)
        if due > now:
            notices.append(notice)
            waiting.append(due)
        else:
            claimed = replace(notice, attempts=notice.attempts + 1, attempted_at=now)
            notices.append(claimed)
            deliveries.append(Delivery(claimed, member))
    return Outbox(replace(request, notices=tuple(notices)), tuple(deliveries), min(waiting, default=None))


def _settled(notice: Notice, request: Request, member: Member | None, now: datetime) -> Notice:
    if member is None or not _still_true(notice, request):
        return notice.settled(NoticeState.DROPPED)
    if notice.kind in _TO_THE_ASKED and member.paused_until and member.paused_until > now:
        return notice.settled(NoticeState.DROPPED)
    exhausted = notice.attempts == MAX_ATTEMPTS and _leased_until(notice) <= now
    if exhausted or not set(member.channels) - set(notice.sent) - set(notice.failed):
        return notice.settled(NoticeState.SENT if notice.sent else NoticeState.FAILED)
    return notice


def _still_true(notice: Notice, request: Request) -> bool:
    """Whether what the message tells is still so: it may have had to wait for the morning."""
    ask = next((ask for ask in request.asks if (ask.round, ask.number) == (notice.round, notice.number)), None)
    match notice.kind:
        case NoticeKind.ASK:
            return ask is not None and ask.state is AskState.OPEN
        case NoticeKind.MATCHED:
            return request.status is Status.MATCHED and ask is not None and ask == request.match
        case NoticeKind.SEARCHING_AGAIN:
            return request.status is Status.OPEN and notice.round == request.round
        case NoticeKind.RELEASED:
            return request.status is not Status.OPEN and ask is not None and _heard_the_question(request, ask)
        case NoticeKind.DID_IT_WORK_OUT:
            return request.status is Status.MATCHED
        case NoticeKind.DID_YOU_HELP:
            return request.status is Status.MATCHED and ask is not None and ask == request.match
        case NoticeKind.HELPER_SAYS_NOT:
            return request.status is Status.MATCHED and ask is not None and ask.worked_out is False
        case NoticeKind.VISIT_CANCELLED | NoticeKind.FELL_THROUGH | NoticeKind.NOBODY_AVAILABLE | NoticeKind.EXPIRED:
            return True


def _heard_the_question(request: Request, ask: Ask) -> bool:
    """Whether the message of this ask, the last one to its helper, went out on any channel."""
    if request.newest_asks[ask.helper_id] != ask:
        return False
    asking = (ask.round, ask.number, NoticeKind.ASK)
    return any(notice.sent for notice in request.notices if (notice.round, notice.number, notice.kind) == asking)


def _leased_until(notice: Notice) -> datetime:
    """Until when the last attempt keeps others from repeating it."""
    return notice.attempted_at + ATTEMPT_LEASE if notice.attempted_at else datetime.min.replace(tzinfo=UTC)
