"""Places, rounded so that a table of them is no map of people's homes."""

from dataclasses import dataclass
from math import cos, hypot, radians

GRID_DEGREES = 0.002  # about 220 m north-south and 135 m east-west in the Netherlands
BLUR_DEGREES = 0.25  # about 28 km by 17 km; a power of two, so that a second time changes nothing
METRES_PER_DEGREE = 111_195  # of latitude, on a sphere with the earth's mean radius of 6,371 km
WITHIN_CELL_M = 1_420  # from the middle of a cell to the furthest home in it, anywhere in the Netherlands
WITHIN_PARTS_M = {1: 540, 2: 970, 3: 1_050}  # the same for a part of a cell, and for two or three side by side
NETHERLANDS = ((50.7, 53.7), (3.2, 7.3))  # latitudes, longitudes: the European Netherlands


@dataclass(frozen=True, slots=True)
class Point:
    """A position in degrees (WGS 84)."""

    lat: float
    lon: float

    @property
    def is_dutch(self) -> bool:
        """Whether it lies in the box around the Netherlands."""
        (south, north), (west, east) = NETHERLANDS
        return south <= self.lat <= north and west <= self.lon <= east

    def rounded(self) -> "Point":
        """The nearest crossing of a fixed grid: the only form in which a position is stored."""
        return Point(*(round(round(degrees / GRID_DEGREES) * GRID_DEGREES, 3) for degrees in (self.lat, self.lon)))

    def blurred(self) -> "Point":
        """A place somewhere around, of a grid of some kilometres: what stays of whoever left."""
        return Point(round(self.lat / BLUR_DEGREES) * BLUR_DEGREES, round(self.lon / BLUR_DEGREES) * BLUR_DEGREES)

    def metres_to(self, other: "Point") -> float:
        """The distance on a flat map, right to 0.1 % within the 50 km that a helper may choose."""
        east = (other.lon - self.lon) * cos(radians((self.lat + other.lat) / 2))
        return hypot(other.lat - self.lat, east) * METRES_PER_DEGREE
