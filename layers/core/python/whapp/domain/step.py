"""What the cascade does next, and for how long at most."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class StepKind(StrEnum):
    """What the cascade does until it decides again."""

    ASK = "ask"
    WAIT = "wait"
    ACCOMPANY = "accompany"
    FOLLOW_UP = "follow_up"
    FINISH = "finish"
    SEARCH = "search"  # never leaves the worker: look in the next circle, then decide again


@dataclass(frozen=True, slots=True)
class Step:
    """The next step; `until` is when to decide again if nothing happens before, None for FINISH and SEARCH."""

    kind: StepKind
    until: datetime | None = None
