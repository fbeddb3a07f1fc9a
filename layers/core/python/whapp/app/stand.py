"""Finding where a request stands: in the middle of its cell, or of a part of it where many live in each."""

from dataclasses import replace
from datetime import datetime

from whapp.domain.crowd import LEAST_SETTLED, MOST_COUNTED, SETTLED_AFTER, Crowd
from whapp.domain.member import Member
from whapp.domain.place import WITHIN_PART_M, Point
from whapp.domain.request import Request
from whapp.domain.retention import Matter, until
from whapp.ports import Services


def stand(services: Services, request: Request, requester: Member, place: Point, now: datetime) -> Request:
    """The request, whose help is needed at this place, where it may stand; it comes in the middle of its cell.

    It reads one row; once a week in a cell in which somebody asks, it counts the neighbours and writes that row.
    """
    cell = request.rings[0][0]
    crowd = services.members.crowd(cell) or _counted(services, cell, now)
    if not crowd.is_around(requester):
        return request
    return replace(request, point=services.grid.middle(services.grid.part(place)), within_m=WITHIN_PART_M)


def _counted(services: Services, cell: str, now: datetime) -> Crowd:
    """The neighbours in each part, up to the first in which too few have settled."""
    since, counts = now - SETTLED_AFTER, {}
    for part in services.grid.parts(cell):
        counts[part] = services.members.settled_in(cell, part, MOST_COUNTED, since)
        if counts[part] < LEAST_SETTLED:
            break
    crowd = Crowd(since, counts)
    services.members.note_crowd(cell, crowd, until(Matter.CROWD, now))
    return crowd
