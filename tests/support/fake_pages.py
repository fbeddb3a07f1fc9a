"""Lists in parts, as the table gives them out."""

from collections.abc import Sequence
from typing import TypeVar

from whapp.domain.errors import InvalidInput
from whapp.ports import Page

PAGE_SIZE = 25

T = TypeVar("T")


def paged(items: Sequence[T], owner: str, cursor: str | None) -> Page[T]:
    """A page of a list that belongs to this owner."""
    if cursor is None:
        start = 0
    elif cursor.startswith(f"{owner}@") and cursor.rpartition("@")[2].isdecimal():
        start = int(cursor.rpartition("@")[2])
    else:
        raise InvalidInput("cursor", "is not one that was given out for this list")
    end = start + PAGE_SIZE
    return Page(items[start:end], f"{owner}@{end}" if end < len(items) else None)
