"""How a search comes to an end, and who is told."""

from datetime import datetime

from whapp.domain.ask import AskState
from whapp.domain.request import Actor, Happening, NoticeKind, Request, Status

_ENDS = {
    Status.HELPED: (Happening.HELPED, None),
    Status.EXPIRED: (Happening.EXPIRED, NoticeKind.EXPIRED),
    Status.NOBODY_AVAILABLE: (Happening.NOBODY_AVAILABLE, NoticeKind.NOBODY_AVAILABLE),
}


def end(request: Request, status: Status, now: datetime, by: Actor = Actor.WHAPP) -> Request:
    """The request at its end, which its requester is told unless they know already."""
    what, notice = _ENDS[status]
    request = request.move(status, now).note(what, now, by)
    return request.tell(notice, request.requester_id) if notice else request


def release_others(request: Request, now: datetime) -> Request:
    """Close every open ask because the answer is no longer needed, and tell those neighbours so."""
    for ask in request.open_asks:
        request = request.move_ask(ask, AskState.RELEASED, now).tell(NoticeKind.RELEASED, ask.helper_id, ask)
    return request
