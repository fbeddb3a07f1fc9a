"""How Whapp asks: how many at once, how long it waits, how far it looks. Every constant has its reason here.

Whom it asks is in `ranking`, how likely they say yes in `chance`.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from whapp.domain.request import Request, Urgency

# Automated asks by SMS are answered with a median of 4-6 minutes, by about a third of the people at all; of those who
# answer, 60 % do so within the hour. So minutes suffice when it is urgent; a planned visit leaves time to look at the
# phone. With less than the brisk patience we would give up on many who would answer: rather ask two at once.
PATIENCE = {
    Urgency.URGENT: timedelta(minutes=10),
    Urgency.TODAY: timedelta(minutes=30),
    Urgency.PLANNED: timedelta(hours=2),
}
BRISK = {
    Urgency.URGENT: timedelta(minutes=9),
    Urgency.TODAY: timedelta(minutes=18),
    Urgency.PLANNED: timedelta(minutes=45),
}
LEAST_PATIENCE = timedelta(minutes=5)
MEDIAN_ANSWER = timedelta(minutes=6)  # of those who answer an automated message, 3.6-6.1 in field studies
SILENT = 2 / 3  # of those who are asked; about a third answers
ENOUGH = 0.9  # the chance of a yes for which turns are kept in hand, and for which the search widens
MOST_OPEN_ASKS = 5  # never a broadcast: the best published study keeps seven open (van den Berg 2026). Swept in the lab
SLACK = timedelta(minutes=2)  # more than a cascade needs for its longest retries of a step
LEAST_SLACK = timedelta(seconds=10)  # at any speed: two cold starts
FIRST_WAIT = timedelta(minutes=10)  # before a stranger's first request disturbs anybody: time to think better of it
MAX_ATTEMPTS = 3  # of sending one message
ATTEMPT_LEASE = timedelta(seconds=30)  # how long one attempt keeps others from repeating it: the worker's own time-out
# Seconds at most until a message that a full channel turned away comes back, each after its own: so they spread by
# themselves, and a thousand at eight o'clock go out nearly as fast as in one line (docs/benchmarks.md).
COMES_BACK = 20
CIRCLES = 3  # own cell, neighbouring cells, the ring around those: about 6 km across each way


@dataclass(frozen=True, slots=True)
class Pace:
    """How many asks may be open at once, and the time each neighbour gets to answer."""

    open_asks: int
    patience: timedelta


def pace(chances: Sequence[float], left: timedelta, urgency: Urgency, most: int = MOST_OPEN_ASKS) -> Pace:
    """One at a time with patience while that holds a good chance; brisker, then more at once, as it gets hard.

    `chances` are those of everybody who may still say yes, asked or to be asked, best first; `left` is the waking time
    in which a yes is of use.
    """
    turns = asks_needed(chances)
    patience = min(PATIENCE[urgency], max(BRISK[urgency], left / turns))
    if patience > left:
        patience = max(left, LEAST_PATIENCE)
    at_once = math.ceil(turns * turn(patience) / left) if left > timedelta() else most
    return Pace(max(1, min(at_once, most)), patience)


def turn(patience: timedelta) -> timedelta:
    """How long one ask takes up a place on average: whoever declines makes room early."""
    return SILENT * patience + (1 - SILENT) * min(MEDIAN_ANSWER, patience)


def asks_needed(chances: Sequence[float]) -> int:
    """How many of these must be asked until a yes is likely enough; all of them when even that is not."""
    nobody = 1.0
    for count, chance in enumerate(chances, start=1):
        nobody *= 1 - chance
        if 1 - nobody >= ENOUGH:
            return count
    return max(1, len(chances))


@dataclass(frozen=True, slots=True)
class Policy:
    """The asking policy. `speed` divides every patience, for demonstrations and tests; 1 is life."""

    speed: float = 1.0
    most_open_asks: int = MOST_OPEN_ASKS
    grace: timedelta = timedelta(hours=2)  # after the agreed time, before anybody is asked how it went
    follow_up: timedelta = timedelta(hours=48)  # for an answer to "did it work out?"
    first_wait: timedelta = FIRST_WAIT

    @property
    def slack(self) -> timedelta:
        """How long after it should have happened something counts as overdue."""
        return max(SLACK / self.speed, LEAST_SLACK)

    @property
    def least_patience(self) -> timedelta:
        """Nobody is asked who would have less time than this to answer."""
        return LEAST_PATIENCE / self.speed

    def pace(self, chances: Sequence[float], left: timedelta, urgency: Urgency) -> Pace:
        """As `pace`, at this policy's speed."""
        life = pace(chances, left, urgency, self.most_open_asks)
        return Pace(life.open_asks, life.patience / self.speed)

    def late_answers(self, request: Request) -> timedelta:
        """How long late answers are waited for when everybody was asked."""
        return PATIENCE[request.urgency] / self.speed

    def first_ask_at(self, first: datetime) -> datetime | None:
        """When anybody may be asked on behalf of somebody for whom nobody vouches, whose `first` request was then.

        The cascade counts whole seconds: a wait below one is none.
        """
        wait = self.first_wait / self.speed
        return first + wait if wait >= timedelta(seconds=1) else None

    def visit_over(self, request: Request) -> datetime:
        """When the visit must have been."""
        return request.needed_until + self.grace / self.speed

    def answers_by(self, now: datetime) -> datetime:
        """Until when we wait for word on how it went."""
        return now + self.follow_up / self.speed
