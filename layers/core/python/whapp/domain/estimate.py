"""What a requester is told: the chance of a yes, and how long it will likely take."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from whapp.domain.asking import Candidate, left_to_ask, pace, waking_time
from whapp.domain.chance import MOST, any_yes, at_hour
from whapp.domain.policy import MEDIAN_ANSWER, Policy, turn
from whapp.domain.request import Request

# A neighbourhood may be more willing or less than we think, and that is so for all of its people at once: the chance of
# a yes is told as the mean over such neighbourhoods. Swept in the lab, for calibration.
WILLINGNESS = (0.5, 1.0, 1.5)


@dataclass(frozen=True, slots=True)
class Estimate:
    """The chance of a yes (0-1) and the minutes in which half of such requests find one; None when none is likely."""

    chance: float
    minutes: int | None


def estimate(request: Request, bench: Sequence[Candidate], policy: Policy, now: datetime) -> Estimate:
    """Estimate from who could be asked, how many turns fit in the time left, and when the first may be asked.

    `bench` are the first of the shortlist with their profiles; of the others it is not known when they may be asked.
    """
    begins = max(now, request.held_until or now)
    starts = {each.member.id: each.member.may_be_asked_at(begins, urgent=request.urgent) for each in bench}
    latest = request.needed_until - policy.least_patience
    in_time = {id_: at for id_, at in starts.items() if at and at <= latest}
    first = min(in_time.values(), default=None)
    if first is None:
        return Estimate(0.0, None)
    likely = [
        at_hour(each.chance, first)
        for each in left_to_ask(request)
        if each.member_id in in_time or each.member_id not in starts
    ]
    rhythm = pace(request, policy, first)
    time = waking_time(first, request.needed_until, urgent=request.urgent)
    turns = max(1, math.floor(time / rhythm.patience)) * rhythm.open_asks
    within_reach = likely[:turns]
    chance = sum(any_yes(min(MOST, each * more) for each in within_reach) for more in WILLINGNESS) / len(WILLINGNESS)
    waits = (_asks_for_half(within_reach) - 1) // rhythm.open_asks
    minutes = (first - now + waits * turn(rhythm.patience) + MEDIAN_ANSWER) / timedelta(minutes=1)
    return Estimate(round(chance, 2), math.ceil(minutes))


def _asks_for_half(likely: Sequence[float]) -> int:
    """How many must be asked until somebody has said yes in every second search that finds anybody at all."""
    half = any_yes(likely) / 2
    return 1 + sum(any_yes(likely[:count]) < half for count in range(1, len(likely)))
