"""Everything in a list that comes in pages."""

from collections.abc import Callable, Iterator
from typing import TypeVar

from whapp.ports import Page

T = TypeVar("T")


def every(page_of: Callable[[str | None], Page[T]]) -> Iterator[T]:
    """The items of all pages, in order; a page is read when its turn comes."""
    cursor = None
    while True:
        page = page_of(cursor)
        yield from page.items
        cursor = page.next
        if cursor is None:
            return
