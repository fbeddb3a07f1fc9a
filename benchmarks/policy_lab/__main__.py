"""`make policy-lab`: every policy in every world; a table for each, and a line for each goal."""

import argparse
import sys
import time
from collections.abc import Mapping, Sequence
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console

from benchmarks.policy_lab.figures import Tally
from benchmarks.policy_lab.goals import judged
from benchmarks.policy_lab.run import POLICIES, Done, jobs, run
from benchmarks.policy_lab.tables import table
from benchmarks.policy_lab.world import BadWorld, read_world

SHIPPED = Path(__file__).parent / "worlds"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run what the arguments ask for; 0 when it was run, whatever came out."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.policy_lab", description=__doc__)
    parser.add_argument("--n", type=int, default=900, help="measured requests in each world")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--world", type=Path, help="only this one")
    parser.add_argument("--jobs", type=int, default=2, help="processes")
    given = parser.parse_args(arguments)
    console = Console(width=None if sys.stdout.isatty() else 132)
    try:
        worlds = [read_world(path) for path in ([given.world] if given.world else sorted(SHIPPED.glob("*.json")))]
    except BadWorld as bad:
        sys.stderr.write(f"{bad}\n")
        return 2
    work = [job for world in worlds for job in jobs(world, given.seed, given.n)]
    begun = time.monotonic()
    done: list[Done] = []
    with get_context("fork").Pool(given.jobs) as pool:
        for each in pool.imap(run, work):
            done.append(each)
    results: dict[str, list[Mapping[str, Tally]]] = {}
    for world in worlds:
        of_world = [each for each in done if each.job.world is world or each.job.world == world]
        console.print(table(world, {name: [each.tallies[name] for each in of_world] for name in POLICIES}))
        results[world.name] = [each.tallies for each in of_world]
    simulated = sum(each.simulated for each in done)
    console.print(f"{simulated} simulated requests in {time.monotonic() - begun:.0f} s")
    for line in judged(results):
        console.print(str(line), highlight=False, soft_wrap=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
