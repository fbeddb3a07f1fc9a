"""Small worlds for the policy lab, and people who do as they are told."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from benchmarks.policy_lab.nights import Nights
from benchmarks.policy_lab.people import Hearts, Person, Reaction
from benchmarks.policy_lab.street import Street
from benchmarks.policy_lab.town import FIRST_DAY, Asked, InReach, Requester, Town, home_at
from benchmarks.policy_lab.world import World
from whapp.domain.category import Category
from whapp.domain.hours import QuietHours
from whapp.domain.request import Urgency

PLAIN: Mapping[str, Any] = {
    "name": "plain",
    "place": {"km2": 4, "helpers_per_km2": 3, "requesters": 3},
    "people": {
        "yes": {"mean": 0.4, "concentration": 4},
        "no_share": 0.5,
        "answer": {"median_minutes": 5},
        "radius": [{"km": 5, "share": 1}],
    },
    "requests": {
        "a_week": 7,
        "urgency": {"today": {"share": 1, "lead_hours": [3, 8], "window_hours": [1, 2]}},
    },
    "history_weeks": 1,
}


def described(**changes: Any) -> dict[str, Any]:
    """What the file of a plain world holds, with these fields changed: `people__no_share=1` reaches inside."""
    world: dict[str, Any] = _copy(PLAIN)
    for path, value in changes.items():
        *parts, last = path.split("__")
        inside = world
        for part in parts:
            inside = inside.setdefault(part, {})
        inside[last] = value
    return world


def a_world(**changes: Any) -> World:
    """The world that such a file describes."""
    return World.model_validate(described(**changes))


def a_helper(index: int, *, km: float = 1.0, budget: int = 3, quiet: QuietHours | None = None) -> Person:
    """Somebody who lives so far east of the middle of the town, and who offers groceries."""
    quiet = quiet or QuietHours()
    return Person(
        index=index,
        home=home_at((km, 0)),
        radius_m=10_000,
        q=0.5,
        quiet=quiet,
        nights=Nights(quiet, FIRST_DAY),
        urgent_at_night=False,
        budget=budget,
        categories=frozenset({Category.GROCERIES}),
        group=None,
    )


def an_asking(index: int, helpers: list[Person], at: int, *, hours: float = 8, **known: Any) -> Asked:
    """A request from the middle of the town, made at that second, for help within so many hours."""
    rosa = Requester(0, home_at((0, 0)), None)
    reach = [InReach(each, each.home.metres_to(rosa.home) / 1000, each.q) for each in helpers]
    until = at + round(hours * 3600)
    fields = {
        "index": index,
        "requester": rosa,
        "category": Category.GROCERIES,
        "urgency": Urgency.TODAY,
        "created": at,
        "needed_from": until - 3600,
        "needed_until": until,
        "measured": True,
        "in_reach": reach,
    }
    return Asked(**{**fields, **known})


def a_town(helpers: list[Person], *askings: Asked, **changes: Any) -> Town:
    """These people and these requests."""
    return Town(a_world(**changes), 7, helpers, [Requester(0, home_at((0, 0)), None)], list(askings))


@dataclass(slots=True)
class Script(Hearts):
    """People who answer by the book: whether yes, after how many minutes; whoever is not in it stays silent."""

    book: Mapping[int, tuple[bool, float]] = field(default_factory=dict)

    def react(self, person: Person, request: int, lasting: float, at: int, hour: int) -> Reaction | None:
        yes, minutes = self.book.get(person.index, (None, 0.0))
        return Reaction(yes, minutes)


def a_street(town: Town, book: Mapping[int, tuple[bool, float]]) -> Street:
    """A street on which people answer by the book."""
    street = Street(town)
    street.hearts = Script(town.world.people, town.seed, book=book)
    return street


def _copy(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _copy(each) for key, each in value.items()}
    return [_copy(each) for each in value] if isinstance(value, list) else value
