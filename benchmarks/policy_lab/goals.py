"""The goals: what the production policy must show, over all worlds together and in the worst of them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.policy_lab import figures
from benchmarks.policy_lab.figures import Tallies, Tally
from benchmarks.policy_lab.run import BROADCAST, ORACLE, OURS, YARDSTICKS
from benchmarks.policy_lab.stats import Estimate, jackknife, mean

_HAIR = 1e-9  # what adding up fractions costs: just met is met
Town = Mapping[str, Tally]  # what each policy came to in one town
_OUR_OWN = frozenset({OURS, ORACLE, *YARDSTICKS})
Results = Mapping[str, Mapping[str, Tallies]]  # by world, then by policy: the towns, in the same order


@dataclass(frozen=True)
class Line:
    """What is told of one goal. `met` None: nothing to judge by."""

    met: bool | None
    text: str

    def __str__(self) -> str:
        return f"{ {True: 'PASS', False: 'FAIL', None: 'NONE'}[self.met] }  {self.text}"


@dataclass(frozen=True)
class Bound:
    """A figure of a world that must not be above (or, `at_least`, below) a limit; it is told times `scale`."""

    what: str
    figure: Callable[[Sequence[Town]], float | None]
    limit: float
    at_least: bool = False
    scale: float = 1.0
    decimals: int = 2

    def judged(self, results: Results) -> Line:
        """Met when both the mean over the worlds and the worst world keep the limit."""
        by_world = {name: jackknife(towns_of(rows), self.figure) for name, rows in results.items()}
        known = {name: each for name, each in by_world.items() if each is not None}
        overall = mean(list(known.values()))
        if overall is None:
            return Line(None, f"{self._goal}: nothing to judge by")
        pick = min if self.at_least else max
        worst = pick(known, key=lambda name: known[name].value)
        met = self._keeps(overall.value) and self._keeps(known[worst].value)
        return Line(met, f"{self._goal}: mean {self._told(overall)}, worst {self._told(known[worst])} in {worst}")

    @property
    def _goal(self) -> str:
        sign = ">=" if self.at_least else "<="
        return f"{self.what} {sign} {self.limit * self.scale:.{self.decimals}f}"

    def _keeps(self, value: float) -> bool:
        return value >= self.limit - _HAIR if self.at_least else value <= self.limit + _HAIR

    def _told(self, estimate: Estimate) -> str:
        told = f"{estimate.value * self.scale:.{self.decimals}f}"
        if estimate.interval is None:
            return told
        low, high = (f"{end * self.scale:.{self.decimals}f}" for end in estimate.interval)
        return f"{told} [{low}, {high}]"


def judged(results: Results) -> list[Line]:
    """A line for each goal."""
    return [
        *(bound.judged(results) for bound in BOUNDS[:4]),
        _nobody_is_better(results),
        *(bound.judged(results) for bound in BOUNDS[4:]),
        _none(results, "silent-hour messages", lambda tally: tally.in_silent_hours),
        _none(results, "asks over somebody's budget", lambda tally: tally.over_budget),
    ]


def towns_of(rows: Mapping[str, Tallies]) -> list[Town]:
    """What each policy came to in the first town, in the second, and so on."""
    return [dict(zip(rows, town, strict=True)) for town in zip(*rows.values(), strict=True)]


def of(name: str, towns: Sequence[Town]) -> Tallies:
    """What this policy came to in each of the towns."""
    return [town[name] for town in towns]


def _behind_the_best(towns: Sequence[Town]) -> float | None:
    ours = figures.filled(of(OURS, towns))
    rivals = [
        figures.filled(of(name, towns))
        for town in towns[:1]
        for name in town
        if name not in _OUR_OWN and name != BROADCAST
    ]
    best = max((each for each in rivals if each is not None), default=None)
    return None if ours is None or best is None else ours - best


def _behind_broadcast(towns: Sequence[Town]) -> float | None:
    ours, theirs = figures.filled(of(OURS, towns)), figures.filled(of(BROADCAST, towns))
    return None if ours is None or theirs is None else ours - theirs


def _asks_to_oracle(towns: Sequence[Town]) -> float | None:
    ours, theirs = figures.asks_per_filled(of(OURS, towns)), figures.asks_per_filled(of(ORACLE, towns))
    return ours / theirs if ours is not None and theirs else None


def _asks_to_broadcast(towns: Sequence[Town]) -> float | None:
    ours = figures.crowded_asks_per_filled(of(OURS, towns))
    theirs = figures.crowded_asks_per_filled(of(BROADCAST, towns))
    return ours / theirs if ours is not None and theirs else None


BOUNDS = (
    Bound("filled, against the best other but broadcast, points", _behind_the_best, -0.005, True, 100, 1),
    Bound("filled, against broadcast, points", _behind_broadcast, -0.02, True, 100, 1),
    Bound("asks per filled, times the oracle's", _asks_to_oracle, 1.25),
    Bound("asks per filled, % of broadcast's, more than 20 in reach", _asks_to_broadcast, 0.25, False, 100, 1),
    Bound("yeses in vain per request", lambda towns: figures.in_vain(of(OURS, towns)), 0.10, False, 1, 3),
)


def _nobody_is_better(results: Results) -> Line:
    better = [
        f"{name} in {world}"
        for world, rows in results.items()
        for name in rows
        if name not in _OUR_OWN and dominates(rows[name], rows[OURS])
    ]
    found = ", ".join(better) or "none"
    return Line(
        not better, f"others better on filled, asks, p90 minutes and Gini together = 0: {len(better)} ({found})"
    )


def dominates(theirs: Tallies, ours: Tallies) -> bool:
    """Whether they are better in every one of the four: filled, asks per filled, p90 minutes, Gini."""

    def costs(tallies: Tallies) -> list[float | None]:
        share = figures.filled(tallies)
        return [
            None if share is None else -share,
            figures.asks_per_filled(tallies),
            figures.minutes(tallies, 0.9),
            figures.unevenness(tallies),
        ]

    pairs = zip(costs(theirs), costs(ours), strict=True)
    return all(them is not None and (us is None or them < us) for them, us in pairs)


def _none(results: Results, what: str, count: Callable[[Tally], int]) -> Line:
    by_world = {name: sum(count(tally) for tally in rows[OURS]) for name, rows in results.items()}
    worst = max(by_world, key=lambda name: by_world[name])
    total = sum(by_world.values())
    where = f", {by_world[worst]} of them in {worst}" if total else ""
    return Line(total == 0, f"{what} = 0: {total}{where}")
