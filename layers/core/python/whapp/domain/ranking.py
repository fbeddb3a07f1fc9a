"""Whom to ask first among those who could help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from heapq import nsmallest

from whapp.domain.ask import AskState
from whapp.domain.hours import falls_in
from whapp.domain.member import Offer
from whapp.domain.request import Prospect, Request

SHORTLIST_SIZE = 50  # a search that needed more than fifty asks has other troubles than their order
_OVER = (AskState.DECLINED, AskState.WITHDRAWN, AskState.LET_GO, AskState.FELL_THROUGH)
_NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Found:
    """An offer that the search came upon, and the circle in which it did."""

    offer: Offer
    circle: int


def suits(offer: Offer, request: Request) -> bool:
    """Whether the offer covers the place and the time of the request."""
    return (
        offer.member_id != request.requester_id
        and offer.point is not None
        and offer.point.metres_to(request.point) <= offer.radius_m
        and falls_in(request.needed_from, request.needed_until, offer.days, offer.day_parts)
    )


def stand_bys(request: Request) -> tuple[Prospect, ...]:
    """Who said yes too late to an earlier round: the first to be asked in the next, in the order of their yes."""
    standing_by = [ask for ask in request.newest_asks.values() if ask.state is AskState.STAND_BY]
    waiting = sorted(standing_by, key=lambda ask: ask.closed_at or ask.asked_at)
    return tuple(Prospect(member_id=ask.helper_id, circle=ask.circle) for ask in waiting)


def done_with(request: Request) -> frozenset[str]:
    """Who is not asked (again) in this round: who was, who said no to this request, and whose match fell through."""
    return frozenset(ask.helper_id for ask in request.asks if ask.round == request.round or ask.state in _OVER)


def in_turn(request: Request) -> Sequence[Prospect]:
    """Those on the shortlist who may still be asked in this round, in the order of their turns.

    Nobody outside the circles that the requester chose; those further away first while the requester wants it wider,
    but never before a stand-by.
    """
    listed = request.shortlist.prospects if request.shortlist else ()
    standing_by, left_out = {prospect.member_id for prospect in stand_bys(request)}, done_with(request)
    left = [each for each in listed if each.member_id not in left_out and each.circle < request.reach]
    if not request.wants_wider:
        return left
    return sorted(left, key=lambda each: each.circle < request.circles_asked and each.member_id not in standing_by)


def rank(found: Iterable[Found], request: Request) -> Sequence[Prospect]:
    """The best prospects for this round, best first.

    Those who were not asked for this request yet come first; within that the nearest circle, then who was not asked
    for longest, then the shortest way.
    """
    asked_before = request.newest_asks.keys()

    def order(each: Found) -> tuple[bool, int, datetime, float]:
        offer = each.offer
        way = offer.point.metres_to(request.point) if offer.point else 0.0
        return offer.member_id in asked_before, each.circle, offer.last_asked or _NEVER, way

    left_out = done_with(request)
    eligible = (each for each in found if each.offer.member_id not in left_out and suits(each.offer, request))
    best = nsmallest(SHORTLIST_SIZE, eligible, key=order)
    return [Prospect(member_id=each.offer.member_id, circle=each.circle) for each in best]
