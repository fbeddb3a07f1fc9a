"""How Whapp asks: how many at once, how long it waits, how far it looks. Every constant has its reason here."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from whapp.domain.request import Request, Urgency

# Automated asks by SMS are answered with a median of 4-6 minutes, by about a third of the people at all; of those who
# answer, 60 % do so within the hour. So minutes suffice when it is urgent; a planned visit leaves time to look at the
# phone.
PATIENCE = {
    Urgency.URGENT: timedelta(minutes=10),
    Urgency.TODAY: timedelta(minutes=30),
    Urgency.PLANNED: timedelta(hours=2),
}
LEAST_PATIENCE = timedelta(minutes=5)  # the median answer; with less we would give up on most people who would answer
TURNS_IN_HAND = 4  # patience shrinks so that four neighbours can still be asked in the time that is left
SLACK = timedelta(minutes=2)  # more than a cascade needs for its longest retries of a step
LEAST_SLACK = timedelta(seconds=10)  # at any speed: two cold starts
MAX_ATTEMPTS = 3  # of sending one message
ATTEMPT_LEASE = timedelta(seconds=30)  # how long one attempt keeps others from repeating it: the worker's own time-out
CIRCLES = 3  # own cell, neighbouring cells, the ring around those: about 6 km across each way


@dataclass(frozen=True, slots=True)
class Policy:
    """The asking policy. `speed` divides every patience, for demonstrations and tests; 1 is life."""

    speed: float = 1.0
    open_asks: int = 1  # one at a time is the promise; more is for hard cases
    grace: timedelta = timedelta(hours=2)  # after the agreed time, before anybody is asked how it went
    follow_up: timedelta = timedelta(hours=48)  # for an answer to "did it work out?"

    @property
    def slack(self) -> timedelta:
        """How long after it should have happened something counts as overdue."""
        return max(SLACK / self.speed, LEAST_SLACK)

    def patience(self, request: Request, now: datetime) -> timedelta:
        """The time one neighbour gets to answer, in waking time."""
        fair_share = (request.needed_until - now) / TURNS_IN_HAND
        return max(min(PATIENCE[request.urgency], fair_share), LEAST_PATIENCE) / self.speed

    def visit_over(self, request: Request) -> datetime:
        """When the visit must have been."""
        return request.needed_until + self.grace / self.speed

    def answers_by(self, now: datetime) -> datetime:
        """Until when we wait for word on how it went."""
        return now + self.follow_up / self.speed
