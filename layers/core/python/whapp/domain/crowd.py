"""Where many live: there a request may stand in the middle of a part of its cell, and elsewhere of the whole cell.

Only where every part is crowded: then neither "a part" nor "the whole cell" says anything about where in it help is
needed. A part of which only some neighbours are crowded would tell, by not being told, that it is one of the thin ones.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from whapp.domain.member import Member
from whapp.domain.phone import DUTCH_MOBILE, may_get_sms

LEAST_SETTLED = 10  # neighbours in a part besides whoever asks, as for everything that is shown of a place
SETTLED_AFTER = timedelta(days=28)  # in the same part: whoever makes up neighbours must keep as many phones for a month
MOST_COUNTED = LEAST_SETTLED + 1  # more tell nothing more
LOOKED_AT = 50  # rows: more than enough, unless somebody registers one phone over and over


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many had settled in each part of a cell by the day of `since`. It is complete, or has a part with too few."""

    since: datetime
    counts: Mapping[str, int]

    def is_around(self, requester: Member) -> bool:
        """Whether every part is crowded without the requester: or it would tell that they live in the tenth's place."""
        own = requester.part if self._counted(requester) else None
        return all(count - (part == own) >= LEAST_SETTLED for part, count in self.counts.items())

    def _counted(self, member: Member) -> bool:
        settled_at = member.settled_at if counted_phone(member) else None
        return settled_at is not None and settled_at.astimezone(UTC).date() <= self.since.astimezone(UTC).date()


def counted_phone(member: Member) -> str | None:
    """The phone by which the member counts as a neighbour: one that an SMS reached; None for whoever does not count."""
    counts = member.part and member.settled_at and not member.is_guest and member.suspended_at is None
    return member.phone if counts and member.phone and may_get_sms(member.phone, (DUTCH_MOBILE,)) else None
