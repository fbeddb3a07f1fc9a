"""`make policy-lab`: every policy in every world; a table for each, pictures, and a line for each goal.

Ends with 0 when it was run, whatever came out: the last lines say that. 2: the world or the arguments are no good.
"""

import argparse
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console

from benchmarks.policy_lab.calibration import reliability_table, scores_table
from benchmarks.policy_lab.figures import Tallies
from benchmarks.policy_lab.goals import judged
from benchmarks.policy_lab.plots import draw
from benchmarks.policy_lab.progress import followed
from benchmarks.policy_lab.run import OURS, Done, Job, jobs, run
from benchmarks.policy_lab.tables import table
from benchmarks.policy_lab.world import BadWorld, read_world

SHIPPED = Path(__file__).parent / "worlds"
PICTURES = Path("policy-lab-pictures")
REQUESTS = 720  # in each world: a hundred thousand measured requests over all worlds and policies
NARROWEST = 112  # columns that a table needs


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for."""
    given = _parsed(arguments)
    console = Console()
    console.width = max(console.width, NARROWEST)
    try:
        worlds = [read_world(path) for path in ([given.world] if given.world else sorted(SHIPPED.glob("*.json")))]
    except BadWorld as bad:
        sys.stderr.write(f"{bad}\n")
        return 2
    work = [job for world in worlds for job in jobs(world, given.seed, given.n, yardsticks=given.yardsticks)]
    begun = time.monotonic()
    done = sorted(followed(_played(work, given.jobs), len(work)), key=lambda each: work.index(each.job))
    simulated = sum(each.simulated for each in done)
    sys.stderr.write(f"{simulated} simulated requests in {time.monotonic() - begun:.0f} s\n")
    rows: dict[str, Mapping[str, Tallies]] = {}
    for world in worlds:
        towns = [each.tallies for each in done if each.job.world == world]
        rows[world.name] = {name: [town[name] for town in towns] for name in work[0].policies}
        console.print(table(world, rows[world.name]))
    _tell_calibration(console, {name: row[OURS] for name, row in rows.items()})
    for picture in draw(given.out, rows):
        console.print(f"drawn: {picture}", highlight=False, soft_wrap=True)
    for line in judged(rows):
        console.print(str(line), highlight=False, soft_wrap=True)
    return 0


def _parsed(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.policy_lab", description=__doc__)
    parser.add_argument("--n", type=_positive, default=REQUESTS, help="measured requests in each world")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--world", type=Path, help="only this one")
    parser.add_argument("--jobs", type=_positive, default=2, help="processes")
    parser.add_argument("--out", type=Path, default=PICTURES, help="the folder for the pictures")
    parser.add_argument("--yardsticks", action="store_true", help="also what budgets and quiet hours cost the oracle")
    return parser.parse_args(arguments)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} is no whole number above zero")
    return int(text)


def _played(work: Sequence[Job], processes: int) -> Iterator[Done]:
    if processes == 1:
        yield from map(run, work)
        return
    with get_context("fork").Pool(processes) as pool:
        yield from pool.imap_unordered(run, work)


def _tell_calibration(console: Console, ours: Mapping[str, Tallies]) -> None:
    everywhere = [tally for tallies in ours.values() for tally in tallies]
    console.print(scores_table(ours))
    told = [each for tally in everywhere for each in tally.told]
    console.print(reliability_table("the chance that requesters are told, all worlds", told))
    of_asks = [each for tally in everywhere for each in tally.asks_told]
    if of_asks:
        console.print(reliability_table("the chance that each ask is given, all worlds", of_asks))


if __name__ == "__main__":
    sys.exit(main())
