"""The first part of a run: anything may happen next, as the choices say."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial

from tests.explore import rows
from tests.explore.acts import People
from tests.explore.habits import (
    ASKED,
    AT_THE_DESK,
    AT_THE_SAFETY_DESK,
    BELONGING,
    HELPED,
    HELPER,
    JOINING,
    KEEPING,
    LETTER,
    MATCHED,
    MET,
    NEARBY,
    ON_THE_TELEPHONE,
    REPORTED,
    REQUESTER,
    SEEN,
    TAKEN_OUT,
    WITH_A_CODE,
    Habit,
)
from tests.explore.rows import cases, text
from tests.explore.village import MODERATOR, REQUESTERS
from tests.explore.workers import Fate, Worker, fates
from tests.explore.world import World

Option = tuple[float, Callable[[], None]]

INTERRUPTED = 0.5
NEVER_ASKED = (*REQUESTERS, MODERATOR)
TICK = timedelta(seconds=4)
MAX_ACTS = 12
FAULT_CHANCES = (0.06, 0.0, 0.2)  # an ordinary day, a good one on which people only race each other, a bad one


class Chaos:
    """Offers the next steps; the choices take one."""

    def __init__(self, world: World, people: People) -> None:
        self._world, self._people = world, people
        self._choices = world.choices
        self._fault_chance = FAULT_CHANCES[self._choices.pick((6, 2, 1))]
        self._acts = 0
        self._known: list[Option] = []
        self._known_at: tuple[int, ...] = ()
        self._habits: dict[tuple[object, ...], list[Option]] = {}
        world.cut = self._cut
        self._delivered: list[Callable[[], None]] = []

    def run(self, steps: int) -> None:
        """Up to so many steps; the choice 0 ends it before."""
        for _ in range(steps):
            options = self._options()
            anybody = len(options)  # who comes after these is one of the village
            if self._acts < MAX_ACTS:
                options += self._people_may()
            chosen = self._choices.pick([0.0, *[weight for weight, _ in options]])
            if not chosen:
                return
            self._acts += chosen > anybody
            options[chosen - 1][1]()
            if self._world.broken:
                return

    def _options(self) -> list[Option]:
        world = self._world
        options: list[Option] = [(6.0, partial(self._let_go_on, worker)) for worker in world.workers]
        if world.invocations:
            options.append((5.0, self._invoke))
        if world.deaths:
            options.append((3.0, self._hear_of_death))
        options += self._time(busy=bool(options))
        options += self._nuisances()
        return options

    def _let_go_on(self, worker: Worker) -> None:
        """Usually the call is fine."""
        assert worker.call
        if worker.reading:
            self._world.go_on(worker, Fate.FINE)
            return
        possible = fates(worker.call)
        interruptible = possible[-1] is Fate.INTERRUPTED
        chance, faults = self._fault_chance, len(possible) - 1 - interruptible
        weights = (1 - chance, *(chance / faults,) * faults, *(INTERRUPTED,) * interruptible)
        self._world.go_on(worker, possible[self._choices.pick(weights)])

    def _cut(self, below: int) -> int:
        return self._choices.pick((1.0,) * below)

    def _invoke(self) -> None:
        world = self._world
        invocation = world.invocations.popleft()
        world.run_invocation(invocation)
        self._delivered.append(lambda: world.run_invocation(invocation, again=True))

    def _hear_of_death(self) -> None:
        event = self._world.deaths.popleft()
        if self._choices.rarely(0.1):
            self._world.deaths.append(event)  # EventBridge delivers at least once
        if not self._choices.rarely(0.1):  # and may lose it: the schedule finds what the event did not tell
            self._world.run_janitor(event)

    def _time(self, *, busy: bool) -> list[Option]:
        clock = self._world.clock
        options: list[Option] = [(0.5, lambda: self._world.let_time_pass(clock.time + TICK))]
        ring = clock.next_ring
        if ring is not None:
            weight = 0.25 if busy else 5.0
            options.append((weight, lambda: self._world.let_time_pass(ring)))
            options.append((weight / 3, lambda: self._world.let_time_pass(ring + timedelta(minutes=2, seconds=1))))
            options.append((weight / 3, lambda: self._world.let_time_pass(max(clock.time, ring - TICK))))
            options.append((weight / 2, lambda: self._world.let_time_pass(clock.time + (ring - clock.time) / 2)))
        options.append((0.05, lambda: self._world.let_time_pass(clock.time + timedelta(hours=7))))
        return options

    def _nuisances(self) -> list[Option]:
        world = self._world
        options: list[Option] = [(0.5, world.run_janitor)]
        executions = world.states.executions.values()
        running = [each for each in executions if each.runs]
        dead = [each for each in executions if not each.runs and world.states.may_be_redriven(each)]
        if running:
            options.append((0.12, lambda: self._operator("StopExecution", running)))
        if dead:
            options.append((0.5, lambda: self._operator("RedriveExecution", dead)))
        if self._delivered:
            options.append((0.4, self._deliver_again))
        options.append((0.1, self._sweep))
        if world.village.cared:
            options.append((0.8, world.run_care))
        if world.village.has_group:
            options.append((0.1, world.run_reminders))
        if world.village.cared:
            options += [(0.1, partial(self._much_later, timedelta(days=days))) for days in (1, 31)]
        return options

    def _much_later(self, time: timedelta) -> None:
        self._world.let_time_pass(self._world.clock.time + time)

    def _operator(self, operation: str, executions: Sequence[object]) -> None:
        chosen = executions[self._choices.pick((1.0,) * len(executions))]
        self._world.tell(f"somebody in the console: {operation}")
        self._world.mishaps += 1
        self._world.states.apply(operation, {"executionArn": chosen.arn})  # type: ignore[attr-defined] # an execution

    def _deliver_again(self) -> None:
        self._delivered[self._choices.pick((1.0,) * len(self._delivered))]()

    def _sweep(self) -> None:
        """TTL removes what it likes of what is over."""
        table = self._world.table
        for pk, partition in list(table.items.items()):
            for sk in sorted(partition):
                if (
                    "expires_at" in partition.get(sk, {})
                    and self._choices.rarely(0.5)
                    and self._world.dynamodb.broom((pk, sk))
                ):
                    self._world.swept = True
                    self._world.tell(f"TTL removes {sk}")

    def _people_may(self) -> list[Option]:
        """What `_people_do`, as long as nothing has happened that changes it."""
        people = self._people
        sizes = map(
            len,
            (people.tried, people.asked_for, people.post.links, people.post.letters, people.taken_out, people.codes),
        )
        now = *sizes, self._world.table.writes
        if now != self._known_at:
            self._known_at, self._known = now, self._people_do()
        return self._known

    def _people_do(self) -> list[Option]:
        people, village = self._people, self._world.village
        options: list[Option] = []
        helped = {case.id for case in cases(self._world.table) if case.status == "helped"}
        for id_, who, key, need in village.requests:
            fresh = id_ not in people.tried
            weight = 8.0 if fresh else (2.0 if id_ not in people.asked_for else 0.15)
            options.append((weight, partial(people.create, who, key, need)))
            if not fresh:
                options += self._may(REQUESTER, who, id_)
                options += self._may(AT_THE_DESK, id_)
            if case := rows.case(self._world.table, id_):
                options += self._may(MET, who, id_) if case.met_by(who) else []
                options += self._may(REPORTED, id_) if case.reports else []
            if id_ in helped:
                options += self._may(HELPED, who, id_)
        matched = self._matched()
        for member in village.members:
            options += self._somebody_may(member.id, matched.get(member.id, ()))
        return options + (self._in_the_group() if village.has_group else [])

    def _somebody_may(self, who: str, matched: Sequence[str]) -> list[Option]:
        people, shown = self._people, self._world.village.needs_shown
        options = [*self._may(TAKEN_OUT if who in people.taken_out else AT_THE_SAFETY_DESK, who)]
        asked = who in people.post.links
        if asked or who not in NEVER_ASKED:
            options += self._may(HELPER, who)
            for id_ in sorted(people.tried):
                options += self._may(ON_THE_TELEPHONE, who, id_)
                options += self._may(SEEN, who, id_) if shown else []
            options += self._may(LETTER, who) if who in people.post.letters else []
            options += self._may(NEARBY, who) if shown and people.tried else []
        if asked:
            options += self._may(ASKED, who)
            for id_ in matched:
                options += self._may(MATCHED, who, id_)
        return options

    def _in_the_group(self) -> list[Option]:
        codes = self._people.codes
        options = [*self._may(WITH_A_CODE if codes else KEEPING)]
        for member in self._world.village.members:
            if member.id != MODERATOR:
                options += self._may(BELONGING, member.id)
                options += self._may(JOINING, member.id) if codes else []
        return options

    def _may(self, habits: Sequence[Habit], *about: str) -> list[Option]:
        """What these habits let somebody do."""
        known = id(habits), *about
        if known not in self._habits:
            self._habits[known] = [(weight, partial(act, self._people, *about)) for weight, act in habits]
        return self._habits[known]

    def _matched(self) -> dict[str, list[str]]:
        """The requests that somebody is matched to, by helper."""
        found: dict[str, list[str]] = {}
        for case in cases(self._world.table):
            for helper in dict.fromkeys(text(ask, "helper_id") for ask in case.accepted):
                found.setdefault(helper, []).append(case.id)
        return found
