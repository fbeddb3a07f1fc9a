"""Which messages go out now, and to whom: every message is claimed before it is sent.

A claim is saved in the same transaction as the rest of the decision, with the receiver's profile unchanged as its
condition. So two workers never send the same message at once, an attempt that crashed is repeated after its lease,
and nobody is told anything after they left.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from whapp.domain.ask import AskState
from whapp.domain.member import Member
from whapp.domain.policy import ATTEMPT_LEASE, MAX_ATTEMPTS
from whapp.domain.request import Notice, NoticeKind, NoticeState, Request

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


def claim(request: Request, people: Mapping[str, Member], now: datetime) -> Outbox:
    """Claim every pending message that may go out now; settle those that never will.

    `people` holds every receiver that is still a member: whoever is absent has left.
    """
    notices: list[Notice] = []
    deliveries: list[Delivery] = []
    waiting: list[datetime] = []
    for notice in request.notices:
        member = people.get(notice.member_id)
        if notice.state is not NoticeState.PENDING:
            notices.append(notice)
        elif member is None or _pointless(notice, request, member, now):
            notices.append(notice.settled(NoticeState.DROPPED))
        elif (due := _due(notice, request, member, now)) > now:
            notices.append(notice)
            waiting.append(due)
        elif notice.attempts == MAX_ATTEMPTS or not _channels_left(notice, member):
            notices.append(notice.settled(NoticeState.SENT if notice.sent else NoticeState.FAILED))
        else:
            claimed = replace(notice, attempts=notice.attempts + 1, attempted_at=now)
            notices.append(claimed)
            deliveries.append(Delivery(claimed, member))
    return Outbox(replace(request, notices=tuple(notices)), tuple(deliveries), min(waiting, default=None))


def _pointless(notice: Notice, request: Request, member: Member, now: datetime) -> bool:
    if notice.kind not in _TO_THE_ASKED:
        return False
    if member.paused_until and member.paused_until > now:
        return True
    return notice.kind is NoticeKind.ASK and not any(
        (ask.round, ask.number, ask.state) == (notice.round, notice.number, AskState.OPEN) for ask in request.asks
    )


def _due(notice: Notice, request: Request, member: Member, now: datetime) -> datetime:
    leased = notice.attempted_at + ATTEMPT_LEASE if notice.attempted_at else now
    return member.may_be_told_at(max(now, leased), urgent=request.urgent)


def _channels_left(notice: Notice, member: Member) -> bool:
    return bool(set(member.channels) - set(notice.sent) - set(notice.failed))
