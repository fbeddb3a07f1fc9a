"""A Query is not isolated from transactions. What is read of a request is still never older than its version."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.explore.choices import Choices
from tests.explore.plug import Plug, plugged
from tests.explore.village import TUESDAY, draw
from tests.explore.workers import Fate
from tests.explore.world import World
from tests.support.builders import a_notice, a_request, an_ask
from whapp.bootstrap import services
from whapp.domain.ask import AskState
from whapp.domain.request import Request, Status


@pytest.fixture
def plug() -> Iterator[Plug]:
    with plugged() as here:
        yield here


OPEN = a_request(asks=(an_ask("anna"), an_ask("bert", number=2)), notices=(a_notice(), a_notice(number=2)))
SILENT = replace(OPEN, asks=tuple(replace(ask, state=AskState.TIMED_OUT, closed_at=TUESDAY) for ask in OPEN.asks))
MATCHED = replace(OPEN, status=Status.MATCHED, asks=(replace(OPEN.asks[0], state=AskState.ACCEPTED), OPEN.asks[1]))


def read_while(world: World, cut: int, after: Request) -> Request:
    """What somebody reads who is interrupted, `cut` rows on, by this change."""
    reader = world.a_worker("reader", "reader", lambda: services.requests.load(OPEN.id), lambda _: None)
    reader.cut = lambda below: min(cut, below - 1)
    world.begin(reader)
    world.go_on(reader, Fate.INTERRUPTED)
    services.requests.save(services.requests.load(OPEN.id), after)
    while not reader.ended:
        world.go_on(reader, Fate.FINE)
    assert reader.error is None
    read: Request = reader.result
    return read


@pytest.mark.parametrize("cut", range(6))
@pytest.mark.parametrize("after", [SILENT, MATCHED], ids=["silent", "matched"])
def test_what_is_read_with_a_version_is_never_older_than_the_version(plug: Plug, cut: int, after: Request) -> None:
    """I1: the version guards the asks and the messages only if they were read after it."""
    world = World(plug, draw(Choices()), Choices())
    services.requests.create(OPEN)
    services.requests.save(services.requests.load(OPEN.id), OPEN)
    read, now = read_while(world, cut, after), services.requests.load(OPEN.id)
    assert read == now or read.version < now.version


@pytest.mark.parametrize("cut", range(6))
def test_no_half_match_is_read(plug: Plug, cut: int) -> None:
    """I2: or a page would tell what never was."""
    world = World(plug, draw(Choices()), Choices())
    services.requests.create(OPEN)
    services.requests.save(services.requests.load(OPEN.id), OPEN)
    assert read_while(world, cut, MATCHED).is_whole
