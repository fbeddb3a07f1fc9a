"""How people answer. A policy never sees this; the oracle sees `chance`."""

from dataclasses import dataclass, field
from hashlib import blake2b
from math import exp, log
from statistics import NormalDist
from struct import Struct

from benchmarks.policy_lab.nights import DAY, Nights
from benchmarks.policy_lab.world import People
from whapp.domain.category import Category
from whapp.domain.hours import QuietHours
from whapp.domain.place import Point

_KEY = Struct("<QII")
_DRAWS = Struct("<5Q")
_NORMAL = NormalDist()


@dataclass(slots=True, eq=False)
class Person:
    """A helper. `home` is where production thinks it is, on its coarse grid; `q` the chance of a yes next door."""

    index: int
    home: Point
    radius_m: int
    q: float
    quiet: QuietHours
    nights: Nights
    urgent_at_night: bool
    budget: int
    categories: frozenset[Category]
    group: int | None

    @property
    def id(self) -> str:
        """The id as a member."""
        return f"helper-{self.index}"


@dataclass(frozen=True, slots=True)
class Reaction:
    """What somebody does with a message, and after how many waking minutes; `yes` None is silence."""

    yes: bool | None
    minutes: float


@dataclass(slots=True)
class Moods:
    """What a policy has done to somebody so far: the only thing about people that depends on it."""

    silent_until: float = 0
    helped_at: float = float("-inf")


@dataclass(slots=True)
class Hearts:
    """The people of one town under one policy: how willing they are now, and what they do when asked."""

    people: People
    seed: int
    moods: dict[int, Moods] = field(default_factory=dict)

    def mood(self, person: Person) -> Moods:
        """What has become of this person."""
        mood = self.moods.get(person.index)
        if mood is None:
            mood = self.moods[person.index] = Moods()
        return mood

    def chance(self, person: Person, lasting: float, at: int, hour: int) -> float:
        """The chance of a yes to a message at this time, silent spells aside. `lasting`: what does not change."""
        after = self.people.after_yes
        recently = at - self.mood(person).helped_at < after.hours * 3600
        return min(1.0, lasting * self.people.willing_by_hour[hour] * (after.factor if recently else 1.0))

    def react(self, person: Person, request: int, lasting: float, at: int, hour: int) -> Reaction | None:
        """What this person does with a message about this request; None when they hear nothing at all these days.

        The draws depend on the person and the request only: every policy meets the same people.
        """
        mood = self.mood(person)
        if at < mood.silent_until:
            return None
        yes, no, time, spell, length = self._draws(person.index, request)
        says: bool | None = None
        if yes < self.chance(person, lasting, at, hour):
            says = True
        elif no < self.people.no_share:
            says = False
        answer, spells = self.people.answer, self.people.spells
        minutes = answer.median_minutes * exp(answer.sigma * _NORMAL.inv_cdf(time))
        days = -spells.mean_days * log(length) if spell < spells.chance else 0.0
        if days:
            mood.silent_until = at + days * DAY
        return Reaction(says, minutes)

    def _draws(self, person: int, request: int) -> tuple[float, ...]:
        """Five numbers between 0 and 1, never either."""
        digest = blake2b(_KEY.pack(self.seed, person, request), digest_size=40).digest()
        return tuple(((each >> 12) + 0.5) / 2**52 for each in _DRAWS.unpack(digest))


def lasting_chance(people: People, person: Person, km: float, kind_factor: float, same_group: bool) -> float:
    """The chance of a yes as far as it lasts: the person, the way, the kind of help, the group."""
    chance = person.q * kind_factor
    if people.half_km is not None:
        chance *= 0.5 ** (km / people.half_km)
    return chance * (people.groups.factor if same_group else 1.0)
