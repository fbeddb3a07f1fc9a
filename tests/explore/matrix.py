"""Every call site of our code with everything that can become of a call, once; then two such mishaps in one story."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from tests.explore.cloud.sdk import Call
from tests.explore.plug import Plug
from tests.explore.run import FateOf, Outcome, act_out
from tests.explore.scenarios import SCENARIOS
from tests.explore.steps import Scenario
from tests.explore.workers import FAULTS, Fate, Worker, fates

SHORT = {
    Fate.NO_CONNECTION: "fails", Fate.ANSWER_LOST: "lost", Fate.THROTTLED: "throttled", Fate.NEVER_CONNECTS: "fails 3x",
    Fate.NEVER_ANSWERED: "lost 3x", Fate.ALWAYS_THROTTLED: "throttled 3x", Fate.CONFLICT: "conflict",
    Fate.CRASH_BEFORE: "crash before", Fate.CRASH_AFTER: "crash after", Fate.INTERRUPTED: "interrupted",
}  # fmt: skip
STORIES_OF_A_SITE = 20  # where Decide reads, for one, comes up in every story: the rest is for random pairs
PARTS = 4  # into which a read is cut, so that it is interrupted after each of them


@dataclass(frozen=True)
class Mishap:
    """What becomes of one call of a story, counted from its beginning."""

    call: int
    fate: Fate
    part: int = 0  # after which an interruption comes: the next step of the story

    def cut(self, below: int) -> int:
        """How many items are read before the interruption."""
        return -(-(below - 1) * self.part // PARTS)


@dataclass(frozen=True)
class Cell:
    """One field of the matrix: a call site and a fate, and where in which story it is tried."""

    site: str
    scenario: Scenario
    mishap: Mishap


def fields(plug: Plug) -> list[Cell]:
    """The whole matrix: each site at the first call that comes from there, in each story or in twenty of them."""
    found: dict[str, list[list[Cell]]] = {}
    for scenario in SCENARIOS:
        seen: set[str] = set()
        for number, (site, possible) in enumerate(_calls(plug, scenario)):
            if site not in seen:
                seen.add(site)
                found.setdefault(site, []).append(_cells(site, scenario, number, possible))
    return [cell for stories in found.values() for story in _spread(stories) for cell in story]


def _cells(site: str, scenario: Scenario, number: int, possible: Sequence[Fate]) -> list[Cell]:
    mishaps = [Mishap(number, fate) for fate in FAULTS if fate in possible]
    if Fate.INTERRUPTED in possible:
        mishaps += [Mishap(number, Fate.INTERRUPTED, part) for part in range(1, PARTS)]
    return [Cell(site, scenario, mishap) for mishap in mishaps]


def _spread(stories: Sequence[list[Cell]]) -> Sequence[list[Cell]]:
    """These, or as many of them as a site is tried in, from the first to the last."""
    step = max(1, len(stories) / STORIES_OF_A_SITE)
    return [stories[int(at * step)] for at in range(min(len(stories), STORIES_OF_A_SITE))]


def _calls(plug: Plug, scenario: Scenario) -> list[tuple[str, tuple[Fate, ...]]]:
    """The calls of the story when all goes well."""
    calls: list[tuple[str, tuple[Fate, ...]]] = []

    def note(worker: Worker, call: Call) -> Fate | None:
        calls.append((worker.site, fates(call)))
        return _unheard(scenario, worker)

    outcome = act_out(plug, scenario, note)
    if outcome.broken:
        raise outcome.broken[0]
    return calls


def befall(plug: Plug, scenario: Scenario, *mishaps: Mishap, telling: bool = False) -> Outcome:
    """The story with these mishaps."""
    return act_out(plug, scenario, _mishaps(scenario, *mishaps), mishaps[0].cut if mishaps else None, telling=telling)


def _unheard(scenario: Scenario, worker: Worker) -> Fate | None:
    return Fate.NEVER_CONNECTS if scenario.unheard and worker.site == scenario.unheard else None


def _mishaps(scenario: Scenario, *mishaps: Mishap) -> FateOf:
    due = {mishap.call: mishap.fate for mishap in mishaps}
    number = -1

    def fate_of(worker: Worker, call: Call) -> Fate | None:
        nonlocal number
        number += 1
        fate = due.get(number, _unheard(scenario, worker) or Fate.FINE)
        return fate if fate in fates(call) else None

    return fate_of


def pairs(seed: int) -> Iterator[tuple[Scenario, Mishap, Mishap]]:
    """Two mishaps in a story, for ever."""
    random = Random(seed)  # noqa: S311 - to be repeated, not to be secret
    while True:
        scenario = random.choice(SCENARIOS)
        first = random.randrange(70)
        second = first + 1 + random.randrange(30)
        yield scenario, Mishap(first, random.choice(FAULTS)), Mishap(second, random.choice(FAULTS))


def drawn(cells: list[Cell], broken: set[tuple[str, Fate]]) -> str:
    """The matrix as text: `.` held, `X` broken, a blank where it cannot happen."""
    sites = sorted({cell.site for cell in cells})
    tried = {(cell.site, cell.mishap.fate) for cell in cells}
    lines = [" " * 48 + "  ".join(SHORT.values())]
    for site in sites:
        marks = []
        for fate, short in SHORT.items():
            mark = " " if (site, fate) not in tried else "X" if (site, fate) in broken else "."
            marks.append(mark.center(len(short)))
        lines.append(f"{site:<48}" + "  ".join(marks))
    lines.append(f"{len(sites)} call sites x {len(SHORT)} fates: {len(tried)} fields, every one of them tried")
    return "\n".join(lines)
