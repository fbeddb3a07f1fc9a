"""One table for each world."""

from collections.abc import Mapping

from rich.table import Table

from benchmarks.policy_lab.figures import Figures
from benchmarks.policy_lab.world import World

_COLUMNS = (
    "policy",
    "filled %",
    "asks per filled",
    "median min",
    "p90 min",
    "in vain per request",
    "Gini",
    "silent-hour messages",
    "over budget",
    "messages per member-week",
    "EUR per filled",
)


def table(world: World, rows: Mapping[str, Figures]) -> Table:
    """What each policy came to in this world."""
    drawn = Table(title=f"{world.name}: {world.about}" if world.about else world.name, title_justify="left")
    for number, column in enumerate(_COLUMNS):
        drawn.add_column(column, justify="right" if number else "left")
    for name, row in rows.items():
        drawn.add_row(
            name,
            _figure(row.filled and row.filled * 100, 1),
            _figure(row.asks_per_filled, 2),
            _figure(row.median_minutes, 0),
            _figure(row.p90_minutes, 0),
            _figure(row.in_vain, 3),
            _figure(row.gini, 2),
            str(row.in_silent_hours),
            str(row.over_budget),
            _figure(row.messages_a_week, 2),
            _figure(row.euro_per_filled, 2),
        )
    return drawn


def _figure(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:.{decimals}f}"
