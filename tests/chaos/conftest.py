"""A stack that may be broken, and a town in it whose people are used to a lot."""

import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from local.stack import Stack
from tests.chaos.ledger import Books
from tests.chaos.town import Quarter
from tests.support.stack import quick_place

SPEED = 3600  # a neighbour's patience with a planned request is 2 s, the follow-up takes 48 s
QUARTERS = 5


@pytest.fixture(scope="package")
def stack() -> Iterator[Stack]:
    """Whapp, deployed, apart from the one that other tests trust. What it keeps outlives a restart."""
    with (
        TemporaryDirectory(prefix="whapp-chaos-", dir=quick_place()) as folder,
        Stack.start(speed=SPEED, folder=Path(folder), persist=True) as running,
    ):
        yield running


@pytest.fixture(scope="package")
def quarters(stack: Stack) -> list[Quarter]:
    """Neighbourhoods far from each other, with one requester and five helpers each."""
    with ThreadPoolExecutor(QUARTERS) as movers:
        return list(movers.map(lambda _: Quarter(stack), range(QUARTERS)))


@pytest.fixture(scope="package")
def books(stack: Stack) -> Iterator[Books]:
    """What the table holds, whenever somebody looks."""
    reader = Books(stack)
    yield reader
    reader.close()


@pytest.fixture
def say(capfd: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Print a line for whoever runs the tests, also when they do not ask for output."""

    def line(words: str) -> None:
        with capfd.disabled():
            sys.stdout.write(f"\n{words}\n")

    return line
