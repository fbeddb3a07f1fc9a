"""The long stories: begun before the first story of its own neighbourhood, seen again at the end of all others."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest

from local.stack import Stack
from tests.support.neighbourhood import Neighbour, Neighbourhood, Search
from tests.support.outages import outage, two_minutes_pass
from tests.support.phone import MATCHED
from whapp.domain.hours import AMSTERDAM


@dataclass(frozen=True)
class Story:
    """What was begun, and who is in it."""

    place: Neighbourhood
    search: Search
    truus: Neighbour
    anna: Neighbour


@pytest.fixture(scope="session")
def visit_begun(stack: Stack) -> Story:
    """Anna said yes to help within seconds from now, and after that nobody says a word."""
    place = Neighbourhood(stack)
    truus = place.requester()
    [anna] = place.helpers("Anna")
    search = truus.asks_for("groceries", hours=8 / 3600)
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    return Story(place, search, truus, anna)


@pytest.fixture(scope="session")
def silence_begun(stack: Stack) -> tuple[Story, Neighbour]:
    """Bea said yes to a visit in two minutes, Anna stands by, and after that nobody says a word."""
    place = Neighbourhood(stack)
    truus = place.requester()
    anna, bea = place.helpers("Anna", "Bea")
    search = truus.asks_for("groceries", starts=120)
    anna.is_asked()
    bea.is_asked()
    bea.says_yes()
    truus.is_told(MATCHED)
    anna.says_yes()
    return Story(place, search, truus, anna), bea


@pytest.fixture(scope="session")
def night_begun(stack: Stack) -> tuple[Story, datetime]:
    """Anna is asleep until the returned moment: the first full minute that is not too near."""
    wakes = (datetime.now(UTC) + timedelta(seconds=75)).replace(second=0, microsecond=0)
    clock = wakes.astimezone(AMSTERDAM)
    place = Neighbourhood(stack)
    truus = place.requester()
    quiet = {"from": f"{clock - timedelta(hours=9):%H:%M}", "to": f"{clock:%H:%M}"}
    anna = place.lives("Anna", quiet_hours=quiet)
    search = truus.asks_for("groceries")
    search.is_in("Wait for waking hours")
    return Story(place, search, truus, anna), wakes


@pytest.fixture(scope="session")
def bell_lost(stack: Stack) -> Story:
    """Truus cancelled the visit, but nobody could wake the cascade; two minutes ago."""
    place = Neighbourhood(stack)
    truus = place.requester()
    [anna] = place.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    search.is_in("Until the visit")
    with outage(stack, "api", "states:SendTaskSuccess"):
        truus.cancels(search)
    two_minutes_pass(stack, search)
    return Story(place, search, truus, anna)


@pytest.fixture
def neighbourhood(
    visit_begun: Story,
    silence_begun: tuple[Story, Neighbour],
    night_begun: tuple[Story, datetime],
    bell_lost: Story,
    neighbourhood: Neighbourhood,
) -> Neighbourhood:
    """As everywhere; but first the long stories begin, so that their time passes meanwhile."""
    return neighbourhood
