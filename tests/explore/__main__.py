"""`make explore`: the matrix, then random runs, then the planted bugs; or one seed told in full."""

import argparse
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context

from tests.explore import matrix
from tests.explore.planted import PLANTED, bug
from tests.explore.plug import plugged
from tests.explore.run import explore
from tests.explore.shrink import shrink
from tests.explore.workers import Fate

CHUNK = 50
BUDGET = 5000  # interleavings in which a planted bug must be found
PAIRS = 1000


@dataclass(frozen=True)
class Found:
    """What a chunk of work came to: how many runs, and the failures by where they were found."""

    runs: int
    seconds: float = 0.0  # of a processor
    failures: tuple[tuple[str, str], ...] = ()
    broken: tuple[tuple[str, Fate], ...] = ()


def random_runs(seeds: range) -> Found:
    """These seeds; in one chunk of ten what is logged is looked at too, which takes time."""
    failures, begun = [], time.process_time()
    with plugged(hearing=seeds.start // CHUNK % 10 == 0) as plug:
        for seed in seeds:
            outcome = explore(plug, seed)
            if outcome.broken:
                failures.append((f"SEED={seed}", str(outcome.broken[0])))
    return Found(len(seeds), time.process_time() - begun, tuple(failures))


def matrix_fields(part: tuple[int, int]) -> Found:
    """Every n-th field of the matrix, from this one on."""
    first, step = part
    failures, broken = [], []
    with plugged(hearing=True) as plug:
        cells = matrix.fields(plug)[first::step]
        for cell in cells:
            outcome = matrix.befall(plug, cell.scenario, cell.mishap)
            if outcome.broken:
                where = f"{cell.scenario.name!r}, call {cell.mishap.call} ({cell.site}) {cell.mishap.fate}"
                failures.append((where, str(outcome.broken[0])))
                broken.append((cell.site, cell.mishap.fate))
    return Found(len(cells), failures=tuple(failures), broken=tuple(broken))


def random_pairs(seeds: range) -> Found:
    """Stories with two mishaps."""
    failures = []
    with plugged(hearing=True) as plug:
        for seed in seeds:
            scenario, first, second = next(matrix.pairs(seed))
            outcome = matrix.befall(plug, scenario, first, second)
            if outcome.broken:
                failures.append((f"{scenario.name!r}, {first}, {second}", str(outcome.broken[0])))
    return Found(len(seeds), failures=tuple(failures))


def hunt(name: str) -> tuple[str, int, str]:
    """How many interleavings it takes to find a planted bug, and what gives it away; 0 for not within the budget."""
    with plugged(hearing=True) as plug, bug(name):
        for seed in range(BUDGET):
            outcome = explore(plug, seed)
            if outcome.broken:
                return name, seed + 1, str(outcome.broken[0])
    return name, 0, "not found"


def _chunks(first: int, count: int) -> Iterator[range]:
    for start in range(first, first + count, CHUNK):
        yield range(start, min(start + CHUNK, first + count))


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
    sys.stdout.flush()


def tell(seed: int) -> int:
    """One seed: whether it breaks anything, and if so the shortest story that does the same."""
    with plugged(hearing=True) as plug:
        outcome = explore(plug, seed)
        if not outcome.broken:
            _say(f"seed {seed}: {outcome.calls} calls, nothing is broken")
            return 0
        shortest = shrink(plug, outcome)
        _say(f"seed {seed}: {outcome.broken[0]}\nmade short:")
        _say("\n".join(shortest.told))
    return 1


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; 0 when every invariant held and every planted bug was found."""
    parser = argparse.ArgumentParser(prog="python -m tests.explore", description=__doc__)
    parser.add_argument("--n", type=int, default=1000, help="how many random interleavings")
    parser.add_argument("--seed", type=int, help="only this one, told in full")
    parser.add_argument("--first", type=int, default=0, help="the first seed")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    given = parser.parse_args(arguments)
    if given.seed is not None:
        return tell(given.seed)
    failures: list[tuple[str, str]] = []
    with get_context("fork").Pool(given.jobs) as pool:
        with plugged() as plug:
            cells = matrix.fields(plug)
        parts = list(pool.imap_unordered(matrix_fields, [(part, given.jobs) for part in range(given.jobs)]))
        _say(matrix.drawn(cells, {field for part in parts for field in part.broken}))
        failures += [failure for part in parts for failure in part.failures]
        for found in pool.imap_unordered(random_pairs, _chunks(given.first, min(given.n, PAIRS))):
            failures += found.failures
        begun, done, seconds = time.monotonic(), 0, 0.0
        for found in pool.imap_unordered(random_runs, _chunks(given.first, given.n)):
            done, seconds = done + found.runs, seconds + found.seconds
            failures += found.failures
            if done % 1000 < found.runs or done == given.n:
                rate, core = done / (time.monotonic() - begun), done / seconds
                _say(f"{done} interleavings, {len(failures)} violations, {rate:.0f} a second, {core:.0f} for each core")
        hunted = sorted(pool.imap_unordered(hunt, PLANTED), key=lambda each: each[1])
    for name, after, why in hunted:
        _say(f"planted: {name:<46} {f'found after {after:>4}' if after else 'NOT FOUND'}   {why}")
    for where, what in failures[:20]:
        _say(f"violation: {where}: {what}")
    caught = [after for _, after, _ in hunted if after]
    _say(
        f"explore: {given.n} interleavings, {len(failures)} violations, "
        f"planted {len(caught)}/{len(PLANTED)} found (worst after {max(caught, default=0)})"
    )
    return int(bool(failures) or len(caught) < len(PLANTED))


if __name__ == "__main__":
    sys.exit(main())
