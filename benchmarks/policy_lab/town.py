"""A town: the people and the requests that a seed draws from a world. Every policy gets the same."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from hashlib import blake2b
from math import cos, floor, radians, sqrt
from random import Random
from typing import TypeVar

from benchmarks.policy_lab.nights import DAY, Nights, second
from benchmarks.policy_lab.people import Person, lasting_chance
from benchmarks.policy_lab.world import Budget, Kind, Quiet, Radius, Timing, World
from whapp.domain.category import Category
from whapp.domain.hours import AMSTERDAM, QuietHours
from whapp.domain.place import METRES_PER_DEGREE, Point
from whapp.domain.request import Urgency

FIRST_DAY = date(2026, 1, 5)  # a Monday
MIDDLE = Point(52.2, 5.6)
NO_VISIT = (21, 9)  # nobody plans a visit between these hours; it moves to the morning
URGENT_AT_ANY_HOUR = frozenset({Urgency.URGENT})
_KM_PER_DEGREE = METRES_PER_DEGREE / 1000
_EAST_PER_DEGREE = _KM_PER_DEGREE * cos(radians(MIDDLE.lat))

T = TypeVar("T", Quiet, Timing, Kind, Radius, Budget)


@dataclass(frozen=True, slots=True)
class Requester:
    """Somebody who asks."""

    index: int
    home: Point
    group: int | None

    @property
    def id(self) -> str:
        """The id as a member."""
        return f"requester-{self.index}"


@dataclass(frozen=True, slots=True)
class InReach:
    """A helper whose offer covers a request: how far, and the chance of a yes as far as it lasts."""

    person: Person
    km: float
    lasting: float


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A request as it is going to be made. Times are seconds since 1970; `measured`: after the history."""

    index: int
    requester: Requester
    category: Category
    urgency: Urgency
    created: int
    needed_from: int
    needed_until: int
    measured: bool
    in_reach: Sequence[InReach]

    @property
    def urgent(self) -> bool:
        """Whether it may override quiet hours for those who opted in."""
        return self.urgency is Urgency.URGENT


@dataclass(frozen=True)
class Town:
    """The people and the requests, in order of time."""

    world: World
    seed: int
    people: Sequence[Person]
    requesters: Sequence[Requester]
    requests: Sequence[Asked] = field(repr=False)

    @cached_property
    def measured_weeks(self) -> float:
        """How long the measured requests took to come in."""
        measured = [request.created for request in self.requests if request.measured]
        return max(1.0, (max(measured) - min(measured)) / (7 * DAY)) if measured else 1.0


def draw(world: World, seed: int, number: int, count: int) -> Town:
    """The `number`-th town of this world, with `count` measured requests."""
    # Of the whole world: two worlds that differ in one figure should not be one town with a twist.
    key = f"{seed}/{number}/{world.model_dump_json()}"
    rng = Random(key)
    people = _people(world, rng)
    requesters = [
        Requester(index, home_at(spot), _group(world, rng, spot))
        for index in range(world.place.requesters)
        for spot in [_spot(world, rng)]
    ]
    hearts_seed = int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "little")
    return Town(world, hearts_seed, people, requesters, _requests(world, rng, people, requesters, count))


def home_at(spot: tuple[float, float]) -> Point:
    """The position so many kilometres east and north of the middle of the town, on the grid of all homes."""
    east, north = spot
    return Point(MIDDLE.lat + north / _KM_PER_DEGREE, MIDDLE.lon + east / _EAST_PER_DEGREE).rounded()


def clock_hour(at: int) -> int:
    """The hour on the wall."""
    return datetime.fromtimestamp(at, AMSTERDAM).hour


def week_of(at: int) -> int:
    """The number of the week on the Dutch calendar, Mondays first."""
    return (datetime.fromtimestamp(at, AMSTERDAM).toordinal() - 1) // 7


def _people(world: World, rng: Random) -> list[Person]:
    nights: dict[QuietHours, Nights] = {}
    kinds = world.people
    people = []
    for index in range(round(world.place.km2 * world.place.helpers_per_km2)):
        spot = _spot(world, rng)
        drawn = _pick(rng, kinds.quiet)
        quiet = QuietHours(drawn.start, drawn.end)
        person = Person(
            index=index,
            home=home_at(spot),
            radius_m=round(_pick(rng, kinds.radius).km * 1000),
            q=_willingness(world, rng),
            quiet=quiet,
            nights=nights.setdefault(quiet, Nights(quiet, FIRST_DAY)),
            urgent_at_night=rng.random() < kinds.urgent_overrides_quiet,
            budget=_pick(rng, kinds.budget).asks,
            categories=frozenset(kind.category for kind in world.requests.kinds if rng.random() < kind.offered_by),
            group=_group(world, rng, spot),
        )
        people.append(person)
    return people


def _spot(world: World, rng: Random) -> tuple[float, float]:
    half = sqrt(world.place.km2) / 2
    return rng.uniform(-half, half), rng.uniform(-half, half)


def _willingness(world: World, rng: Random) -> float:
    yes = world.people.yes
    if yes.concentration is None or yes.mean in (0, 1):
        return yes.mean
    return rng.betavariate(yes.mean * yes.concentration, (1 - yes.mean) * yes.concentration)


def _group(world: World, rng: Random, spot: tuple[float, float]) -> int | None:
    """The group of whoever lives here: groups are blocks that hold about as many members as they should."""
    groups = world.people.groups
    belongs = rng.random() < groups.share
    if not belongs or not world.place.helpers_per_km2:
        return None
    block = sqrt(groups.size / (groups.share * world.place.helpers_per_km2))
    return floor(spot[0] / block) * 100_000 + floor(spot[1] / block)


def _pick(rng: Random, kinds: Sequence[T]) -> T:
    return rng.choices(kinds, [kind.share for kind in kinds])[0]


def _requests(
    world: World, rng: Random, people: Sequence[Person], requesters: Sequence[Requester], count: int
) -> list[Asked]:
    """Requests as they come in, until `count` of them came after the history."""
    requests: list[Asked] = []
    reach: dict[tuple[int, Category], list[InReach]] = {}
    measured_from = second(FIRST_DAY, time()) + round(world.history_weeks * 7 * DAY)
    day = FIRST_DAY
    timings = world.requests.urgency
    while True:
        for created in _arrivals(world, rng, day):
            timing = _pick(rng, list(timings.values()))
            urgency = next(urgency for urgency, each in timings.items() if each is timing)
            start, end = _window(rng, urgency, timing, created)
            kind = _pick(rng, world.requests.kinds)
            requester = rng.choice(requesters)
            pair = requester.index, kind.category
            if pair not in reach:
                reach[pair] = _reach(world, people, requester, kind)
            requests.append(
                Asked(
                    index=len(requests),
                    requester=requester,
                    category=kind.category,
                    urgency=urgency,
                    created=created,
                    needed_from=start,
                    needed_until=end,
                    measured=created >= measured_from,
                    in_reach=reach[pair],
                )
            )
            count -= created >= measured_from
            if count <= 0:
                return requests
        day += timedelta(days=1)


def _arrivals(world: World, rng: Random, day: date) -> list[int]:
    """When requests come in on this day: a Poisson number, by the hours of the day."""
    mean, passed, number = world.requests.a_week / 7, 0.0, -1
    while passed < mean:
        passed += rng.expovariate(1)
        number += 1
    hours = rng.choices(range(24), world.requests.by_hour, k=number)
    return sorted(second(day, time(hour)) + rng.randrange(3600) for hour in hours)


def _window(rng: Random, urgency: Urgency, timing: Timing, created: int) -> tuple[int, int]:
    """From when until when help is needed."""
    end = created + round(rng.uniform(*timing.lead_hours) * 3600)
    length = round(rng.uniform(*timing.window_hours) * 3600)
    late, early = NO_VISIT
    if urgency not in URGENT_AT_ANY_HOUR and not early <= clock_hour(end) < late:
        local = datetime.fromtimestamp(end, AMSTERDAM)
        morning = local.date() + timedelta(days=local.hour >= late)
        end = second(morning, time(early)) + length
    return max(created, end - length), end


def _reach(world: World, people: Sequence[Person], requester: Requester, kind: Kind) -> list[InReach]:
    """The helpers whose own radius covers this place."""
    found = []
    for person in people:
        metres = person.home.metres_to(requester.home)
        if metres <= person.radius_m and kind.category in person.categories:
            km, together = metres / 1000, requester.group is not None and requester.group == person.group
            found.append(InReach(person, km, lasting_chance(world.people, person, km, kind.yes_factor, together)))
    return found
