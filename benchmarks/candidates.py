"""What it costs to find people, from a hamlet to a city block: queries and read units of one search."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, radians, sin, sqrt

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.goals import Figure
from benchmarks.stage import Stage, staged
from tests.support.builders import HOME, MORNING, a_member, a_request, an_offer
from whapp.adapters.cells import H3Grid
from whapp.app.create_request import Need, create_request
from whapp.bootstrap import services
from whapp.domain.category import Category
from whapp.domain.chance import Record
from whapp.domain.member import Offer
from whapp.domain.place import METRES_PER_DEGREE, Point
from whapp.domain.policy import CIRCLES
from whapp.domain.ranking import SHORTLIST_SIZE

DENSITIES = {"hamlet": 10, "town": 100, "city": 1_000, "ten thousand": 10_000}  # helpers within two kilometres
FLAT_FROM = 100
METRES = 2_000
FARTHEST = 6_000  # people live at this density as far as any search goes
REQUESTER = "rosa"


@dataclass(frozen=True)
class Search:
    """What one search took, and how many it brought to the shortlist."""

    queries: int
    reads: float
    found: int


def ask(console: Console) -> list[Figure]:
    """The dearest search, and how the dearest and the cheapest compare from a town on."""
    searches = {name: search(helpers) for name, helpers in DENSITIES.items()}
    table = Table(title="finding the people to ask", title_justify="left", box=SIMPLE_HEAD)
    for column in ("place", "helpers within 2 km", "queries", "read units", "on the shortlist"):
        table.add_column(column, justify="left" if column == "place" else "right")
    for name, each in searches.items():
        table.add_row(name, str(DENSITIES[name]), str(each.queries), f"{each.reads:.1f}", str(each.found))
    console.print(table)
    dearest = max(searches, key=lambda name: searches[name].reads)
    dense = [each.reads for name, each in searches.items() if DENSITIES[name] >= FLAT_FROM]
    binds = f"{dearest}: {searches[dearest].queries} queries, half a unit each at least"
    return [
        Figure("candidates", searches[dearest].reads, binds),
        Figure("candidates-flat", max(dense) / min(dense), f"from {min(dense):.1f} to {max(dense):.1f} units"),
    ]


def search(helpers: int) -> Search:
    """Ask for help where so many helpers live within two kilometres, and as densely all around."""
    with staged() as stage:
        services.__dict__["grid"] = H3Grid()
        return _searched(stage, helpers)


def _searched(stage: Stage, helpers: int) -> Search:
    requester = a_member(REQUESTER, offers=frozenset(), rings=H3Grid().rings(HOME, CIRCLES))
    offers = list(_offers(helpers))
    asked = a_request()
    near = [each for each in offers if each.point and each.point.metres_to(asked.point) <= METRES]
    profiles = [a_member(each.member_id, record=each.record) for each in near]  # of whoever could come out on top
    stage.move_in([requester, *profiles], offers)
    need = Need(
        category=Category.GROCERIES,
        text="groceries",
        needed_from=asked.needed_from,
        needed_until=asked.needed_until,
        urgency=asked.urgency,
    )
    with stage.counting() as calls:
        request = stage.run("api", lambda: create_request(services, REQUESTER, need, "key"))
    queries = [call for call in calls if call.where == "candidates"]
    found = len(request.shortlist.prospects) if request.shortlist else 0
    return Search(len(queries), sum(call.used.reads for call in queries), min(found, SHORTLIST_SIZE))


def _offers(helpers: int) -> Iterator[Offer]:
    draw, grid = random.Random(1), H3Grid()
    for number in range(round(helpers * (FARTHEST / METRES) ** 2)):
        away, bearing = FARTHEST * sqrt(draw.random()) / METRES_PER_DEGREE, draw.uniform(0, 2 * pi)
        east = away * sin(bearing) / cos(radians(HOME.lat))
        point = Point(HOME.lat + away * cos(bearing), HOME.lon + east).rounded()
        yield an_offer(
            f"helper-{number:05}",
            point=point,
            radius_m=5_000,
            cell=grid.rings(point, 1)[0][0],
            last_asked=draw.choice((None, MORNING)),
            record=Record(expected=round(draw.uniform(0, 3), 2), yeses=draw.randint(0, 2)),
        )
