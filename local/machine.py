"""The cascade as a drawing: made from the definition that is deployed, so that it cannot differ from it."""

from collections.abc import Iterator, Mapping
from html import escape
from itertools import groupby
from typing import Any

_WIDTH, _HEIGHT, _ACROSS, _DOWN, _EDGE = 164, 40, 216, 52, 12
Place = tuple[int, int]


def draw(definition: Mapping[str, Any]) -> str:
    """An SVG with a box for each state and an arrow for each way; both say in `data-` what they stand for."""
    states = definition["States"]
    places = _places(definition)
    width = max(x for x, _ in places.values()) + _WIDTH + _EDGE
    height = max(y for _, y in places.values()) + _HEIGHT + _EDGE
    arrows = "".join(_arrow(places, one, other) for one, other in ways(definition))
    boxes = "".join(_box(name, place, ends=not _following(states[name])) for name, place in places.items())
    return (
        f'<svg viewBox="0 0 {width} {height}" role="img" aria-labelledby="machine-title">'
        '<title id="machine-title">The cascade, state by state</title>'
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="9" markerHeight="9" '
        'markerUnits="userSpaceOnUse" orient="auto">'
        '<path d="M0 0 8 4 0 8z"/></marker></defs>'
        f"{arrows}{boxes}</svg>"
    )


def ways(definition: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every way from one state to another, once."""
    found = ((name, each) for name, state in definition["States"].items() for each in _following(state))
    return list(dict.fromkeys(found))


def _following(state: Mapping[str, Any]) -> list[str]:
    choices = [*state.get("Choices", ()), *state.get("Catch", ()), state, {"Next": state.get("Default")}]
    return [choice["Next"] for choice in choices if choice.get("Next")]


def _places(definition: Mapping[str, Any]) -> dict[str, Place]:
    """Where each box stands: a column for each step from the start, and the ends in the last one."""
    states = definition["States"]
    columns = dict(_columns(definition))
    last = max(columns.values()) + 1
    columns = {name: column if _following(states[name]) else last for name, column in columns.items()}
    most = max(list(columns.values()).count(column) for column in range(last + 1))
    places: dict[str, Place] = {}
    for column, group in groupby(sorted(columns, key=lambda name: columns[name]), key=lambda name: columns[name]):
        names = list(group)
        top = _EDGE + (most - len(names)) * _DOWN // 2
        places |= {name: (_EDGE + column * _ACROSS, top + row * _DOWN) for row, name in enumerate(names)}
    return places


def _columns(definition: Mapping[str, Any]) -> Iterator[tuple[str, int]]:
    """How many steps each state is away from the start."""
    known, border, step = {definition["StartAt"]}, [definition["StartAt"]], 0
    while border:
        yield from ((name, step) for name in border)
        following = dict.fromkeys(each for name in border for each in _following(definition["States"][name]))
        border = [name for name in following if name not in known]
        known |= set(border)
        step += 1


def _box(name: str, place: Place, *, ends: bool) -> str:
    x, y = place
    middle = f'x="{x + _WIDTH // 2}" y="{y + _HEIGHT // 2 + 5}"'
    box = f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="{_HEIGHT // 2 if ends else 6}"/>'
    return f'<g class="state" data-state="{escape(name)}">{box}<text {middle}>{escape(name)}</text></g>'


def _arrow(places: Mapping[str, Place], one: str, other: str) -> str:
    (x, y), (to_x, to_y) = places[one], places[other]
    if to_x > x:
        bend = (to_x - x - _WIDTH) // 2
        line = f"M{x + _WIDTH} {y + _HEIGHT // 2}c{bend} 0 {bend} {to_y - y} {to_x - x - _WIDTH} {to_y - y}"
    else:  # back, below or above what lies between
        below = y >= to_y
        meet = (to_x + _WIDTH // 2, to_y + _HEIGHT if below else to_y)
        depth = meet[1] + (_DOWN * 2 if below else -_DOWN * 2)
        line = f"M{x} {y + _HEIGHT // 2}C{x - _ACROSS // 2} {y + _HEIGHT // 2} {meet[0]} {depth} {meet[0]} {meet[1]}"
    return f'<path class="way" data-from="{escape(one)}" data-to="{escape(other)}" d="{line}" marker-end="url(#tip)"/>'
