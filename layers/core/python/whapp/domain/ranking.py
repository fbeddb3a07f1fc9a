"""Whom to ask first among those who could help."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from heapq import nsmallest

from whapp.domain.ask import AskState
from whapp.domain.chance import LEAST, MOST, area_lift, near, own_lift
from whapp.domain.hours import falls_in
from whapp.domain.member import Offer
from whapp.domain.membership import shares_group
from whapp.domain.request import Prospect, Request, Status

SHORTLIST_SIZE = 50  # a search that needed more than fifty asks has other troubles than their order
_OVER = (AskState.DECLINED, AskState.WITHDRAWN, AskState.LET_GO, AskState.FELL_THROUGH, AskState.CALLED_OFF)
FAIRNESS = 0.15  # how much likelier a helper may be to say yes and yet come after one who is fully rested. Swept
FULLY_RESTED_DAYS = 28.0
MOST_IN_A_ROW = 3  # times that the same helper comes first, so that others get to know each other too
NEWCOMERS_SHARE = 10  # one request in so many begins with those who were never asked: 60 % of those who help nobody say
# that nobody asks them
NEWCOMERS_TURN = 4.0
SILENT_GAP = timedelta(days=1)  # after one silence, twice as long after each next; a no costs nothing
MOST_DOUBLINGS = 3
FIRST_OF_ALL = 100.0  # above any other worth
_AFTER_THE_OTHERS = 0.01  # the spread of chances: whoever is multiplied by it comes after all who are not
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Found:
    """An offer that the search came upon, and the circle in which it did."""

    offer: Offer
    circle: int


def suits(offer: Offer, request: Request, now: datetime) -> bool:
    """Whether the offer covers the place of the request, and any of the time that is left to help.

    The place is the middle of a cell, so a radius that is smaller than a cell is as good as the cell.
    Where only the attested are asked, a moderator vouches for its owner.
    """
    return (
        (bool(offer.groups) or not request.category.needs_attestation)
        and offer.member_id != request.requester_id
        and offer.point is not None
        and offer.point.metres_to(request.point) <= max(offer.radius_m, request.within_m)
        and falls_in(max(request.needed_from, now), request.needed_until, offer.days, offer.day_parts)
    )


def stand_bys(request: Request) -> tuple[Prospect, ...]:
    """Who said yes too late to an earlier round: the first to be asked in the next, in the order of their yes."""
    standing_by = [ask for ask in request.newest_asks.values() if ask.state is AskState.STAND_BY]
    waiting = sorted(standing_by, key=lambda ask: ask.closed_at or ask.asked_at)
    return tuple(
        Prospect(
            member_id=ask.helper_id,
            circle=ask.circle,
            chance=MOST,
            prior=ask.prior,
            worth=FIRST_OF_ALL - place,
            in_group=ask.in_group,
        )
        for place, ask in enumerate(waiting)
    )


def last_helper(past: Sequence[Request]) -> str | None:
    """Who helped last time, unless it is time that somebody else gets a turn. `past` is newest first."""
    helpers = [request.match.helper_id for request in past if request.status is Status.HELPED and request.match]
    if not helpers or helpers[:MOST_IN_A_ROW].count(helpers[0]) == MOST_IN_A_ROW:
        return None
    return helpers[0]


def first_of_all(offer: Offer, request: Request, now: datetime) -> tuple[Prospect, ...]:
    """The owner of this offer as the first to be asked, if they like to help the same people and it suits them."""
    if not offer.regulars:
        return ()
    circle = next((circle for circle, ring in enumerate(request.rings) if offer.cell in ring), len(request.rings) - 1)
    return tuple(replace(each, worth=FIRST_OF_ALL) for each in rank([Found(offer, circle)], request, now))


def done_with(request: Request) -> frozenset[str]:
    """Who is not asked (again) in this round: who was, who said no to this request, and whose match fell through."""
    return frozenset(ask.helper_id for ask in request.asks if ask.round == request.round or ask.state in _OVER)


def rank(found: Sequence[Found], request: Request, now: datetime) -> Sequence[Prospect]:
    """The best prospects for this round, best first.

    By the chance of a yes, corrected for fairness: longest not asked, and every so often somebody new. Those who were
    silent lately are left in peace while others can be asked, as is whoever is outside the groups that the requester
    wants asked first; and those who were asked for this request before come last.
    """
    area = area_lift(each.offer.record for each in found)
    left_out = done_with(request)
    prospects = (
        _prospect(each, request, area, now)
        for each in found
        if each.offer.member_id not in left_out and suits(each.offer, request, now)
    )
    return best(prospects)


def best(prospects: Iterable[Prospect]) -> Sequence[Prospect]:
    """The best of these, best first."""
    return nsmallest(SHORTLIST_SIZE, prospects, key=lambda prospect: -prospect.worth)


def _prospect(each: Found, request: Request, area: float, now: datetime) -> Prospect:
    offer = each.offer
    idle_days = (now - offer.last_asked) / _DAY if offer.last_asked else FULLY_RESTED_DAYS
    metres = offer.point.metres_to(request.point) if offer.point else 0.0
    prior = near(metres, same_group=shares_group(offer.groups, request.groups))
    chance = min(MOST, max(LEAST, prior * own_lift(offer.record, area, idle_days)))
    worth = chance * (1 + FAIRNESS * min(idle_days, FULLY_RESTED_DAYS) / FULLY_RESTED_DAYS)
    if offer.last_asked is None and _is_for_newcomers(request):
        worth *= NEWCOMERS_TURN
    in_group = shares_group(offer.groups, request.first_groups)
    is_outside = bool(request.first_groups) and not in_group
    if is_outside or (offer.last_asked and now < offer.last_asked + gap(offer.record.silences)):
        worth *= _AFTER_THE_OTHERS
    if metres > offer.radius_m:  # somewhere in the cell may be near enough, but the middle is not
        worth *= _AFTER_THE_OTHERS
    if offer.member_id in request.newest_asks:
        worth *= _AFTER_THE_OTHERS**2
    return Prospect(
        member_id=offer.member_id, circle=each.circle, chance=chance, prior=prior, worth=worth, in_group=in_group
    )


def gap(silences: int) -> timedelta:
    """How long somebody is left in peace after so many silences in a row, while others can be asked."""
    return SILENT_GAP * 2 ** min(silences - 1, MOST_DOUBLINGS) if silences else timedelta()


def _is_for_newcomers(request: Request) -> bool:
    """Whether those who were never asked come first for this request: the same answer whenever one asks."""
    return sum(request.id.encode()) % NEWCOMERS_SHARE == 0
