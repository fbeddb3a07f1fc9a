"""TTL is a broom that comes late, so what is over counts as gone, whether it was swept or not."""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import Protocol, TypeVar

_clock: list[Callable[[], datetime]] = [lambda: datetime.now(UTC)]


class Ends(Protocol):
    """A row that may come to its end."""

    @property
    def is_over(self) -> bool: ...


Rows = TypeVar("Rows", bound=Ends)


def wind(clock: Callable[[], datetime] | None) -> None:
    """Tell what time it is here; None: as it was."""
    if clock:
        _clock[:] = [clock]


def now() -> datetime:
    """What time it is here."""
    return _clock[-1]()


def has_passed(end: datetime | None) -> bool:
    """Whether this end, if there is one, is behind us."""
    return end is not None and end <= now()


def not_over(found: Iterable[Rows]) -> Iterator[Rows]:
    """Those of the rows that are still to be read."""
    return (row for row in found if not row.is_over)
