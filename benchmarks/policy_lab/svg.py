"""Charts in SVG, as few as the lab needs: panels side by side, each with axes, marks and lines."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from math import ceil, cos, floor, log10, pi, sin
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

WIDTH, HEIGHT = 300, 230
LEFT, RIGHT, TOP, BOTTOM = 46, 12, 30, 40
COLUMNS = 3
LEGEND = 26
# Told apart by those who see few colours too (Okabe and Ito), and by their shape.
COLOURS = ("#000000", "#e69f00", "#56b4e9", "#009e73", "#b8a800", "#0072b2", "#d55e00", "#cc79a7", "#888888")
Spot = tuple[float, float]


@dataclass(frozen=True)
class Axis:
    """What is drawn along one side, and between which values."""

    label: str
    low: float
    high: float
    logarithmic: bool = False

    def place(self, value: float) -> float:
        """Where a value lies: 0 at the low end, 1 at the high one."""
        if self.logarithmic:
            return log10(value / self.low) / log10(self.high / self.low)
        return (value - self.low) / (self.high - self.low)

    @property
    def ticks(self) -> list[float]:
        """Where to write a number."""
        if self.logarithmic:
            return [10.0**power for power in range(ceil(log10(self.low)), floor(log10(self.high)) + 1)]
        return [self.low + (self.high - self.low) * quarter / 4 for quarter in range(5)]


@dataclass
class Panel:
    """One chart. Series are named; the same name has the same colour and shape in every panel."""

    title: str
    across: Axis
    up: Axis
    marks: Mapping[str, Spot] = field(default_factory=dict)
    lines: Mapping[str, Sequence[Spot]] = field(default_factory=dict)
    guide: Sequence[Spot] = ()  # a dashed line that belongs to no series


def write(path: Path, heading: str, names: Sequence[str], panels: Sequence[Panel]) -> None:
    """Draw the panels in rows of three, with a legend on top."""
    rows = ceil(len(panels) / COLUMNS)
    width, height = COLUMNS * WIDTH, rows * HEIGHT + 2 * LEGEND + 8
    root = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}", width=str(width))
    root.set("font-family", "sans-serif")
    root.set("font-size", "10")
    SubElement(root, "title").text = heading
    SubElement(root, "rect", width="100%", height="100%", fill="white")
    _text(root, LEFT, 16, heading).set("font-size", "13")
    for number, name in enumerate(names):
        _mark(root, number, LEFT + number * (width - LEFT) / len(names), LEGEND + 6)
        _text(root, LEFT + 8 + number * (width - LEFT) / len(names), LEGEND + 10, name)
    for number, panel in enumerate(panels):
        row, column = divmod(number, COLUMNS)
        group = SubElement(root, "g", transform=f"translate({column * WIDTH},{row * HEIGHT + 2 * LEGEND})")
        _draw(group, panel, names)
    indent(root)
    ElementTree(root).write(path, encoding="utf-8", xml_declaration=True)


def _draw(group: Element, panel: Panel, names: Sequence[str]) -> None:
    def at(spot: Spot) -> Spot:
        across, up = panel.across.place(spot[0]), panel.up.place(spot[1])
        return LEFT + across * (WIDTH - LEFT - RIGHT), HEIGHT - BOTTOM - up * (HEIGHT - TOP - BOTTOM)

    def line(spots: Sequence[Spot], how: dict[str, str]) -> None:
        points = " ".join(f"{x:.1f},{y:.1f}" for x, y in map(at, spots))
        SubElement(group, "polyline", {"points": points, "fill": "none", **how})

    _text(group, LEFT, TOP - 10, panel.title).set("font-weight", "bold")
    _axes(group, panel, at)
    if panel.guide:
        line(panel.guide, {"stroke": "#999999", "stroke-dasharray": "3 3"})
    for name, spots in panel.lines.items():
        line(spots, {"stroke": _colour(names.index(name)), "stroke-width": "1.4"})
    for name, spot in panel.marks.items():
        _mark(group, names.index(name), *at(spot))


def _axes(group: Element, panel: Panel, at: Callable[[Spot], Spot]) -> None:
    across, up = panel.across, panel.up
    for tick in across.ticks:
        x, y = at((tick, up.low))
        SubElement(group, "line", x1=f"{x:.1f}", x2=f"{x:.1f}", y1=f"{y:.1f}", y2=str(TOP), stroke="#e6e6e6")
        _text(group, x, y + 13, f"{tick:g}", "middle")
    for tick in up.ticks:
        x, y = at((across.low, tick))
        SubElement(group, "line", x1=f"{x:.1f}", x2=str(WIDTH - RIGHT), y1=f"{y:.1f}", y2=f"{y:.1f}", stroke="#e6e6e6")
        _text(group, x - 4, y + 3, f"{tick:.3g}", "end")
    _text(group, (LEFT + WIDTH - RIGHT) / 2, HEIGHT - BOTTOM + 27, across.label, "middle")
    middle = (TOP + HEIGHT - BOTTOM) / 2
    _text(group, 11, middle, up.label, "middle").set("transform", f"rotate(-90 11 {middle:.1f})")


def _mark(parent: Element, number: int, x: float, y: float) -> None:
    """A star for the first series; polygons of ever more corners for the others."""
    corners, radius = (5, 6.5) if number == 0 else (2 + number, 4.2)
    spots = []
    for corner in range(2 * corners if number == 0 else corners):
        reach = radius * 0.45 if number == 0 and corner % 2 else radius
        angle = 2 * pi * corner / (2 * corners if number == 0 else corners)
        spots.append(f"{x + reach * sin(angle):.1f},{y - reach * cos(angle):.1f}")
    SubElement(parent, "polygon", {"points": " ".join(spots), "fill": _colour(number), "fill-opacity": "0.85"})


def _colour(number: int) -> str:
    return COLOURS[number % len(COLOURS)]


def _text(parent: Element, x: float, y: float, words: str, anchor: str = "start") -> Element:
    element = SubElement(parent, "text", {"x": f"{x:.1f}", "y": f"{y:.1f}", "text-anchor": anchor})
    element.text = words
    return element
