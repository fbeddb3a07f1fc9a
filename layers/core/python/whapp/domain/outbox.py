"""Which messages go out now, and to whom: every message is claimed before it is sent.

A claim is saved in the same transaction as the rest of the decision, with the receiver's profile unchanged as its
condition. So two workers never send the same message at once, an attempt that crashed is repeated after its lease,
and nobody is told anything after they left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zlib import crc32

from whapp.domain.member import Member
from whapp.domain.notice import MOST_TURNED_AWAY, Notice, NoticeKind, NoticeState
from whapp.domain.policy import ATTEMPT_LEASE, COMES_BACK, MAX_ATTEMPTS
from whapp.domain.request import Request
from whapp.domain.still_true import still_true

_TO_THE_ASKED = frozenset(
    {NoticeKind.ASK, NoticeKind.RELEASED, NoticeKind.STAND_BY_WARNED, NoticeKind.STAND_BY_RELEASED}
)

AT_ONCE = 10  # messages claimed by one look: each may take two rows of its transaction; the others are for the next

# What comes after the visit is no hurry, however urgent the help was.
_CAN_WAIT = frozenset(
    {NoticeKind.DID_IT_WORK_OUT, NoticeKind.DID_YOU_HELP, NoticeKind.HELPER_SAYS_NOT, NoticeKind.THANKS}
)


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
    if not request.pending_notices:
        return request
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
    request = settle(request, people, now)
    if not request.pending_notices:
        return Outbox(request, (), None)
    for notice in request.notices:
        if notice.state is not NoticeState.PENDING:
            notices.append(notice)
            continue
        member = people[notice.member_id]
        due = member.may_be_told_at(
            max(now, _leased_until(notice)), urgent=request.urgent and notice.kind not in _CAN_WAIT
        )
        if due > now or len(deliveries) == AT_ONCE:
            notices.append(notice)
            waiting.append(due)
        else:
            claimed = replace(notice, attempts=notice.attempts + 1, attempted_at=now)
            notices.append(claimed)
            deliveries.append(Delivery(claimed, member))
    return Outbox(replace(request, notices=tuple(notices)), tuple(deliveries), min(waiting, default=None))


def put_off(claimed: Notice, until: datetime) -> Notice:
    """A claimed message that cannot go out before `until`, as it was: that was no attempt, and nobody tries earlier."""
    return replace(claimed, attempts=claimed.attempts - 1, attempted_at=until - ATTEMPT_LEASE)


def come_back(claimed: Notice, request: Request, now: datetime) -> Notice:
    """A claimed message that found the channel full: no attempt either, and soon again, each after a while of its own.

    But not for ever: a channel that is always full is out of order.
    """
    if claimed.turned_away == MOST_TURNED_AWAY:
        return claimed
    lot = crc32(f"{request.id} {claimed.id} {claimed.turned_away}".encode())
    put_back = put_off(claimed, now + timedelta(seconds=1 + lot % COMES_BACK))
    return replace(put_back, turned_away=claimed.turned_away + 1)


def _settled(notice: Notice, request: Request, member: Member | None, now: datetime) -> Notice:
    if member is None or not still_true(notice, request, now):
        return notice.settled(NoticeState.DROPPED)
    is_helper = member.id != request.requester_id
    if is_helper and not member.may_help(request.requester_id) and notice.kind is not NoticeKind.VISIT_CANCELLED:
        return notice.settled(NoticeState.DROPPED)  # but nobody walks to a door in vain
    if notice.kind in _TO_THE_ASKED and member.paused_until and member.paused_until > now:
        return notice.settled(NoticeState.DROPPED)
    exhausted = notice.attempts == MAX_ATTEMPTS and _leased_until(notice) <= now
    if exhausted or not set(member.channels) - set(notice.sent) - set(notice.failed):
        return notice.settled(NoticeState.SENT if notice.sent else NoticeState.FAILED)
    return notice


def _leased_until(notice: Notice) -> datetime:
    """Until when the last attempt keeps others from repeating it."""
    return notice.attempted_at + ATTEMPT_LEASE if notice.attempted_at else datetime.min.replace(tzinfo=UTC)
