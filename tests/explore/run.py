"""One run: a village is drawn, chaos reigns for a while, then calm; what was broken, and how it can be repeated."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random

from tests.explore.acts import People
from tests.explore.calm import AfterAll, Calm, Step
from tests.explore.chaos import Chaos
from tests.explore.choices import Choices
from tests.explore.cloud.sdk import Call
from tests.explore.invariants import Checker
from tests.explore.plug import Plug
from tests.explore.post import Post
from tests.explore.steps import Scenario
from tests.explore.truth import Truths
from tests.explore.village import Village, draw
from tests.explore.workers import Fate, Worker
from tests.explore.world import Violation, World

FateOf = Callable[[Worker, Call], Fate | None]
STEPS = (20, 110)


@dataclass(frozen=True)
class Outcome:
    """What a run came to."""

    made: tuple[int, ...]
    broken: tuple[Violation, ...]
    told: tuple[str, ...]
    calls: int

    @property
    def verdict(self) -> str:
        """The first invariant that was broken; empty for none."""
        return self.broken[0].invariant if self.broken else ""


def stage(plug: Plug, village: Village, choices: Choices, *, telling: bool = False) -> tuple[World, People]:
    """A world with people in it, and everybody who watches."""
    world = World(plug, village, choices, telling=telling)
    truths = Truths(world.table)
    Checker(world, truths)
    return world, People(world, Post(world), truths)


def explore(plug: Plug, seed: int) -> Outcome:
    """The run of this seed."""
    steps = Random(seed).randint(*STEPS)  # noqa: S311 - to be repeated, not to be secret
    return _play(plug, Choices(seed), steps)


def repeat(plug: Plug, made: Sequence[int], *, telling: bool = False) -> Outcome:
    """The run that makes these choices."""
    return _play(plug, Choices(repeat=made), len(made), telling=telling)


def _play(plug: Plug, choices: Choices, steps: int, *, telling: bool = False) -> Outcome:
    world, people = stage(plug, draw(choices), choices, telling=telling)
    Chaos(world, people).run(steps)
    _finish(world, people)
    return Outcome(tuple(choices.made), tuple(world.broken), tuple(world.told), world.calls)


def act_out(
    plug: Plug, scenario: Scenario, fate_of: FateOf, cut: Callable[[int], int] | None = None, *, telling: bool = False
) -> Outcome:
    """A scenario in which `fate_of` says what becomes of each call, and `cut` where a read is interrupted."""
    choices = Choices()
    world, people = stage(plug, scenario.village(), choices, telling=telling)
    world.fate_of, world.cut = fate_of, cut or world.cut
    _finish(world, people, scenario.steps)
    return Outcome((), tuple(world.broken), tuple(world.told), world.calls)


def _finish(world: World, people: People, steps: Iterable[Step] = ()) -> None:
    """Calm, then the last look; and nobody is left standing in the wings."""
    if not world.broken:
        Calm(world, people, steps).run()
    world.fate_of = lambda worker, call: None
    if not world.broken:
        AfterAll(world, people).check()
    kept = list(world.broken)
    for worker in list(world.workers):
        worker.die()
    world.broken = kept
