"""The types of fields: what each may hold, said once."""

import re
import unicodedata
from datetime import UTC, datetime, time
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from whapp.domain.hours import QuietHours
from whapp.domain.letters import is_name, leads_elsewhere, shows
from whapp.domain.member import MAX_RADIUS_M
from whapp.domain.place import Point
from whapp.domain.request import MAX_TEXT

# Where the next part of a list begins; null at the end. Handed back as the query parameter `cursor`.
Cursor = Annotated[str | None, Field(description="Pass it as `cursor` to read on; null at the end")]


class Document(BaseModel):
    """A JSON object whose fields are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


# Pydantic takes more for a time than we would: counts of seconds, days, times without an offset.
_RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)


def _written_out(value: Any) -> Any:
    if isinstance(value, datetime) or (isinstance(value, str) and _RFC_3339.fullmatch(value)):
        return value
    raise ValueError("must be a time with its offset, such as 2026-11-23T14:00:00Z")


def _sane(value: datetime) -> datetime:
    if not 2020 <= value.year < 2100:
        raise ValueError("must be a time in this century")
    return value.astimezone(UTC)


def _zulu(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


Moment = Annotated[
    datetime,
    AfterValidator(_sane),
    BeforeValidator(_written_out),
    PlainSerializer(_zulu, return_type=str),
    Field(examples=["2026-11-23T14:00:00Z"], description="With its offset; answers are in UTC"),
]


_SHOWN = "\n\t\u200c\u200d"  # new lines, tabs, and what joins or parts letters and emoji in good faith


def _plain(value: str) -> str:
    """Text without characters that do not show, or that turn the text around them."""
    value = value.replace("\r\n", "\n").strip()
    if any(unicodedata.category(each) in {"Cc", "Cf", "Cs", "Co"} and each not in _SHOWN for each in value):
        raise ValueError("holds characters that do not show")
    if not shows(value):
        raise ValueError("must not be empty")
    return value


def one_line(value: str) -> str:
    """Plain text on one line, single spaces."""
    return " ".join(_plain(value).split())


def _name(value: str) -> str:
    if not is_name(value):
        raise ValueError("must be what people call you: letters, no number and no address")
    return value


def _address(value: str) -> str:
    if leads_elsewhere(value):
        raise ValueError("must be a street and a town: no telephone number, no e-mail address, nothing on the web")
    return value


Name = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(one_line), AfterValidator(_name)]
Words = Annotated[str, Field(min_length=1, max_length=MAX_TEXT), AfterValidator(_plain)]
Address = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_plain), AfterValidator(_address)]
Note = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_plain)]
Switch = Annotated[bool, Field(strict=True)]
Radius = Annotated[int, Field(strict=True, ge=1, le=MAX_RADIUS_M)]


class Place(Document):
    """A position in degrees (WGS 84), in the Netherlands."""

    lat: Annotated[
        float, Field(strict=True, ge=-90, le=90, allow_inf_nan=False, examples=[52.09], description="Latitude")
    ]
    lon: Annotated[
        float, Field(strict=True, ge=-180, le=180, allow_inf_nan=False, examples=[5.12], description="Longitude")
    ]

    def point(self) -> Point:
        """As the domain's own."""
        return Point(self.lat, self.lon)


ClockTime = Annotated[
    str,
    Field(
        pattern="^([01][0-9]|2[0-3]):[0-5][0-9]$",
        examples=["21:30"],
        description="On the wall clock in the Netherlands",
    ),
]


class Quiet(Document):
    """Quiet hours on the wall clock in the Netherlands; `from` equal to `to` means none."""

    from_: Annotated[ClockTime, Field(alias="from")] = "21:30"
    to: ClockTime = "08:00"

    def hours(self) -> QuietHours:
        """As the domain's own."""
        return QuietHours(time.fromisoformat(self.from_), time.fromisoformat(self.to))

    @classmethod
    def of(cls, hours: QuietHours) -> "Quiet":
        """From the domain's own."""
        return cls.model_validate({"from": f"{hours.start:%H:%M}", "to": f"{hours.end:%H:%M}"})
