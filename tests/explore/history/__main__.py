"""`python -m tests.explore.history`: what this version leaves behind in the middle of its stories."""

import shutil
import sys

from tests.explore.calm import Calm
from tests.explore.choices import Choices
from tests.explore.history import HERE, MACHINE, written
from tests.explore.plug import ROOT, Plug, plugged
from tests.explore.run import stage
from tests.explore.scenarios import UNFINISHED
from tests.explore.steps import Scenario
from whapp import __version__


def recorded(plug: Plug, scenario: Scenario) -> str:
    """Rows, links and waiting executions when the last step of this story has been taken."""
    world, people = stage(plug, scenario.village(), Choices())
    calm = Calm(world, people)
    for step in scenario.steps:
        step(people)
        calm.work_off()
    waiting = (world.states.waiting(execution) for execution in world.states.executions.values() if execution.runs)
    items = [item for pk in sorted(world.table.items) for item in world.table.partition(pk)]
    return written(world.clock.time, scenario.open_asks, items, people.post.links, [each for each in waiting if each])


def main() -> int:
    """Write them, unless this version did before: what an older build of it left behind is not to be lost."""
    folder = HERE / __version__
    if folder.exists():
        sys.stdout.write(f"{__version__} is on record\n")
        return 1
    folder.mkdir()
    shutil.copy(ROOT / "statemachines" / MACHINE, folder)
    with plugged() as plug:
        for scenario in UNFINISHED:
            (folder / f"{scenario.name.replace(' ', '_')}.json").write_text(recorded(plug, scenario))
    return 0


if __name__ == "__main__":
    sys.exit(main())
