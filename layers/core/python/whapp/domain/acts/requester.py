"""What the requester does, and what is done for them."""

from dataclasses import replace
from datetime import datetime, timedelta

from whapp.domain.ask import AskState
from whapp.domain.ending import release_others, release_stand_bys
from whapp.domain.errors import InvalidInput, StateForbids
from whapp.domain.event import Actor, Happening
from whapp.domain.hours import QuietHours
from whapp.domain.notice import NoticeKind
from whapp.domain.request import LONGEST_SEARCH, MAX_WINDOW, Request, Status
from whapp.domain.visit import check_visited, next_round, take_silence

ENOUGH_TIME = timedelta(hours=1)  # two turns of half an hour; in less, the second search would end before it began
LEAST_CHANCE = timedelta(hours=4)  # eight such turns, in which nine of ten searches find somebody at a yes in four
WELCOME = timedelta(days=30)  # a thank-you that comes later puzzles; the words of the request are erased by then too
NIGHT = QuietHours()  # what most neighbours keep


def cancel(request: Request, now: datetime, by: Actor = Actor.REQUESTER) -> Request:
    """End the request because the requester, operations or Whapp says so; whoever was asked or would come is told."""
    if request.status is Status.CANCELLED:
        return request
    match = request.match
    request = request.move(Status.CANCELLED, now)
    if match:
        request = request.move_ask(match, AskState.RELEASED, now)
        request = request.tell(NoticeKind.VISIT_CANCELLED, match.helper_id, match)
        if request.posted_by and by is Actor.REQUESTER:  # the guest was told that somebody comes
            request = request.tell(NoticeKind.CANCELLED_BY_US, request.requester_id)
    request = release_stand_bys(release_others(request, now))
    return request.note(Happening.CANCELLED, now, by)


def leave(request: Request, now: datetime, by: Actor = Actor.REQUESTER) -> Request:
    """End the request of a requester who is not there any more. After the time to help nobody is on the way: then it
    ends as it does when they say nothing."""
    if request.status is Status.MATCHED and now >= request.needed_until:
        return take_silence(request, now)
    return cancel(request, now, by)


def gone(request: Request, now: datetime) -> Request:
    """The request when its requester left Whapp: at its end, and forgotten. Repeating it changes nothing."""
    return forget(request if request.status.is_final else leave(request, now))


def let_go_on(request: Request, now: datetime) -> Request:
    """A moderator vouches for the requester: neighbours may be asked at once."""
    if request.status is not Status.OPEN or not request.is_held_at(now):
        return request
    return replace(request, held_until=None, waiting_until=None).note(Happening.VOUCHED_FOR, now, Actor.MODERATOR)


def done(request: Request, now: datetime) -> Request:
    """The requester tells that the help was given."""
    if request.status is Status.HELPED:
        return request
    return release_stand_bys(request.move(Status.HELPED, now)).note(Happening.HELPED, now, Actor.REQUESTER)


def not_helped(request: Request, needed_until: datetime | None, now: datetime, round_: int | None = None) -> Request:
    """The neighbour did not come: search again at once, and tell that neighbour kindly. Nobody is accused.

    `round_` is the one in which that neighbour said yes: what is said about an earlier one is a repeat. Without it a
    repeat that comes after somebody else's yes is taken to be about them.
    When (almost) no time is left to help, there is as much again from now on, and a few waking hours at least;
    `needed_until` says otherwise. Raises StateForbids before the visit and without one, InvalidInput.
    """
    if round_ is not None and round_ > request.round:
        raise InvalidInput("round", "is still to come")
    if round_ is not None and round_ < request.round:
        return request
    if request.status is not Status.MATCHED and any(ask.state is AskState.FELL_THROUGH for ask in request.asks):
        return request
    check_visited(request, now)
    match = request.match
    assert match is not None  # nosec B101 # noqa: S101 - I2: somebody said yes
    start, until = _another_chance(request, needed_until, now)
    request = request.move_ask(match, AskState.FELL_THROUGH, now)
    request = request.tell(NoticeKind.FELL_THROUGH, match.helper_id, match)
    request = next_round(request, Happening.FELL_THROUGH, now, Actor.REQUESTER, match)
    return replace(request, needed_from=start, needed_until=until)


def _another_chance(request: Request, needed_until: datetime | None, now: datetime) -> tuple[datetime, datetime]:
    """The time to help in the next round."""
    if needed_until is not None:
        check_until(needed_until, now)
        return now, needed_until
    if request.needed_until - now >= ENOUGH_TIME:
        return request.needed_from, request.needed_until
    as_long_again = now + (request.needed_until - request.needed_from)
    return now, min(max(as_long_again, NIGHT.add_waking(now, LEAST_CHANCE)), now + MAX_WINDOW)


def thanks(request: Request, now: datetime) -> Request:
    """Thank the helper, once. Raises StateForbids when nobody helped, or too long ago."""
    match = request.match
    if request.status is not Status.HELPED or match is None or request.closed_at is None:
        raise StateForbids(request.status)
    if request.thanked_at:
        return request
    if now - request.closed_at > WELCOME:
        raise StateForbids("helped, and closed too long ago")
    request = replace(request, thanked_at=now).tell(NoticeKind.THANKS, match.helper_id, match)
    return request.note(Happening.THANKED, now, Actor.REQUESTER, match)


def forget(request: Request) -> Request:
    """The request of somebody who left Whapp: where it was only as a town knows it, and no trace of its words."""
    nowhere = replace(request, point=request.point.blurred(), rings=())
    return replace(nowhere, fingerprint="", groups=frozenset(), first_groups=frozenset())


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
    if needed_until - request.created_at > LONGEST_SEARCH:
        raise InvalidInput("needed_until", "is too long after the request was made; make a new one")
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
