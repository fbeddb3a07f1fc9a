"""Fixtures of the handlers' tests."""

from collections.abc import Iterator

import pytest

from tests.handlers import world as worlds
from tests.handlers.world import Answer, World
from tests.support.discretion import CANARY


@pytest.fixture
def world() -> Iterator[World]:
    """A fresh world for one test."""
    with worlds.world() as here:
        yield here


@pytest.fixture(scope="module")
def town() -> Iterator[World]:
    """Anna asked for help and Bert was asked; what is refused changes nothing about that."""
    with worlds.world() as here:
        here.play("api/put_me", "api/put_me_helper", "api/put_offer", "api/post_requests", "decide/first_look")
        yield here


@pytest.fixture
def refused(town: World) -> Iterator[list[Answer]]:
    """Takes the answers of a test and looks them over, and the table too."""
    before = town.rows()
    answers: list[Answer] = []
    yield answers
    assert answers
    for answer in answers:
        assert 400 <= answer.status < 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["cache-control"] == "no-store"
        document = answer.json
        assert document["status"] == answer.status
        assert {"type", "title", "detail"} <= set(document)
        assert CANARY not in answer.body
        assert "\x00" not in answer.body
    assert town.rows() == before
