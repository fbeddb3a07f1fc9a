"""The fake's time: it moves only when somebody moves it, and rings what was set."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count


@dataclass(order=True)
class Timer:
    """Something that will happen, unless it is cancelled."""

    at: datetime
    number: int
    ring: Callable[[], None] = field(compare=False)
    cancelled: bool = field(default=False, compare=False)

    def cancel(self) -> None:
        self.cancelled = True


@dataclass
class Clock:
    """Call it for the time."""

    time: datetime
    _timers: list[Timer] = field(default_factory=list)
    _numbers: Iterator[int] = field(default_factory=count)

    def __call__(self) -> datetime:
        return self.time

    def at(self, when: datetime, ring: Callable[[], None]) -> Timer:
        """Ring at that time, or as soon as the clock moves if it has passed."""
        timer = Timer(when, next(self._numbers), ring)
        heappush(self._timers, timer)
        return timer

    def after(self, delay: timedelta, ring: Callable[[], None]) -> Timer:
        return self.at(self.time + delay, ring)

    @property
    def next_ring(self) -> datetime | None:
        """When the next timer rings."""
        while self._timers and self._timers[0].cancelled:
            heappop(self._timers)
        return self._timers[0].at if self._timers else None

    def move_to(self, when: datetime) -> None:
        """Let time pass; every timer on the way rings at its own time."""
        while (ring := self.next_ring) is not None and ring <= when:
            timer = heappop(self._timers)
            self.time = max(self.time, timer.at)
            timer.ring()
        self.time = max(self.time, when)
