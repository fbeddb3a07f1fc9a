"""The pictures: what is bought with more asks, and how evenly the asks are spread."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.policy_lab import figures, svg
from benchmarks.policy_lab.figures import Tallies
from benchmarks.policy_lab.svg import Axis, Panel, Spot

ByPolicy = Mapping[str, Tallies]


def draw(folder: Path, results: Mapping[str, ByPolicy]) -> list[Path]:
    """Write the pictures into the folder; their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    names = list(next(iter(results.values())))
    pictures = {
        "filled.svg": ("Filled against asks: up and to the left is better", _filled_panel),
        "minutes.svg": ("Minutes against asks: down and to the left is better", _minutes_panel),
        "fairness.svg": ("How evenly asks are spread: nearer to the diagonal is more even", _fairness_panel),
    }
    for name, (heading, panel) in pictures.items():
        svg.write(folder / name, heading, names, [panel(world, rows) for world, rows in results.items()])
    return [folder / name for name in pictures]


def front(spots: Sequence[Spot], *, more_is_better: bool) -> list[Spot]:
    """Those that no other spot beats in both directions, from left to right; less is always better across."""
    kept: list[Spot] = []
    for spot in sorted(spots, key=lambda each: (each[0], -each[1] if more_is_better else each[1])):
        if not kept or (spot[1] > kept[-1][1] if more_is_better else spot[1] < kept[-1][1]):
            kept.append(spot)
    return kept


def lorenz(counts: Sequence[int]) -> list[Spot]:
    """The share of the asks that the least asked share of the helpers gets."""
    total, running, ranked = sum(counts), 0, sorted(counts)
    curve: list[Spot] = [(0.0, 0.0)]
    for rank, count in enumerate(ranked, start=1):
        running += count
        if rank == len(ranked) or ranked[rank] != count:  # in between, the line is straight
            curve.append((rank / len(counts), running / total))
    return curve


def _filled_panel(world: str, rows: ByPolicy) -> Panel:
    spots = {
        name: (asks, share * 100)
        for name, tallies in rows.items()
        if (asks := figures.asks_per_filled(tallies)) and (share := figures.filled(tallies)) is not None
    }
    lowest = min((share for _, share in spots.values()), default=0.0)
    up = Axis("filled, %", max(0.0, lowest // 10 * 10 - 1), 101)
    return _with_front(Panel(world, _asks_axis(list(spots.values())), up, marks=spots), more_is_better=True)


def _minutes_panel(world: str, rows: ByPolicy) -> Panel:
    spots = {
        name: (asks, max(minutes, 0.1))
        for name, tallies in rows.items()
        if (asks := figures.asks_per_filled(tallies)) and (minutes := figures.minutes(tallies, 0.5)) is not None
    }
    up = _decades("median minutes to a yes", [minutes for _, minutes in spots.values()])
    return _with_front(Panel(world, _asks_axis(list(spots.values())), up, marks=spots), more_is_better=False)


def _fairness_panel(world: str, rows: ByPolicy) -> Panel:
    curves = {}
    for name, tallies in rows.items():
        counts = [count for each in tallies for count in each.asked]
        if sum(counts):
            curves[name] = lorenz(counts)
    across, up = Axis("share of the helpers, least asked first", 0, 1), Axis("share of the asks", 0, 1)
    return Panel(world, across, up, lines=curves, guide=[(0, 0), (1, 1)])


def _with_front(panel: Panel, *, more_is_better: bool) -> Panel:
    panel.guide = front(list(panel.marks.values()), more_is_better=more_is_better)
    return panel


def _asks_axis(spots: Sequence[Spot]) -> Axis:
    return _decades("asks per filled request", [asks for asks, _ in spots])


def _decades(label: str, values: Sequence[float]) -> Axis:
    """A logarithmic axis of whole decades around the values."""
    low, high = 1.0, 10.0
    while values and low > min(values):
        low /= 10
    while values and high < max(values):
        high *= 10
    return Axis(label, low, high, logarithmic=True)
