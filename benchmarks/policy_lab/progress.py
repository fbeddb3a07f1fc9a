"""How far the lab is: a bar on a terminal, a line now and then elsewhere."""

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

T = TypeVar("T")
LINES = 10


def followed(done: Iterable[T], total: int) -> Iterator[T]:
    """The same things, told of on the error stream as they come."""
    console = Console(file=sys.stderr)
    if not console.is_terminal:
        yield from _told(done, total)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as progress:
        yield from progress.track(done, total=total, description="towns")


def _told(done: Iterable[T], total: int) -> Iterator[T]:
    for number, each in enumerate(done, start=1):
        yield each
        if number * LINES // total > (number - 1) * LINES // total:
            sys.stderr.write(f"{number} of {total} towns\n")
            sys.stderr.flush()
