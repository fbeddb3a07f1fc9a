"""What ranking costs: the best fifty of ten thousand offers, to the leanest way of picking the nearest fifty.

The lean way tests what is cheap first (day, part of the day), takes the distance on a flat map, and keeps fifty in a
heap. It knows no chance of a yes, no fairness and no newcomers.
"""

import gc
import random
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from heapq import nsmallest
from math import cos, radians
from statistics import median

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.goals import Figure
from tests.support.builders import HOME, MORNING, a_request, an_offer
from whapp.domain.chance import Record, area_lift
from whapp.domain.hours import DAY_PARTS, DAYS, falls_in
from whapp.domain.place import METRES_PER_DEGREE, Point
from whapp.domain.ranking import SHORTLIST_SIZE, Found, rank, suits
from whapp.domain.request import Request

HELPERS, RUNS = 10_000, 15


def ask(console: Console) -> list[Figure]:
    """The ratio, and what each part of ours takes."""
    request = a_request()
    found = _found(random.Random(1))
    ways: dict[str, Callable[[], object]] = {
        "the nearest fifty, leanly": lambda: lean(found, request),
        "rank": lambda: rank(found, request, MORNING),
        "  who suits": lambda: [suits(each.offer, request, MORNING) for each in found],
        "    by day and part of the day": lambda: [
            falls_in(MORNING, request.needed_until, each.offer.days, each.offer.day_parts) for each in found
        ],
        "    by distance": lambda: [each.offer.point.metres_to(request.point) for each in found if each.offer.point],
        "  the area's record": lambda: area_lift(each.offer.record for each in found),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(RUNS):
        for name, way in ways.items():
            gc.collect()
            begun = time.process_time()
            way()
            seconds[name].append(time.process_time() - begun)
    lean_ones, ours = seconds["the nearest fifty, leanly"], seconds["rank"]
    table = Table(title=f"the best fifty of {HELPERS}", title_justify="left", box=SIMPLE_HEAD)
    for column in ("what", "ms of processor", "ratio"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for name, each in seconds.items():
        table.add_row(name, f"{median(each) * 1000:.1f}", f"{median(each) / median(lean_ones):.2f}")
    console.print(table)
    binds = ", ".join(f"{name.strip()} {median(each) * 1000:.0f} ms" for name, each in seconds.items())
    return [Figure("rank", median(a / b for a, b in zip(ours, lean_ones, strict=True)), binds)]


def lean(found: Sequence[Found], request: Request) -> list[tuple[float, str]]:
    """The ids of the nearest, by the square of their distance in degrees of latitude."""
    lat, lon = request.point.lat, request.point.lon
    narrower = cos(radians(lat)) ** 2
    slots = _slots(request)
    near = []
    for each in found:
        offer = each.offer
        if not any(day in offer.days and part in offer.day_parts for day, part in slots):
            continue
        point = offer.point
        if point is None:
            continue
        north, east = point.lat - lat, point.lon - lon
        distance = north * north + east * east * narrower
        if distance <= (offer.radius_m / METRES_PER_DEGREE) ** 2:
            near.append((distance, offer.member_id))
    return nsmallest(SHORTLIST_SIZE, near)


def _slots(request: Request) -> list[tuple[str, str]]:
    """The days and parts of the day of the window, worked out once."""
    return [
        (day, part)
        for day in DAYS
        for part in DAY_PARTS
        if falls_in(MORNING, request.needed_until, frozenset({day}), frozenset({part}))
    ]


def _found(draw: random.Random) -> list[Found]:
    """Offers all over four kilometres by four, of people with a past; some only for a few days or parts of the day."""
    return [
        Found(
            an_offer(
                f"helper-{number:05}",
                point=Point(HOME.lat + draw.uniform(-0.018, 0.018), HOME.lon + draw.uniform(-0.029, 0.029)),
                radius_m=draw.choice((1000, 2000, 5000)),
                days=frozenset(draw.sample(DAYS, draw.randint(2, 7))),
                day_parts=frozenset(draw.sample(DAY_PARTS, draw.randint(1, 3))),
                last_asked=draw.choice((None, MORNING - timedelta(days=draw.uniform(0, 40)))),
                record=Record(expected=draw.uniform(0, 3), yeses=draw.randint(0, 3), silences=draw.randint(0, 2)),
            ),
            circle=0,
        )
        for number in range(HELPERS)
    ]
