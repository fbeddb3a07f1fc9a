"""The goals: what each figure must not exceed, and the last lines of a run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Goal:
    """A figure may be `most`; `limit` is what nobody can do better than, where there is such a thing."""

    most: float
    limit: str = "-"
    unit: str = ""
    decimals: int = 2


GOALS: Mapping[str, Goal] = MappingProxyType(
    {
        "import-api": Goal(1.55, "1.13"),
        "import-worker": Goal(1.25, "1.00"),
        "first-call": Goal(2.0, "1.00"),
        "warm-api": Goal(1.3, "1.00"),
        "calls-create": Goal(3, decimals=0),
        "calls-ask": Goal(5, decimals=0),
        "calls-yes": Goal(3, decimals=0),
        "calls-no": Goal(3, decimals=0),
        "calls-read": Goal(1, decimals=0),
        "calls-timeline": Goal(1, decimals=0),
        "transitions": Goal(3, "1"),
        "payload": Goal(1000, unit=" B", decimals=0),
        "candidates": Goal(4, "1", decimals=1),
        "candidates-flat": Goal(2, "1"),
        "rank": Goal(1.2, "1.00"),
        "burst-lost": Goal(0, decimals=0),
        "burst-queue": Goal(1.10, "1.00"),
        "size": Goal(16, unit=" MB", decimals=1),
        "aws-cost": Goal(0.0004, unit=" USD", decimals=6),
    }
)


@dataclass(frozen=True)
class Figure:
    """What was found for a goal, and which part of it costs most."""

    goal: str
    value: float
    binds: str = ""

    @property
    def met(self) -> bool:
        """Whether it is within the goal, as it is printed."""
        goal = GOALS[self.goal]
        return round(self.value, goal.decimals) <= goal.most


def lines(figures: Iterable[Figure]) -> list[str]:
    """A line for each figure, `PASS|FAIL name figure goal limit`; before a missed one, what binds."""
    told = []
    for figure in figures:
        goal = GOALS[figure.goal]
        shown, most = (f"{value:.{goal.decimals}f}{goal.unit}" for value in (figure.value, goal.most))
        if not figure.met and figure.binds:
            told.append(f"      {figure.goal}: {figure.binds}")
        told.append(
            f"{'PASS' if figure.met else 'FAIL'}  {figure.goal:16} {shown:>12}  <= {most:>10}  limit {goal.limit}"
        )
    return told
