"""Where many live: there a request may stand in the middle of a part of its cell, and elsewhere of the whole cell.

A cell is told in thirds where each of the three is crowded, and a third in its parts where each of those is. So what
is told of a place holds many people, and that it is not told any finer says nothing about where in it help is needed:
a part that were told whenever it is crowded itself would tell, by not being told, that it is one of the thin ones. And
what is told of one place at two times lies within each other: laid over each other they tell no more than the smaller.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from whapp.domain.member import Member
from whapp.domain.phone import DUTCH_MOBILE, may_get_sms

LEAST_SETTLED = 10  # neighbours besides whoever asks, as for everything that is shown of a place
SETTLED_AFTER = timedelta(days=28)  # in the same part: whoever makes up neighbours must keep as many phones for a month
MOST_COUNTED = LEAST_SETTLED + 1  # more tell nothing more
LOOKED_AT = 50  # rows: more than enough, unless somebody registers one phone over and over


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many had settled in each part of a cell by the day of `since`: in all, or as far as a third with too few."""

    since: datetime
    counts: Mapping[str, int]

    def told(self, thirds: Sequence[Sequence[str]], part: str, requester: Member) -> Sequence[str]:
        """The parts that may be told together of a request in this part; none: only the cell.

        Whoever asks is not one of the crowd: if they made it the tenth, that would tell that they live there.
        """
        own = requester.part if self._counted(requester) else None
        others = {each: count - (each == own) for each, count in self.counts.items()}

        def crowded(parts: Sequence[str]) -> bool:
            return sum(others.get(each, 0) for each in parts) >= LEAST_SETTLED

        if not all(map(crowded, thirds)):
            return ()
        third = next(third for third in thirds if part in third)
        return (part,) if all(crowded((each,)) for each in third) else third

    def _counted(self, member: Member) -> bool:
        settled_at = member.settled_at if counted_phone(member) else None
        return settled_at is not None and settled_at.astimezone(UTC).date() <= self.since.astimezone(UTC).date()


def counted_phone(member: Member) -> str | None:
    """The phone by which the member counts as a neighbour: one that an SMS reached; None for whoever does not count."""
    counts = member.part and member.settled_at and not member.is_guest and member.suspended_at is None
    return member.phone if counts and member.phone and may_get_sms(member.phone, (DUTCH_MOBILE,)) else None
