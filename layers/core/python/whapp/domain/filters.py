"""What a no teaches: one change to the helper's own offer that spares them such asks. Only the helper makes it.

How near "nearer" is must not tell where the requester lives. It is measured to the middle of the cell in which help is
needed, each about 5 km2, as every distance is: whoever moves their home and looks again finds that middle and no more.

- The step is a kilometre, about the side of a cell.
- A radius that is smaller than a cell is as good as the cell, so within it there is no nearer.
- It is measured once, at the no, and kept with the ask: a home that moves afterwards measures nothing.
"""

import math
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from whapp.domain.ask import Ask, AskState, Reason
from whapp.domain.category import Category
from whapp.domain.hours import AMSTERDAM, DAYS, Day
from whapp.domain.member import Offer
from whapp.domain.request import Request

STEP_M = 1_000
_INSTANT = timedelta(microseconds=1)


class FilterField(StrEnum):
    """What of an offer a filter changes, by the name that the API has for it."""

    RADIUS_M = "radius_m"
    DAYS = "days"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One change to the offer for `category`: no further than `radius_m`, not on `day`, or with neither not at all."""

    category: Category
    radius_m: int | None = None
    day: Day | None = None

    @property
    def field(self) -> FilterField:
        """What it changes."""
        if self.radius_m is not None:
            return FilterField.RADIUS_M
        return FilterField.DAYS if self.day else FilterField.CATEGORY

    def on(self, offer: Offer) -> Offer | None:
        """The offer with this filter, the same again when it had it; None when it is not offered any more."""
        if self.radius_m is not None:
            return replace(offer, radius_m=min(offer.radius_m, self.radius_m))
        return replace(offer, days=offer.days - {self.day}) if self.day else None


def nearer(offer: Offer | None, request: Request) -> int | None:
    """How far the helper would go at most if this request is too far, in metres; None when that cannot be said."""
    if offer is None or offer.point is None:
        return None
    metres = offer.point.metres_to(request.point)
    return None if metres <= request.within_m else (math.ceil(metres / STEP_M) - 1) * STEP_M or None


def filter_of(request: Request, ask: Ask) -> Filter | None:
    """The filter that the reason of a no asks for, whether it changes anything or not."""
    if ask.state is not AskState.DECLINED:
        return None
    match ask.reason:
        case Reason.TOO_FAR if ask.nearer_m:
            return Filter(category=request.category, radius_m=ask.nearer_m)
        case Reason.NOT_THIS_KIND:
            return Filter(category=request.category)
        case Reason.NOT_THIS_DAY if day := _only_day(request):
            return Filter(category=request.category, day=day)
    return None


def suggestion(request: Request, ask: Ask, offer: Offer | None) -> Filter | None:
    """The filter to offer after this no; None when there is none, it changes nothing, or no day would be left."""
    wanted = filter_of(request, ask)
    if wanted is None or offer is None:
        return None
    filtered = wanted.on(offer)
    return None if filtered == offer or (filtered and not filtered.days) else wanted


def _only_day(request: Request) -> Day | None:
    """The day of the week that the help is for; None when it may be on several."""
    first = request.needed_from.astimezone(AMSTERDAM).date()
    last = (request.needed_until - _INSTANT).astimezone(AMSTERDAM).date()
    return DAYS[first.weekday()] if first == last else None
