"""Values that are kept as plain text in a row."""

from collections.abc import Iterable
from datetime import UTC, datetime

from whapp.domain.place import Point

NEVER_ASKED = "-"  # sorts before every time


def point(text: str | None) -> Point | None:
    """A place as it is written in a row."""
    return Point(*map(float, text.split(","))) if text else None


def point_text(point: Point | None) -> str | None:
    """A place for a row, to some hundred metres."""
    return f"{point.lat:.3f},{point.lon:.3f}" if point else None


def rings(texts: Iterable[str] | None) -> tuple[tuple[str, ...], ...]:
    """The cells around a home, nearest circle first."""
    return tuple(tuple(ring.split()) for ring in texts or ())


def ring_texts(rings: Iterable[Iterable[str]]) -> list[str]:
    """These cells for a row."""
    return [" ".join(ring) for ring in rings]


def asked_text(at: datetime | None) -> str:
    """When an offer was last asked for, as the sort key of the candidates index."""
    return at.astimezone(UTC).isoformat() if at else NEVER_ASKED


def day_text(at: datetime) -> str:
    """The day of an instant, by a calendar without summer time."""
    return f"{at.astimezone(UTC):%Y-%m-%d}"
