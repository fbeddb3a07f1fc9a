"""One suite for all: what the fakes promise, the real adapters keep. And stories that run over both."""

from collections.abc import Iterator

import pytest

from tests.support.fakes import TownServices, fake_services
from tests.support.group_builders import a_group
from tests.support.on_the_table import services_on_the_table
from tests.support.town import Town
from whapp.domain.authority import Role
from whapp.ports import Requests


@pytest.fixture(autouse=True)
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no test can ever reach a real account."""
    for name in ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"):
        monkeypatch.setenv(name, "testing")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-west-1")


@pytest.fixture(params=["in memory", "on the table"])
def services(request: pytest.FixtureRequest, credentials: None) -> Iterator[TownServices]:
    if request.param == "in memory":
        yield fake_services()
    else:
        with services_on_the_table() as real:
            yield real


@pytest.fixture
def requests(services: TownServices) -> Requests:
    return services.requests


@pytest.fixture
def town(services: TownServices) -> Iterator[Town]:
    """An empty town; a message that no test expected fails it."""
    place = Town(services)
    yield place
    place.nobody_else_hears_anything()


@pytest.fixture
def watch(town: Town) -> Town:
    """A town with a watch group, kept by Mo. Cees is of operations."""
    town.neighbour("Mo", offers=())
    town.services.groups.create(a_group())
    town.services.roles.give("cees", Role.OPERATIONS)
    return town
