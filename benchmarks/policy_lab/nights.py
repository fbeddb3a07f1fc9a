"""Quiet hours in whole seconds since 1970: what `whapp.domain.hours` says, fast enough to ask it a million times."""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta

from whapp.domain.hours import AMSTERDAM, QuietHours

DAY = 86_400
_AHEAD = 400  # days that are looked up together


class Nights:
    """The quiet times of one kind of person, from a first day on, as far as anybody looks.

    Right for quiet hours that do not begin or end in the hour in which the clock is changed.
    """

    def __init__(self, quiet: QuietHours, first_day: date) -> None:
        self._quiet = quiet
        self._next_day = first_day - timedelta(days=1)
        self._begins: list[int] = []
        self._ends: list[int] = []

    def over_at(self, at: int) -> int:
        """The first second from `at` on that is not quiet."""
        index = self._night_before(at)
        return self._ends[index] if index >= 0 and at < self._ends[index] else at

    def cover(self, at: int) -> bool:
        """Whether this second is quiet."""
        return self.over_at(at) != at

    def add_waking(self, start: int, seconds: int) -> int:
        """When so many seconds that are not quiet have passed."""
        at = self.over_at(start)
        index = self._night_before(at) + 1
        while self._begins and at + seconds > self._begins[index]:
            seconds -= self._begins[index] - at
            at = self._ends[index]
            index += 1
            self._night_before(at)
        return at + seconds

    def waking_between(self, start: int, end: int) -> int:
        """How many seconds from `start` to `end` are not quiet."""
        at, waking = self.over_at(start), 0
        index = self._night_before(at) + 1
        while at < end:
            begins = min(self._begins[index], end) if self._begins else end
            waking += begins - at
            at = end if begins == end else self._ends[index]
            index += 1
            self._night_before(at)
        return waking

    def _night_before(self, at: int) -> int:
        """The last night that has begun by then; there are always two more on the list."""
        if self._quiet.start == self._quiet.end:
            return -1
        while len(self._begins) < 2 or self._begins[-2] <= at:
            self._look_ahead()
        return bisect_right(self._begins, at) - 1

    def _look_ahead(self) -> None:
        overnight = self._quiet.start > self._quiet.end
        for _ in range(_AHEAD):
            day = self._next_day
            self._next_day = morning = day + timedelta(days=1)
            self._begins.append(second(day, self._quiet.start))
            self._ends.append(second(morning if overnight else day, self._quiet.end))


def second(day: date, wall: time) -> int:
    """The second at which the clock in Amsterdam shows this."""
    return int(datetime.combine(day, wall, AMSTERDAM).timestamp())
