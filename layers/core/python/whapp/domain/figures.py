"""What moderators may know: counts, by month, that cannot be turned into knowledge about one person.

Three rules do it together. Nothing is told of fewer than ten people. What is told is rounded down to tens, so behind
every number stand ten equally possible ones, and behind the difference of two more than that. And a month is told only
when it is over, and from then on never again differently, so that nobody can watch a number jump.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import median

from whapp.domain.hours import AMSTERDAM

LEAST_PEOPLE = 10
STEP = 10  # a count is told in tens
STEP_MINUTES = 5
MONTHS_TOLD = 12


class Happened(StrEnum):
    """What is counted for a group, once for each request."""

    ASKED = "asked"
    YES = "yes"
    HELPED = "helped"


@dataclass(frozen=True, slots=True)
class Count:
    """One thing that happened to a request of `person`; `minutes` it took to the yes, for a YES."""

    what: Happened
    person: str
    minutes: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """One month of a group, as it is told. None: too few people, or not known any more.

    `members` and `attested` are as they were when the month was first looked at, after its end.
    """

    month: str
    members: int | None = None
    attested: int | None = None
    requests: int | None = None
    helped: int | None = None
    minutes_to_yes: int | None = None


def tell(month: str, counts: Sequence[Count], members: int, attested: int) -> Figures:
    """The figures of a month that is over."""
    yes = _of(counts, Happened.YES)
    minutes = [each.minutes for each in yes if each.minutes is not None]
    told = median(minutes) // STEP_MINUTES * STEP_MINUTES if _are_enough(yes) and minutes else None
    return Figures(
        month=month,
        members=_in_tens(members) if members >= LEAST_PEOPLE else None,
        attested=_in_tens(attested) if attested >= LEAST_PEOPLE else None,
        requests=_counted(_of(counts, Happened.ASKED)),
        helped=_counted(_of(counts, Happened.HELPED)),
        minutes_to_yes=int(told) if told is not None else None,
    )


def month_of(at: datetime) -> str:
    """The month on the Dutch calendar, such as `2026-11`."""
    return f"{at.astimezone(AMSTERDAM):%Y-%m}"


def months_over(since: datetime, now: datetime) -> list[str]:
    """The months from `since` on that are over, newest first, a year at most."""
    first, this = month_of(since), now.astimezone(AMSTERDAM).date().replace(day=1)
    months: list[str] = []
    while len(months) < MONTHS_TOLD:
        this = _month_before(this)
        if f"{this:%Y-%m}" < first:
            break
        months.append(f"{this:%Y-%m}")
    return months


def _of(counts: Iterable[Count], what: Happened) -> list[Count]:
    return [each for each in counts if each.what is what]


def _are_enough(counts: Iterable[Count]) -> bool:
    return len({each.person for each in counts}) >= LEAST_PEOPLE


def _counted(counts: Sequence[Count]) -> int | None:
    return _in_tens(len(counts)) if _are_enough(counts) else None


def _in_tens(count: int) -> int:
    return count // STEP * STEP


def _month_before(first_day: date) -> date:
    return (
        first_day.replace(year=first_day.year - 1, month=12)
        if first_day.month == 1
        else first_day.replace(month=first_day.month - 1)
    )
