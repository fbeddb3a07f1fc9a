"""One table for each world."""

from collections.abc import Mapping

from rich.box import SIMPLE_HEAD
from rich.table import Table

from benchmarks.policy_lab import figures
from benchmarks.policy_lab.figures import Tallies
from benchmarks.policy_lab.world import World

_COLUMNS = (
    "policy",
    "filled\n%",
    "asks per\nfilled",
    "median\nminutes",
    "p90\nminutes",
    "in vain\nper\nrequest",
    "Gini of\nasks",
    "messages\nin silent\nhours",
    "asks\nover\nbudget",
    "messages\na member\na week",
    "EUR per\nfilled",
)


def table(world: World, rows: Mapping[str, Tallies]) -> Table:
    """What each policy came to in this world."""
    drawn = Table(
        title=f"{world.name}: {world.about}" if world.about else world.name,
        title_justify="left",
        box=SIMPLE_HEAD,
        padding=(0, 1, 0, 0),
    )
    for number, column in enumerate(_COLUMNS):
        drawn.add_column(column, justify="right" if number else "left", no_wrap=True)
    for name, towns in rows.items():
        share = figures.filled(towns)
        drawn.add_row(
            name,
            _figure(None if share is None else share * 100, 1),
            _figure(figures.asks_per_filled(towns), 2),
            _figure(figures.minutes(towns, 0.5), 0),
            _figure(figures.minutes(towns, 0.9), 0),
            _figure(figures.in_vain(towns), 3),
            _figure(figures.unevenness(towns), 2),
            str(sum(each.in_silent_hours for each in towns)),
            str(sum(each.over_budget for each in towns)),
            _figure(figures.messages_a_week(towns), 2),
            _figure(figures.euro_per_filled(towns), 2),
        )
    return drawn


def _figure(value: float | None, decimals: int) -> str:
    return "-" if value is None else f"{value:.{decimals}f}"
