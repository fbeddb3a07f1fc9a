"""What operations do for a request when people call them. Each is a pure function; repeating it changes nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from whapp.domain import acts, needs
from whapp.domain.errors import StateForbids
from whapp.domain.event import Actor, Happening
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Request, Status


def pause(request: Request, now: datetime) -> Request:
    """Ask nobody more until `resume`; an answer still counts, and time runs. Raises StateForbids after the end."""
    if request.status.is_final:
        raise StateForbids(request.status)
    if request.paused_at:
        return request
    return replace(request, paused_at=now).note(Happening.PAUSED, now, Actor.OPERATIONS)


def resume(request: Request, now: datetime) -> Request:
    """Search on. Raises StateForbids after the end."""
    if request.status.is_final:
        raise StateForbids(request.status)
    if request.paused_at is None:
        return request
    return replace(request, paused_at=None).note(Happening.RESUMED, now, Actor.OPERATIONS)


def cancel(request: Request, now: datetime) -> Request:
    """End the request, and tell its requester too. Raises StateForbids after another end."""
    if request.status is Status.CANCELLED:
        return request
    request = acts.cancel(request, now, Actor.OPERATIONS)
    return request.tell(NoticeKind.CANCELLED_BY_US, request.requester_id)


def assign(request: Request, helper: Member, now: datetime, mint: Callable[[], str]) -> Request:
    """Note the yes of a neighbour who gave it by telephone, and send them the link to what they need to know.

    Raises StateForbids when somebody else comes already, after the end, and for whoever is not to be asked for this
    very request. Why they are not stays between the two: a no, a block and a suspension sound the same.
    """
    if request.match and request.match.helper_id == helper.id:
        return request
    after, outcome = needs.step_forward(request, helper, now, mint())
    if outcome is not acts.Outcome.MATCHED or after.match is None:
        raise StateForbids(_why_not(request, now))
    match, after = after.match, after.note(Happening.ASSIGNED, now, Actor.OPERATIONS, after.match)
    return after.tell_with_link(NoticeKind.ASSIGNED, match, mint)


def _why_not(request: Request, now: datetime) -> str:
    if request.status is not Status.OPEN:
        return request.status
    return "open, and not for this helper" if now < request.needed_until else "open, and the time to help is over"
