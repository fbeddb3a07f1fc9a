"""Whether what people are told comes true: the chance at the start, the minutes, and the chance of each ask."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rich.box import SIMPLE_HEAD
from rich.table import Table

from benchmarks.policy_lab.figures import Tallies

BINS = 10
Told = Sequence[tuple[float, bool]]  # the chance that was told, and whether it came true


@dataclass(frozen=True)
class Bin:
    """Those told about the same chance: how many, what they were told on average, and how often it came true."""

    count: int
    told: float
    came_true: float


def reliability(told: Told) -> list[Bin | None]:
    """Ten equal bins of told chances; None for one that nobody fell in."""
    bins: list[list[tuple[float, bool]]] = [[] for _ in range(BINS)]
    for chance, came_true in told:
        bins[min(int(chance * BINS), BINS - 1)].append((chance, came_true))
    return [
        Bin(len(each), sum(chance for chance, _ in each) / len(each), sum(true for _, true in each) / len(each))
        if each
        else None
        for each in bins
    ]


def brier(told: Told) -> float | None:
    """The mean squared distance of the told chance from what happened; 0 is perfect."""
    return sum((chance - came_true) ** 2 for chance, came_true in told) / len(told) if told else None


def base_rate_brier(told: Told) -> float | None:
    """The same, had everybody been told how often it comes true on the whole."""
    if not told:
        return None
    rate = sum(came_true for _, came_true in told) / len(told)
    return rate * (1 - rate)


def reliability_table(title: str, told: Told) -> Table:
    """The bins, lowest first."""
    drawn = Table(title=title, title_justify="left", box=SIMPLE_HEAD)
    for column in ("told", "how many", "told on average", "came true"):
        drawn.add_column(column, justify="right")
    for number, each in enumerate(reliability(told)):
        label = f"{number * 100 // BINS}-{(number + 1) * 100 // BINS} %"
        if each:
            drawn.add_row(label, str(each.count), f"{each.told:.1%}", f"{each.came_true:.1%}")
        else:
            drawn.add_row(label, "0", "-", "-")
    return drawn


def scores_table(results: Mapping[str, Tallies]) -> Table:
    """For each world and for all: how good what was told was, against telling everybody the base rate."""
    drawn = Table(title="what requesters are told at the start, world by world", title_justify="left", box=SIMPLE_HEAD)
    for column in ("world", "told", "came true", "Brier", "Brier of the base rate", "yes within the told minutes"):
        drawn.add_column(column, justify="left" if column == "world" else "right")
    everything = [tally for tallies in results.values() for tally in tallies]
    for name, tallies in (*results.items(), ("all", everything)):
        told = [each for tally in tallies for each in tally.told]
        in_time = [each for tally in tallies for each in tally.in_expected_time]
        drawn.add_row(
            name,
            _share([chance for chance, _ in told]),
            _share([came_true for _, came_true in told]),
            _score(brier(told)),
            _score(base_rate_brier(told)),
            _share(in_time),
        )
    return drawn


def _share(values: Sequence[float]) -> str:
    return f"{sum(values) / len(values):.1%}" if values else "-"


def _score(value: float | None) -> str:
    return "-" if value is None else f"{value:.4f}"
