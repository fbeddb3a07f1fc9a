"""The one stack of the whole test run: the emulator on a port of its own, and the real template deployed to it."""

import os
import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from local.stack import Stack
from tests.support.neighbourhood import Neighbourhood

SPEED = 2400  # a planned request's patience is 3 s, the follow-up takes 72 s
ROOM = 2**30  # bytes, several times what layers, functions and the emulator's own state take
AT_ONCE = 3  # calls to one function that some test makes at the same time


@pytest.fixture(scope="session")
def stack() -> Iterator[Stack]:
    """Whapp, deployed; started by the first test that needs it, and stopped with everything it started."""
    with (
        TemporaryDirectory(prefix="whapp-tests-", dir=quick_place()) as folder,
        Stack.start(speed=SPEED, folder=Path(folder)) as running,
    ):
        _warm_up(running)
        yield running


@pytest.fixture
def neighbourhood(stack: Stack) -> Iterator[Neighbourhood]:
    """A place of this test's own. An unexpected message in it fails the test."""
    place = Neighbourhood(stack)
    yield place
    place.curtain()


def _warm_up(stack: Stack) -> None:
    """Let the emulator start its workers now: each takes seconds, which is longer than anybody's patience here."""
    with ThreadPoolExecutor(2 * AT_ONCE) as callers:
        list(callers.map(lambda path: stack.call("GET", path), ["/v1/health", "/r/nobody"] * AT_ONCE))


def quick_place() -> Path | None:
    """Memory, if the system offers enough of it as a folder: a slow disk takes long for what is unpacked there."""
    memory = Path("/dev/shm")  # noqa: S108 - the folder in it gets a name of its own
    if not memory.is_dir() or shutil.disk_usage(memory).free < ROOM or os.statvfs(memory).f_flag & os.ST_NOEXEC:
        return None
    return memory
