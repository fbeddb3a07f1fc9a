"""Which processes somebody started, and whether they are gone."""

import subprocess
from collections.abc import Set

from tests.support.patience import eventually


def descendants(ancestor: int) -> set[int]:
    """The children of this process, and theirs, and so on."""
    parents = _parents()
    found: set[int] = set()
    while young := {child for child, parent in parents.items() if parent in found | {ancestor}} - found:
        found |= young
    return found


def gone(processes: Set[int]) -> bool:
    """All of them ended, or do so in a moment; an AssertionError if not."""
    return eventually(lambda: not processes & _parents().keys(), 5, f"the end of {processes}")


def commands() -> dict[int, str]:
    """Every process of this machine, and what it was told to run."""
    listing = ["/bin/ps", "-A", "-ww", "-o", "pid=,args="]
    table = subprocess.run(listing, capture_output=True, text=True, check=True)
    rows = (line.split(maxsplit=1) for line in table.stdout.splitlines())
    return {int(process): command for process, *rest in rows for command in rest}


def _parents() -> dict[int, int]:
    """Every process of this machine that still does something, and its parent."""
    listing = ["/bin/ps", "-A", "-o", "pid=,ppid=,stat="]
    table = subprocess.run(listing, capture_output=True, text=True, check=True)
    rows = (line.split() for line in table.stdout.splitlines())
    return {int(process): int(parent) for process, parent, state, *_ in rows if not state.startswith("Z")}
