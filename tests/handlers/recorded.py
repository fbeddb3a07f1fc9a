"""`python -m tests.handlers.recorded`: write docs/samples.json, what each route answers to its event file.

The API document shows them as examples; a test plays the events again and compares.
"""

import json
from typing import Any

from tests.handlers.test_events import EXPECTED, HTTP
from tests.handlers.world import ROOT, Answer, event, world

FILE = ROOT / "docs" / "samples.json"
LONGEST = 200  # a drawing of a code says nothing to a reader


def samples() -> dict[str, str]:
    """The routes that answer with a document, and the event whose answer is shown: the first by name."""
    good = (name for name in sorted(HTTP) if name.startswith("api/") and EXPECTED[name].answer in (200, 201))
    found: dict[str, str] = {}
    for name in good:
        found.setdefault(event(name)["routeKey"], name)
    return found


def answered(name: str) -> Any:
    """What this event is answered, with long texts cut short."""
    with world() as here:
        EXPECTED[name].comes_about(here)
        return short(Answer.of(here.play(name)).json)


def short(part: Any) -> Any:
    """The document with its long texts cut short."""
    if isinstance(part, dict):
        return {name: short(each) for name, each in part.items()}
    if isinstance(part, list):
        return [short(each) for each in part]
    return f"{part[:LONGEST]}…" if isinstance(part, str) and len(part) > LONGEST else part


if __name__ == "__main__":
    told = {route: answered(name) for route, name in sorted(samples().items())}
    FILE.write_text(json.dumps(told, indent=1, ensure_ascii=False) + "\n")
