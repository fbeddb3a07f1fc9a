"""Fixtures of the handlers' tests."""

from collections.abc import Iterator

import pytest

from tests.handlers import world as worlds
from tests.handlers.world import World


@pytest.fixture
def world() -> Iterator[World]:
    """A fresh world for one test."""
    with worlds.world() as here:
        yield here
