"""What a neighbour who was asked does."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from whapp.domain.ask import Answer, Ask, AskState, Reason
from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.ending import release_others
from whapp.domain.errors import StateForbids
from whapp.domain.event import Actor, Happening
from whapp.domain.notice import NoticeKind
from whapp.domain.request import Request, Status
from whapp.domain.visit import check_visited, next_round


class Outcome(StrEnum):
    """What an answer came to. It was true at the instant it was decided (I8)."""

    MATCHED = "matched"
    DECLINED = "declined"
    TOO_LATE_STAND_BY = "too_late_stand_by"
    TOO_LATE = "too_late"
    CLOSED = "closed"


def answer(request: Request, ask: Ask, said: Answer, reason: Reason | None, now: datetime) -> tuple[Request, Outcome]:
    """Record a neighbour's answer: the first yes to an open request wins, however late it comes (I1, I15)."""
    ask = request.newest_asks[ask.helper_id]
    if ask.state is AskState.ACCEPTED:
        return request, Outcome.MATCHED  # a second tap, or a no after the yes: that is what withdrawing is for
    if ask.state is AskState.DECLINED:
        return request, Outcome.DECLINED  # a no is final for this request
    if ask.state in (AskState.WITHDRAWN, AskState.FELL_THROUGH, AskState.CALLED_OFF):
        return request, Outcome.CLOSED
    if said is not Answer.YES:
        return _decline(request, ask, reason, now), Outcome.DECLINED
    if request.status is Status.OPEN:
        return _accept(request, ask, now), Outcome.MATCHED
    if request.status is Status.MATCHED:
        return _stand_by(request, ask, now), Outcome.TOO_LATE_STAND_BY
    return request, Outcome.TOO_LATE if request.status is Status.HELPED else Outcome.CLOSED


def _accept(request: Request, ask: Ask, now: datetime) -> Request:
    request = request.move_ask(ask, AskState.ACCEPTED, now).move(Status.MATCHED, now)
    # Of this very ask the requester was told before, when it was let go in between.
    about = None if ask.state is AskState.LET_GO else ask
    request = release_others(request, now).tell(NoticeKind.MATCHED, request.requester_id, about)
    return request.note(Happening.MATCHED, now, Actor.HELPER, ask)


def _decline(request: Request, ask: Ask, reason: Reason | None, now: datetime) -> Request:
    if request.status.is_final:
        return request
    return request.move_ask(ask, AskState.DECLINED, now, reason).note(Happening.DECLINED, now, Actor.HELPER, ask)


def _stand_by(request: Request, ask: Ask, now: datetime) -> Request:
    if ask.state is AskState.STAND_BY:
        return request
    return request.move_ask(ask, AskState.STAND_BY, now).note(Happening.STAND_BY, now, Actor.HELPER, ask)


def withdraw(request: Request, helper_id: str, now: datetime) -> Request:
    """The matched helper cannot come after all: a new round starts."""
    match = request.match
    if match is None or match.helper_id != helper_id:
        authorize(Caller(helper_id), Action.WITHDRAW, request)
        if any(ask.state is AskState.WITHDRAWN for ask in request.asks if ask.helper_id == helper_id):
            return request
        raise StateForbids(request.status)
    if request.status is not Status.MATCHED:
        raise StateForbids(request.status)
    if now >= request.needed_until:
        raise StateForbids("matched, and the time to help is over")
    if match.worked_out:
        raise StateForbids("matched, and the helper told that it worked out")
    request = request.move_ask(match, AskState.WITHDRAWN, now)
    request = next_round(request, Happening.WITHDRAWN, now, Actor.HELPER, match)
    return request.tell(NoticeKind.SEARCHING_AGAIN, request.requester_id)


def coming(request: Request, helper_id: str, since: datetime, now: datetime) -> Request:
    """The matched helper says that they are coming; a word from before `since` does not count, and need not be given.

    Raises NotFound for anybody else, StateForbids when there is no visit to come to.
    """
    match = authorize(Caller(helper_id), Action.ATTEND, request.match)
    if request.status is not Status.MATCHED or now >= request.needed_from:
        raise StateForbids(request.status)
    if now < since or (match.confirmed_at and match.confirmed_at >= since):
        return request
    return request.with_ask(replace(match, confirmed_at=now)).note(Happening.COMING, now, Actor.HELPER, match)


def tell_how_it_went(request: Request, helper_id: str, *, worked_out: bool, now: datetime) -> Request:
    """The matched helper's word on the visit: the first one stays. When it did not happen, the requester is asked.

    Raises NotFound for anybody else, StateForbids before the visit and after the end.
    """
    match = authorize(Caller(helper_id), Action.ATTEND, request.match)
    if match.worked_out is not None:
        return request
    check_visited(request, now)
    request = request.with_ask(replace(match, worked_out=worked_out))
    if worked_out:
        return request.note(Happening.HELPER_SAYS_HELPED, now, Actor.HELPER, match)
    request = request.tell(NoticeKind.HELPER_SAYS_NOT, request.requester_id, match)
    return request.note(Happening.HELPER_SAYS_NOT, now, Actor.HELPER, match)
