"""Neighbourhood cells: hexagons of H3 at resolution 7, about 5 km2 each, 1.2 km a side."""

import h3

from whapp.domain.place import Point

RESOLUTION = 7


class H3Grid:
    """`whapp.ports.Grid` on H3."""

    def rings(self, point: Point, count: int) -> tuple[tuple[str, ...], ...]:
        home = h3.latlng_to_cell(point.lat, point.lon, RESOLUTION)
        return tuple(tuple(sorted(h3.grid_ring(home, distance))) for distance in range(count))

    def middle(self, cell: str) -> Point:
        return Point(*(round(degrees, 3) for degrees in h3.cell_to_latlng(cell)))
