"""Finding where a request stands: in the middle of its cell, or of less where many live."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from whapp.domain.crowd import LEAST_SETTLED, MOST_COUNTED, SETTLED_AFTER, Crowd
from whapp.domain.member import Member
from whapp.domain.place import WITHIN_PARTS_M, Point
from whapp.domain.request import Request
from whapp.domain.retention import Matter, until
from whapp.ports import Services


def stand(services: Services, request: Request, requester: Member, place: Point, now: datetime) -> Request:
    """The request, whose help is needed at this place, where it may stand; it comes in the middle of its cell.

    It reads one row; once a week in a cell in which somebody asks, it counts the neighbours and writes that row.
    """
    cell = request.rings[0][0]
    thirds = services.grid.thirds(cell)
    crowd = services.members.crowd(cell) or _counted(services, cell, thirds, now)
    parts = crowd.told(thirds, services.grid.part(place), requester)
    if not parts:
        return request
    return replace(request, point=services.grid.middle(*parts), within_m=WITHIN_PARTS_M[len(parts)])


def _counted(services: Services, cell: str, thirds: Sequence[Sequence[str]], now: datetime) -> Crowd:
    """The neighbours in each part, up to the first third with too few. A phone counts once in a cell."""
    since = now - SETTLED_AFTER
    counts: dict[str, int] = {}
    known: set[str] = set()
    for third in thirds:
        for part in third:
            phones = services.members.settled_in(cell, part, since) - known
            known |= phones
            counts[part] = min(len(phones), MOST_COUNTED)
        if sum(counts[part] for part in third) < LEAST_SETTLED:
            break
    crowd = Crowd(since, counts)
    services.members.note_crowd(cell, crowd, until(Matter.CROWD, now))
    return crowd
