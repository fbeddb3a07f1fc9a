"""What either of the matched pair may see of the other."""

from dataclasses import replace
from datetime import datetime

from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.errors import NotFound
from whapp.domain.event import Actor, Happening
from whapp.domain.request import Request
from whapp.domain.retention import Matter, until


def is_parted(request: Request, now: datetime) -> bool:
    """Whether the pair sees nothing of each other any more: a day after the end, and after a report."""
    match = request.match
    is_over = request.closed_at is not None and now > until(Matter.CONTACT, request.closed_at)
    return is_over or (match is not None and request.reported(match) is not None)


def show_contact(request: Request, viewer_id: str, now: datetime) -> tuple[Request, str]:
    """Log that one of the matched pair looks at the other's contact details, and say whose they are (I11).

    NotFound for anybody else, and for everybody when there is no match, a day after the end, and after a report.
    """
    match = request.match
    if match is None or is_parted(request, now):
        raise NotFound
    authorize(Caller(viewer_id), Action.SEE_CONTACT, request)
    by_requester = viewer_id == request.requester_id
    actor = Actor.REQUESTER if by_requester else Actor.HELPER
    if not by_requester:  # whoever looks up the way will come
        request = request.with_ask(replace(match, confirmed_at=now))
    shown = request.note(Happening.CONTACT_SHOWN, now, actor, match)
    return shown, match.helper_id if by_requester else request.requester_id
