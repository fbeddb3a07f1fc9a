"""Quiet hours: when nobody is disturbed, and what that does to a deadline.

Quiet hours are wall-clock hours in the member's own place, so both nights on which the clock
changes are decided by what the clock on the wall says. Instants are always aware, in UTC.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from datetime import date as date_type
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CLOCK_CHANGE = time(1)  # UTC, on the last Sundays of March and October, all over the EU (directive 2000/84/EC)


@dataclass(frozen=True, slots=True)
class QuietHours:
    """From `start` up to, not including, `end`, every day; `start == end` means no quiet hours at all."""

    start: time = time(21, 30)
    end: time = time(8, 0)

    def cover(self, at: datetime) -> bool:
        """Whether the clock on the wall shows a quiet time at this instant."""
        wall = at.astimezone(AMSTERDAM).time()
        if self.start <= self.end:
            return self.start <= wall < self.end
        return wall >= self.start or wall < self.end

    def over_at(self, at: datetime) -> datetime:
        """The first instant from `at` on that is not quiet: `at` itself by day."""
        return _next_change(self, at) if self.cover(at) else at

    def begin_after(self, at: datetime) -> datetime | None:
        """When the next quiet time begins, for an `at` that is not quiet; None without quiet hours."""
        return None if self.start == self.end else _next_change(self, at)

    def add_waking(self, start: datetime, duration: timedelta) -> datetime:
        """The instant at which `duration` of not-quiet time has passed since `start`."""
        at, left = self.over_at(start), duration
        while (quiet := self.begin_after(at)) is not None and at + left > quiet:
            left -= quiet - at
            at = self.over_at(quiet)
        return at + left

    def waking_between(self, start: datetime, end: datetime) -> timedelta:
        """How much of the time from `start` to `end` is not quiet."""
        at, waking = self.over_at(start), timedelta()
        while at < end:
            quiet = self.begin_after(at)
            waking += (end if quiet is None else min(quiet, end)) - at
            at = end if quiet is None else self.over_at(quiet)
        return waking


def _next_change(hours: QuietHours, at: datetime) -> datetime:
    """The first instant after `at` at which quiet begins or ends, be it because the clock is changed."""
    covered = hours.cover(at)
    edges = _edges(hours, at.astimezone(AMSTERDAM).date())
    return next(instant for instant, covers in edges if instant > at and covers is not covered)


@lru_cache(maxsize=1024)  # the days that are looked at are few, and reckoning with time zones is slow
def _edges(quiet: QuietHours, today: date_type) -> tuple[tuple[datetime, bool], ...]:
    """Every instant from this day on at which quiet may begin or end, in order, and whether it covers that instant."""
    instants = {
        instant
        for date in (today + timedelta(days=days) for days in range(3))
        for instant in (
            *_showings(date, quiet.start),
            *_showings(date, quiet.end),
            datetime.combine(date, CLOCK_CHANGE, UTC),
        )
    }
    return tuple((instant, quiet.cover(instant)) for instant in sorted(instants))


def _showings(date: date_type, wall: time) -> tuple[datetime, datetime]:
    """When the clock in Amsterdam shows `wall` on this date: twice the same instant, but for the night of autumn."""
    shown = datetime.combine(date, wall, AMSTERDAM)
    return shown.astimezone(UTC), shown.replace(fold=1).astimezone(UTC)


class DayPart(StrEnum):
    """A part of the day in which a helper likes to help."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


_PARTS = {
    DayPart.MORNING: (time(0), time(12)),  # the night belongs to it: every hour is in some part
    DayPart.AFTERNOON: (time(12), time(18)),
    DayPart.EVENING: (time(18), time.max),
}


@lru_cache(maxsize=64)
def day_part(at: datetime) -> DayPart:
    """The part of the day in Amsterdam."""
    wall = at.astimezone(AMSTERDAM).time()
    return next((part for part, (opens, closes) in _PARTS.items() if opens <= wall < closes), DayPart.EVENING)


class Day(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


DAYS = tuple(Day)
DAY_PARTS = tuple(DayPart)


@lru_cache(maxsize=1024)  # a search asks the same of thousands of offers, with few days and parts between them
def falls_in(start: datetime, end: datetime, days: frozenset[Day], parts: frozenset[DayPart]) -> bool:
    """Whether any moment of `start`..`end` lies on one of these days, in one of these parts of it."""
    first, last = start.astimezone(AMSTERDAM), end.astimezone(AMSTERDAM)
    for offset in range((last.date() - first.date()).days + 1):
        date = first.date() + timedelta(days=offset)
        if DAYS[date.weekday()] not in days:
            continue
        for part in parts:
            opens, closes = (datetime.combine(date, edge, AMSTERDAM) for edge in _PARTS[part])
            if first < closes and last > opens:
                return True
    return False


def iso_week(at: datetime) -> str:
    """The week on the Dutch calendar, such as `2026-W48`: the period of an ask budget."""
    year, week, _ = at.astimezone(AMSTERDAM).isocalendar()
    return f"{year}-W{week:02}"


def next_week(at: datetime) -> datetime:
    """Midnight of the coming Monday in Amsterdam: when ask budgets are fresh again."""
    local = at.astimezone(AMSTERDAM)
    monday = local.date() + timedelta(days=7 - local.weekday())
    return datetime.combine(monday, time.min, AMSTERDAM).astimezone(UTC)
