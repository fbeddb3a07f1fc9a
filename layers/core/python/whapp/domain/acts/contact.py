"""What either of the matched pair may see of the other."""

from dataclasses import replace
from datetime import datetime, timedelta

from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.errors import NotFound
from whapp.domain.event import Actor, Happening
from whapp.domain.request import Request
from whapp.domain.retention import Matter, until

ONE_LOOK = timedelta(minutes=1)  # to dial, to look again; a page that is loaded over and over fills no timeline


def is_parted(request: Request, now: datetime) -> bool:
    """Whether the pair sees nothing of each other any more: a day after the end, and after a report."""
    match = request.match
    is_over = request.closed_at is not None and now > until(Matter.CONTACT, request.closed_at)
    return is_over or (match is not None and request.reported(match) is not None)


def show_contact(request: Request, viewer_id: str, now: datetime) -> tuple[Request, str]:
    """Log that one of the matched pair looks at the other's contact details, and say whose they are (I11).

    Again within a minute it is the same look, and nothing changes.
    NotFound for anybody else, and for everybody when there is no match, a day after the end, and after a report.
    """
    match = request.match
    if match is None or is_parted(request, now):
        raise NotFound
    authorize(Caller(viewer_id), Action.SEE_CONTACT, request)
    by_requester = viewer_id == request.requester_id
    other_id = match.helper_id if by_requester else request.requester_id
    last = match.requester_looked_at if by_requester else match.helper_looked_at
    if last and now - last < ONE_LOOK:
        return request, other_id
    if by_requester:
        actor, looked = Actor.REQUESTER, replace(match, requester_looked_at=now)
    else:  # whoever looks up the way will come
        actor, looked = Actor.HELPER, replace(match, helper_looked_at=now, confirmed_at=now)
    return request.with_ask(looked).note(Happening.CONTACT_SHOWN, now, actor, match), other_id
