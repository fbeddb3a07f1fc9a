"""Something is not right between a requester and a neighbour: what one of them told, and what became of it.

It holds no free text. Whoever wants to tell more is called by the safety desk.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from whapp.domain.event import Actor


class Complaint(StrEnum):
    """What is not right, when the one who reports wants to tell."""

    UNSAFE = "unsafe"
    MONEY = "money"
    NOT_WHO_THEY_SAY = "not_who_they_say"
    RUDE = "rude"
    OTHER = "other"


class Verdict(StrEnum):
    """What the safety desk came to."""

    NOTHING_WRONG = "nothing_wrong"
    TALKED = "talked"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report about one ask, by its helper or by its requester; each of them makes one at most.

    `reporter_id` is who told it: the requester, or a moderator who asked on their behalf.
    """

    request_id: str
    round: int
    number: int
    by: Actor
    reporter_id: str
    reported_id: str
    made_at: datetime
    concern: Complaint | None = None
    verdict: Verdict | None = None
    resolved_at: datetime | None = None
    resolved_by: str | None = None

    @property
    def id(self) -> str:
        """Made of what it is about, so that a second tap is the same report (I15)."""
        return f"{self.request_id}-{self.round}-{self.number}-{self.by}"

    def resolved(self, verdict: Verdict, by: str, now: datetime) -> "Report":
        """The report with what the desk came to; the same verdict again changes nothing."""
        if verdict is self.verdict:
            return self
        return replace(self, verdict=verdict, resolved_by=by, resolved_at=now)
