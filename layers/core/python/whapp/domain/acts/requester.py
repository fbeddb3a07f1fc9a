"""What the requester does."""

from dataclasses import replace
from datetime import datetime

from whapp.domain.ask import AskState
from whapp.domain.ending import release_others
from whapp.domain.errors import InvalidInput, StateForbids
from whapp.domain.request import MAX_WINDOW, Actor, Happening, NoticeKind, Request, Status


def cancel(request: Request, now: datetime) -> Request:
    """End the request because the requester says so; whoever was asked or would come is told."""
    if request.status is Status.CANCELLED:
        return request
    match = request.match
    request = request.move(Status.CANCELLED, now)
    if match:
        request = request.move_ask(match, AskState.RELEASED, now)
        request = request.tell(NoticeKind.VISIT_CANCELLED, match.helper_id, match)
    return release_others(request, now).note(Happening.CANCELLED, now, Actor.REQUESTER)


def done(request: Request, now: datetime) -> Request:
    """The requester tells that the help was given."""
    if request.status is Status.HELPED:
        return request
    return request.move(Status.HELPED, now).note(Happening.HELPED, now, Actor.REQUESTER)


def extend(request: Request, needed_until: datetime, now: datetime) -> Request:
    """Give the search more time. Whoever can only help in the time that is won is looked for too.

    Raises StateForbids when nobody is being searched, InvalidInput for a time that is none to win.
    """
    if request.status is not Status.OPEN:
        raise StateForbids(request.status)
    if needed_until == request.needed_until:
        return request
    if needed_until < request.needed_until:
        raise InvalidInput("needed_until", "must be later than it is")
    check_until(needed_until, now)
    extended = replace(request, needed_until=needed_until).search_anew()
    return extended.note(Happening.EXTENDED, now, Actor.REQUESTER)


def check_until(needed_until: datetime, now: datetime) -> None:
    """Raise InvalidInput for an end of the time to help that has passed, or is too far away."""
    if needed_until <= now:
        raise InvalidInput("needed_until", "must be in the future")
    if needed_until - now > MAX_WINDOW:
        raise InvalidInput("needed_until", f"must be within {MAX_WINDOW.days} days")


def choose_circles(request: Request, circles: int | None, now: datetime) -> Request:
    """Search this far and no further: at once, and in a hurry; None leaves it to Whapp. Raises StateForbids."""
    if request.status is not Status.OPEN:
        raise StateForbids(request.status)
    if circles == request.circles:
        return request
    return replace(request, circles=circles).note(Happening.CIRCLES_CHOSEN, now, Actor.REQUESTER)
