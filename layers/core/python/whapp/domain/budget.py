"""How much anybody may do of what costs others something. Every limit stands here, with its reason."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from whapp.domain.member import Member


class Spending(StrEnum):
    """What is counted."""

    REQUESTS = "requests"
    ANSWERS = "answers"
    STEPS = "steps"
    CODES = "codes"
    NEEDS = "needs"
    SMS = "sms"
    TEXT = "text"
    HELP = "help"
    REPLIES = "replies"


@dataclass(frozen=True, slots=True)
class Budget:
    """So many in a period; periods follow each other, they do not slide."""

    limit: int
    period: timedelta

    def window(self, now: datetime) -> tuple[datetime, datetime]:
        """The period that `now` falls in: from, until."""
        since = now - timedelta(seconds=now.timestamp() % self.period.total_seconds())
        return since, since + self.period


_HOUR, DAY = timedelta(hours=1), timedelta(days=1)

BUDGETS: Mapping[Spending, Budget] = {
    Spending.REQUESTS: Budget(20, DAY),  # a moderator who asks for a whole street; nobody asks that much for themselves
    Spending.ANSWERS: Budget(60, DAY),  # a member is asked at most 21 times a week; the rest is taps
    Spending.STEPS: Budget(10, DAY),  # each that wins opens an address: more than anybody helps, no round of the doors
    Spending.CODES: Budget(10, _HOUR),  # typing mistakes, not guessing
    Spending.TEXT: Budget(1, DAY),  # each text that comes in is answered once, however often it is delivered
    Spending.HELP: Budget(1, DAY),  # to whoever sends what we do not understand: once is help, twice is a machine
    Spending.REPLIES: Budget(10, DAY),  # to one phone: a few answers, a change of mind, and no loop
    Spending.NEEDS: Budget(100, DAY),  # looking every ten minutes, not drawing a map of who needs what
}

EVERYBODY = "everybody"  # whose purse the day's SMS are paid from


def purse(member: Member) -> str:
    """Whose count it is: the phone's, so that a new account has no new budget; the member's own without a phone."""
    return purse_of(member.phone or member.id)


def purse_of(holder: str) -> str:
    """The purse of a phone number or a member id: a hash, as it stays a day longer than its holder may."""
    return sha256(holder.encode()).hexdigest()[:32]
