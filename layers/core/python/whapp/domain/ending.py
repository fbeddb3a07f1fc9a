"""How a search comes to an end, and who is told."""

from datetime import datetime

from whapp.domain.ask import AskState
from whapp.domain.event import Actor, Happening
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Request, Status

_ENDS = {
    Status.HELPED: (Happening.HELPED, None),
    Status.EXPIRED: (Happening.EXPIRED, NoticeKind.EXPIRED),
    Status.NOBODY_AVAILABLE: (Happening.NOBODY_AVAILABLE, NoticeKind.NOBODY_AVAILABLE),
}


def end(request: Request, status: Status, now: datetime, by: Actor = Actor.WHAPP) -> Request:
    """The request at its end, which its requester is told unless they know already.

    Who still waits to hear that their neighbour does not come hears both at once.
    """
    what, notice = _ENDS[status]
    if notice and any(each.kind is NoticeKind.SEARCHING_AGAIN for each in request.pending_notices):
        notice = NoticeKind.NOBODY_ELSE
    request = request.move(status, now).note(what, now, by)
    request = request.tell(notice, request.requester_id) if notice else request
    return release_stand_bys(request)


def release_others(request: Request, now: datetime) -> Request:
    """Close every open ask because the answer is no longer needed, and tell those neighbours so."""
    for ask in request.open_asks:
        request = request.move_ask(ask, AskState.RELEASED, now).tell(NoticeKind.RELEASED, ask.helper_id, ask)
    return request


def release_stand_bys(request: Request) -> Request:
    """Tell whoever stood by that they need not be ready any more."""
    for ask in request.newest_asks.values():
        if ask.state is AskState.STAND_BY:
            request = request.tell(NoticeKind.STAND_BY_RELEASED, ask.helper_id, ask)
    return request
