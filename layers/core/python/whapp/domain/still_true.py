"""Which messages are still true: they may have had to wait for the morning, or for a second attempt."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from whapp.domain.ask import Ask, AskState
from whapp.domain.notice import Notice, NoticeKind
from whapp.domain.request import Request, Status

_ANY = frozenset(Status)
_TAKEN = _ANY - {Status.OPEN}


@dataclass(frozen=True, slots=True)
class _While:
    """In which state the request must be, and the ask that it is about; and whether the visit must be to come."""

    status: frozenset[Status] = _ANY
    ask: AskState | None = None
    before_visit: bool = False


_MATCHED = frozenset({Status.MATCHED})
_VISIT_TO_COME = _While(_MATCHED, AskState.ACCEPTED, before_visit=True)
_TRUE: Mapping[NoticeKind, _While] = {
    NoticeKind.ASK: _While(ask=AskState.OPEN),
    NoticeKind.RELEASED: _While(_TAKEN),
    NoticeKind.MATCHED: _While(_MATCHED, AskState.ACCEPTED),
    NoticeKind.SEARCHING_AGAIN: _While(frozenset({Status.OPEN})),
    NoticeKind.VISIT_REMINDER: _VISIT_TO_COME,
    NoticeKind.ARE_YOU_COMING: _VISIT_TO_COME,
    NoticeKind.HELPER_SILENT: _VISIT_TO_COME,
    NoticeKind.STAND_BY_WARNED: _While(_MATCHED, AskState.STAND_BY, before_visit=True),
    NoticeKind.STAND_BY_RELEASED: _While(_TAKEN, AskState.STAND_BY),
    NoticeKind.LET_GO: _While(ask=AskState.LET_GO),
    NoticeKind.VISIT_CANCELLED: _While(),
    NoticeKind.DID_IT_WORK_OUT: _While(_MATCHED),
    NoticeKind.DID_YOU_HELP: _While(_MATCHED, AskState.ACCEPTED),
    NoticeKind.HELPER_SAYS_NOT: _While(_MATCHED, AskState.ACCEPTED),
    NoticeKind.FELL_THROUGH: _While(ask=AskState.FELL_THROUGH),
    NoticeKind.THANKS: _While(frozenset({Status.HELPED}), AskState.ACCEPTED),
    NoticeKind.NOBODY_AVAILABLE: _While(),
    NoticeKind.NOBODY_ELSE: _While(),
    NoticeKind.EXPIRED: _While(),
    NoticeKind.ASSIGNED: _While(_MATCHED, AskState.ACCEPTED),
    NoticeKind.CANCELLED_BY_US: _While(),
}


def still_true(notice: Notice, request: Request, now: datetime) -> bool:
    """Whether what the message tells is still so."""
    true = _TRUE[notice.kind]
    if request.status not in true.status or (true.before_visit and now >= request.needed_from):
        return False
    if notice.number == 0:
        return notice.round == request.round
    ask = next((ask for ask in request.asks if (ask.round, ask.number) == (notice.round, notice.number)), None)
    if notice.kind is NoticeKind.RELEASED:
        return ask is not None and _heard_the_question(request, ask)
    return true.ask is None or (ask is not None and ask.state is true.ask)


def _heard_the_question(request: Request, ask: Ask) -> bool:
    """Whether the message of this ask, the last one to its helper, went out on any channel."""
    asking = request.notice(NoticeKind.ASK, ask)
    heard = asking is not None and bool(asking.sent)
    return heard and request.newest_asks[ask.helper_id] == ask and ask.state is not AskState.STAND_BY
