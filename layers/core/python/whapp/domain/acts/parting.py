"""What becomes of a request when its requester and a neighbour are not to meet.

Nobody is told why. Who is blocked by the helper hears what a requester hears of any helper who cannot come; who is
blocked by the requester hears what a helper hears of any visit that is cancelled.
"""

from collections.abc import Mapping
from datetime import datetime

from whapp.domain.acts.helper import answer, withdraw
from whapp.domain.ask import Answer, Ask, AskState
from whapp.domain.errors import NotFound
from whapp.domain.event import Actor, Happening
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind
from whapp.domain.request import ASK_MOVES, Request, Status
from whapp.domain.visit import next_round

_SAID_YES = frozenset({AskState.ACCEPTED, AskState.WITHDRAWN, AskState.LET_GO, AskState.FELL_THROUGH})


def between(request: Request, member_id: str, round_: int | None = None) -> tuple[Ask, Actor]:
    """The ask that the member shares with the other one, and which of the two they are.

    Whoever was not asked is on the requester's side: theirs is the last ask that was a yes, or the one of this round,
    for of others they know nothing. Raises NotFound when there is none.
    """
    if mine := request.newest_asks.get(member_id):
        return mine, Actor.HELPER
    for ask in reversed(request.asks):
        if round_ in (None, ask.round) and (ask.state in _SAID_YES or request.notice(NoticeKind.MATCHED, ask)):
            return ask, Actor.REQUESTER
    raise NotFound


def part(request: Request, helper_id: str, by: Actor, now: datetime) -> Request:
    """The request without this helper, because `by` wants it so; the search goes on. Repeating it changes nothing.

    What is over stays as it was: nobody is looked for again after the time to help, and an end is an end (I6).
    """
    ask = request.newest_asks.get(helper_id)
    if ask is None or request.status.is_final:
        return request
    if by is Actor.HELPER:
        return _helper_leaves(request, ask, now)
    if ask.state is AskState.ACCEPTED:
        return _call_off(request, ask, by, now) if now < request.needed_until else request
    if AskState.CALLED_OFF in ASK_MOVES[ask.state]:
        return request.move_ask(ask, AskState.CALLED_OFF, now).note(Happening.CALLED_OFF, now, ask=ask)
    return request


def _helper_leaves(request: Request, ask: Ask, now: datetime) -> Request:
    """As if they had said so themselves: a no, or that they cannot come."""
    if ask.state is AskState.ACCEPTED:
        return withdraw(request, ask.helper_id, now) if now < request.needed_until else request
    return answer(request, ask, Answer.NO, None, now)[0]


def _call_off(request: Request, match: Ask, by: Actor, now: datetime) -> Request:
    request = request.move_ask(match, AskState.CALLED_OFF, now)
    request = request.tell(NoticeKind.VISIT_CANCELLED, match.helper_id, match)
    request = next_round(request, Happening.CALLED_OFF, now, by, match)
    return request if by is Actor.REQUESTER else request.tell(NoticeKind.SEARCHING_AGAIN, request.requester_id)


def keep_apart(request: Request, people: Mapping[str, Member], now: datetime) -> Request:
    """The request without the helpers who are apart from its requester, as far as `people` tells.

    Whoever blocks does this at once; here it is done again, should they have died in between.
    """
    if request.status not in (Status.OPEN, Status.MATCHED):
        return request
    for helper_id in request.newest_asks:
        helper = people.get(helper_id)
        if helper and helper.is_apart_from(request.requester_id):
            by = Actor.REQUESTER if request.requester_id in helper.blocked_by else Actor.HELPER
            request = part(request, helper_id, by, now)
    return request
