"""What earlier versions left behind: rows, executions that wait, links that went out, and their machine (I19).

`<version>/` holds stories as that version left them in the middle, and its cascade: an execution keeps the definition
it was started with, while the functions that it calls, and whoever reads its rows, are of the present. A new version
records its stories once: `python -m tests.explore.history`.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from tests.explore.cloud.stepfunctions import Waiting
from tests.explore.cloud.values import Item

HERE = Path(__file__).parent
MACHINE = "cascade.asl.json"


@dataclass(frozen=True, eq=False)
class Begun:
    """A story in the middle."""

    name: str
    at: datetime
    open_asks: int
    items: tuple[Item, ...]
    links: Mapping[str, list[str]]  # reply ids by helper
    executions: tuple[Waiting, ...]
    machine: Path


@cache
def begun() -> tuple[Begun, ...]:
    """Every story that an earlier version, or this one, began."""
    return tuple(_read(path) for path in sorted(HERE.glob("*/*.json")) if path.name != MACHINE)


def _read(path: Path) -> Begun:
    told = json.loads(path.read_text())
    executions = (
        {**each, "started": datetime.fromisoformat(each["started"]), "until": datetime.fromisoformat(each["until"])}
        for each in told["executions"]
    )
    return Begun(
        f"{path.parent.name} {path.stem}",
        datetime.fromisoformat(told["at"]),
        told["open_asks"],
        tuple(told["items"]),
        told["links"],
        tuple(Waiting(**each) for each in executions),
        path.parent / MACHINE,
    )


def written(at: datetime, open_asks: int, items: list[Item], links: Any, executions: list[Waiting]) -> str:
    """A story as it is kept in a file."""
    waiting = [{**vars(each), "started": str(each.started), "until": str(each.until)} for each in executions]
    rows = ",\n".join(json.dumps(item) for item in items)
    told = {"at": str(at), "open_asks": open_asks, "links": links, "executions": waiting}
    return f'{json.dumps(told, indent=1)[:-2]},\n "items": [\n{rows}\n]}}\n'
