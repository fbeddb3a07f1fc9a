"""What a requester is told at the start: the chance of a yes, and how long it will likely take."""

import math
from dataclasses import dataclass
from datetime import datetime

from whapp.domain.asking import Candidate
from whapp.domain.policy import Policy
from whapp.domain.request import Request

YES_RATE = 0.30  # of one ask: 17-47 % of alerted volunteers say yes in field studies; the middle of that
MEDIAN_ANSWER_MINUTES = 6  # of those who answer an automated message, 3.6-6.1 in field studies


@dataclass(frozen=True, slots=True)
class Estimate:
    """The chance of a yes (0-1) and the minutes in which half of such requests find one; None when none is likely."""

    chance: float
    minutes: int | None


def estimate(request: Request, candidates: list[Candidate], policy: Policy, now: datetime) -> Estimate:
    """Estimate from who could be asked, how many turns fit in the time left, and when the first may be asked."""
    starts = [candidate.member.may_be_asked_at(now, urgent=request.urgent) for candidate in candidates]
    starts_in_time = sorted(at for at in starts if at and at < request.needed_until)
    if not starts_in_time:
        return Estimate(0.0, None)
    first = starts_in_time[0]
    patience = policy.patience(request, first)
    turns = min(len(starts_in_time), max(1, math.floor((request.needed_until - first) / patience)) * policy.open_asks)
    chance = 1 - (1 - YES_RATE) ** turns
    asks_for_half = math.ceil(math.log(0.5) / math.log(1 - YES_RATE))
    waits = min(asks_for_half, turns) - 1
    minutes = (first - now + waits * patience).total_seconds() / 60 + MEDIAN_ANSWER_MINUTES
    return Estimate(round(chance, 2), math.ceil(minutes))
