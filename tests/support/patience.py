"""Waiting in tests: never blindly, never for ever."""

import time
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")

LOOK_EVERY = 0.05


def eventually(look: Callable[[], T], seconds: float, what: str) -> T:
    """Look until there is something to see; an AssertionError that names `what` when time is up."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        assert time.monotonic() < deadline, f"waited {seconds:.0f} s in vain for {what}"
        time.sleep(LOOK_EVERY)
    return seen
