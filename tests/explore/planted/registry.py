"""The bugs by their names, and how one is switched on."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

Plant = Callable[[ExitStack], None]
PLANTED: dict[str, Plant] = {}


def plant(name: str) -> Callable[[Plant], Plant]:
    """Register a bug."""

    def add(bug_: Plant) -> Plant:
        PLANTED[name] = bug_
        return bug_

    return add


@contextmanager
def bug(name: str) -> Iterator[None]:
    """The bug, until the end of the block."""
    with ExitStack() as stack:
        PLANTED[name](stack)
        yield
