"""`make bench`: what Whapp costs, asked one question at a time. `--only` takes a question or a goal.

Tables first, then one line for each goal: `PASS|FAIL name figure goal limit`. Ends with 0 when it was run, whatever
came out; 2 when there is no such question.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from rich.console import Console

from benchmarks.goals import GOALS, Figure, lines

QUESTIONS = {
    "imports": ("import-api", "import-worker"),
    "counts": (
        "calls-create",
        "calls-ask",
        "calls-yes",
        "calls-no",
        "calls-read",
        "calls-timeline",
        "transitions",
        "payload",
    ),
    "candidates": ("candidates", "candidates-flat"),
    "warm": ("first-call", "warm-api"),
    "rank": ("rank",),
    "size": ("size",),
    "costs": ("aws-cost",),
    "burst": ("burst-lost", "burst-queue"),
}
NARROWEST = 112


def main(arguments: Sequence[str] | None = None) -> int:
    """Ask what the arguments ask for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--only", default="", help="a question or a goal")
    only = parser.parse_args(arguments).only
    wanted = [name for name, goals in QUESTIONS.items() if not only or only == name or only in goals]
    if not wanted:
        sys.stderr.write(f"no such question: {only}. There are: {', '.join([*QUESTIONS, *GOALS])}\n")
        return 2
    console = Console()
    console.width = max(console.width, NARROWEST)
    figures: list[Figure] = []
    for name in wanted:
        figures += importlib.import_module(f"benchmarks.{name}").ask(console)
    for line in lines(figures):
        console.print(line, highlight=False, soft_wrap=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
