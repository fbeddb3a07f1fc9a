"""What becomes of a request when its requester and a neighbour are not to meet.

Nobody is told why. Who is blocked by the helper hears what a requester hears of any helper who cannot come; who is
blocked by the requester hears what a helper hears of any visit that is cancelled.
"""

from collections.abc import Mapping
from datetime import datetime

from whapp.domain.acts.helper import answer, withdraw
from whapp.domain.acts.requester import gone, leave
from whapp.domain.ask import Answer, Ask, AskState
from whapp.domain.errors import NotFound
from whapp.domain.event import Actor, Happening
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind
from whapp.domain.request import ASK_MOVES, Request
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
        if round_ in (None, ask.round) and _was_a_yes(request, ask):
            return ask, Actor.REQUESTER
    raise NotFound


def _was_a_yes(request: Request, ask: Ask) -> bool:
    told = request.notice(NoticeKind.MATCHED, ask) or request.reported(ask, Actor.REQUESTER)
    return ask.state in _SAID_YES or told is not None


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
    """As if they had said so themselves: a no, or that they cannot come. But who came, came."""
    if ask.state is AskState.ACCEPTED:
        came = ask.worked_out or now >= request.needed_until
        return request if came else withdraw(request, ask.helper_id, now)
    return answer(request, ask, Answer.NO, None, now)[0]


def _call_off(request: Request, match: Ask, by: Actor, now: datetime) -> Request:
    request = request.move_ask(match, AskState.CALLED_OFF, now)
    request = request.tell(NoticeKind.VISIT_CANCELLED, match.helper_id, match)
    request = next_round(request, Happening.CALLED_OFF, now, by, match)
    knows = by is Actor.REQUESTER and not request.posted_by  # a guest does not know what their moderator did
    return request if knows else request.tell(NoticeKind.SEARCHING_AGAIN, request.requester_id)


def keep_apart(request: Request, people: Mapping[str, Member], now: datetime) -> Request:
    """The request without the helpers who may not help its requester, as far as `people` tells; ended when the
    requester is suspended, and forgotten when they are not among the `people`: they left.

    Whoever blocks, suspends or leaves does this at once; here it is done again, should they have died in between, or
    should the request have come to be beside them.
    """
    requester = people.get(request.requester_id)
    if requester is None:
        return gone(request, now)
    if request.status.is_final:
        return request
    if requester.suspended_at:
        return leave(request, now, Actor.WHAPP)
    for helper_id in request.newest_asks:
        helper = people.get(helper_id)
        if helper and not helper.may_help(request.requester_id):
            request = part(request, helper_id, _whose_doing(helper, request.requester_id), now)
    return request


def _whose_doing(helper: Member, requester_id: str) -> Actor:
    if helper.suspended_at:
        return Actor.WHAPP
    return Actor.REQUESTER if requester_id in helper.blocked_by else Actor.HELPER
