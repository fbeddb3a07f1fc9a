"""Neighbourhood cells: seven hexagons of H3 at resolution 8 each, about 5 km2 together; those hexagons are its parts.

A cell is made of its parts, and not taken from resolution 7 itself, whose edges run elsewhere: who stands in a part
must stand in its cell, or the two together would tell a strip of a street.
"""

import h3

from whapp.domain.place import Point

RESOLUTION = 7
RESOLUTION_OF_PARTS = 8
_THIRDS = ((0, 1, 5), (4, 6), (2, 3))  # of the seven, in H3's order: the middle one is 0, and these lie side by side


class H3Grid:
    """`whapp.ports.Grid` on H3."""

    def rings(self, point: Point, count: int) -> tuple[tuple[str, ...], ...]:
        home = h3.cell_to_parent(self.part(point), RESOLUTION)
        return tuple(tuple(sorted(h3.grid_ring(home, distance))) for distance in range(count))

    def part(self, point: Point) -> str:
        return str(h3.latlng_to_cell(point.lat, point.lon, RESOLUTION_OF_PARTS))

    def thirds(self, cell: str) -> tuple[tuple[str, ...], ...]:
        parts = sorted(h3.cell_to_children(cell, RESOLUTION_OF_PARTS))
        return tuple(tuple(parts[number] for number in third) for third in _THIRDS)

    def middle(self, *cells: str) -> Point:
        middles = [h3.cell_to_latlng(cell) for cell in cells]
        return Point(*(round(sum(degrees) / len(cells), 3) for degrees in zip(*middles, strict=True)))
