"""The street: where a policy's messages reach people and their answers come back, and what is written down of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import time
from heapq import heappop, heappush
from itertools import count
from typing import Protocol

from benchmarks.policy_lab.nights import second
from benchmarks.policy_lab.people import Hearts, Person
from benchmarks.policy_lab.town import FIRST_DAY, Asked, InReach, Town, clock_hour, week_of


@dataclass(slots=True, eq=False)
class Case:
    """What became of a request. Times are seconds since 1970."""

    request: Asked
    asked: list[int] = field(default_factory=list)  # who, in order
    told: int = 0  # releases; what is said about the visit is the same whoever asked
    filled_at: int | None = None
    in_vain: int = 0  # yeses to what somebody else had said yes to, or what was closed
    in_silent_hours: int = 0
    over_budget: int = 0
    chance: float | None = None  # that the requester was told
    expected_minutes: int | None = None
    ask_chances: list[tuple[float, bool]] = field(default_factory=list)  # what the policy thought, and what was drawn
    would: set[int] = field(default_factory=set)  # who was asked and says yes in time, unless they hear it is solved
    coming: dict[int, tuple[int, bool]] = field(default_factory=dict)  # answers under way: when, and whether yes
    reach: dict[int, InReach] = field(default_factory=dict)

    @property
    def minutes(self) -> float | None:
        """From the request to the yes that counted."""
        return None if self.filled_at is None else (self.filled_at - self.request.created) / 60


class Policy(Protocol):
    """Somebody who asks people for others."""

    def begin(self, case: Case) -> None:
        """A request comes in, now."""
        ...

    def hears(self, case: Case, person: Person, *, yes: bool) -> bool:
        """Somebody answers, now; whether that is the yes that counts."""
        ...


@dataclass
class Street:
    """One town under one policy."""

    town: Town
    now: int = second(FIRST_DAY, time())

    def __post_init__(self) -> None:
        self._queue: list[tuple[int, int, Callable[..., None], tuple[object, ...]]] = []
        self._order = count()
        self.hearts = Hearts(self.town.world.people, self.town.seed)
        self._weeks: dict[tuple[int, int], int] = {}
        self._heeded = round(self.town.world.release_heeded_minutes * 60)
        self.cases: list[Case] = []
        self.policy: Policy | None = None

    def at(self, when: int, what: Callable[..., None], *about: object) -> None:
        """Let something happen at that time; what was planned first goes first."""
        heappush(self._queue, (when, next(self._order), what, about))

    def play(self, policy: Policy) -> list[Case]:
        """Everything that happens from the first request to the last answer."""
        self.policy = policy
        requests = iter(self.town.requests)
        coming = next(requests, None)
        while coming or self._queue:
            if coming and (not self._queue or coming.created <= self._queue[0][0]):
                self.now = coming.created
                case = Case(coming, reach={each.person.index: each for each in coming.in_reach})
                self.cases.append(case)
                policy.begin(case)
                coming = next(requests, None)
            else:
                self.now, _, what, about = heappop(self._queue)
                what(*about)
        return self.cases

    def chance(self, case: Case, found: InReach) -> float:
        """The true chance that this person says yes when asked now; what the oracle knows."""
        return self.hearts.chance(found.person, found.lasting, self.now, clock_hour(self.now))

    def ask(self, case: Case, person: Person) -> None:
        """The question reaches somebody's phone."""
        case.asked.append(person.index)
        self._count_message(case, person)
        week = (person.index, week_of(self.now))
        self._weeks[week] = self._weeks.get(week, 0) + 1
        case.over_budget += self._weeks[week] > person.budget
        if person.index in case.coming:
            return
        awake = person.urgent_at_night and case.request.urgent
        start = self.now if awake else person.nights.over_at(self.now)
        found = case.reach.get(person.index)
        if found is None:  # further than they go, within the cell that Whapp knows: they let it pass
            return
        reaction = self.hearts.react(person, case.request.index, found.lasting, start, clock_hour(start))
        if reaction is None or reaction.yes is None:
            return
        seconds = round(reaction.minutes * 60)
        answers_at = start + seconds if awake else person.nights.add_waking(start, seconds)
        if answers_at < case.request.needed_until:
            case.coming[person.index] = (answers_at, reaction.yes)
            if reaction.yes:
                case.would.add(person.index)
            self.at(answers_at, self._answers, case, person)

    def release(self, case: Case, person: Person) -> None:
        """Somebody reads that it is solved: they answer no more, unless they were about to."""
        case.told += 1
        self._count_message(case, person)
        answers_at, _ = case.coming.get(person.index, (0, False))
        if answers_at > self.now + self._heeded:
            del case.coming[person.index]

    def disturbs(self, case: Case) -> None:
        """A message that is neither an ask nor a release reached somebody in their quiet hours."""
        case.in_silent_hours += 1

    def _count_message(self, case: Case, person: Person) -> None:
        awake = person.urgent_at_night and case.request.urgent
        case.in_silent_hours += not awake and person.nights.cover(self.now)

    def _answers(self, case: Case, person: Person) -> None:
        answer = case.coming.pop(person.index, None)
        if answer is None or self.policy is None:
            return
        _, yes = answer
        counts = self.policy.hears(case, person, yes=yes)
        if not yes:
            return
        if counts and case.filled_at is None:
            case.filled_at = self.now
            self.hearts.mood(person).helped_at = self.now
        else:
            case.in_vain += 1
