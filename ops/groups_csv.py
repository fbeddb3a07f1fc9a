"""Groups in a CSV file: which lines are good, and what is wrong with the others."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from whapp.app.create_group import NewGroup
from whapp.domain.errors import InvalidInput
from whapp.domain.group import Group
from whapp.http.group_models import GroupIn

COLUMNS = ("name", "kind", "lat", "lon", "radius_m", "moderator_email")


class Unreadable(Exception):
    """The file as a whole cannot be read; says why in a sentence."""


@dataclass(frozen=True)
class Good:
    """A group, and the line it stands on."""

    line: int
    cells: Sequence[str]
    group: Group


@dataclass(frozen=True)
class Bad:
    """A line that is no group, and why not. The cells are the owner's own words: they go to a file, never to a log."""

    line: int
    cells: Sequence[str]
    reason: str


def read(raw: bytes, now: datetime) -> tuple[list[Good], list[Bad]]:
    """Every line of the file, good or bad. Raises Unreadable for a wrong encoding or header.

    A group that stands in the file twice is good the first time and bad after.
    """
    good: dict[str, Good] = {}
    bad: list[Bad] = []
    for line, cells in _lines(_text(raw)):
        try:
            group = _group(cells, now)
        except ValueError as error:
            bad.append(Bad(line, cells, str(error)))
            continue
        if group.id in good:
            bad.append(Bad(line, cells, f"is the same group as line {good[group.id].line}"))
        else:
            good[group.id] = Good(line, cells, group)
    return list(good.values()), bad


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise Unreadable(f"The file is not UTF-8 (line {line}); save it as 'CSV UTF-8'.") from error


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader, [])
        if tuple(name.strip().lower() for name in header) != COLUMNS:
            raise Unreadable(f"The first line must be: {','.join(COLUMNS)}")
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, cells
    except csv.Error as error:
        raise Unreadable(f"Line {reader.line_num} is not CSV: {error}.") from error


def _group(cells: Sequence[str], now: datetime) -> Group:
    """The group on a line. Raises ValueError with the column and the reason."""
    if len(cells) != len(COLUMNS):
        raise ValueError(f"has {len(cells)} columns instead of {len(COLUMNS)}")
    name, kind, lat, lon, radius_m, email = (cell.strip() for cell in cells)
    try:
        centre = {"lat": float(lat), "lon": float(lon)}
        known = {"name": name, "kind": kind.lower(), "centre": centre, "radius_m": int(radius_m)}
    except ValueError:
        raise ValueError("lat, lon and radius_m must be numbers") from None
    try:
        new: NewGroup = GroupIn.model_validate({**known, "moderator_email": email}).group()
        return new.group(now)
    except ValidationError as error:
        [first, *_] = error.errors()
        column = str(first["loc"][-1]) if first["loc"] else "line"
        raise ValueError(f"{column}: {str(first['msg']).removeprefix('Value error, ')}") from None
    except InvalidInput as error:
        raise ValueError("lat and lon must be in the Netherlands" if error.field == "centre" else str(error)) from None
