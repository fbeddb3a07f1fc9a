"""The types of fields: what each may hold, said once."""

import unicodedata
from datetime import UTC, datetime, time
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, PlainSerializer

from whapp.domain.hours import QuietHours
from whapp.domain.member import MAX_RADIUS_M
from whapp.domain.place import Point
from whapp.domain.request import MAX_TEXT


class Document(BaseModel):
    """A JSON object whose fields are all known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _only_text(value: Any) -> Any:
    if not isinstance(value, str | datetime):
        raise ValueError("must be a time as text, such as 2026-11-23T14:00:00Z")
    return value


def _sane(value: datetime) -> datetime:
    if value.tzinfo is None:
        raise ValueError("must name its offset, such as Z or +01:00")
    if not 2020 <= value.year < 2100:
        raise ValueError("must be a time in this century")
    return value.astimezone(UTC)


def _zulu(value: datetime) -> str:
    return value.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")


Moment = Annotated[
    datetime,
    AfterValidator(_sane),
    BeforeValidator(_only_text),
    PlainSerializer(_zulu, return_type=str),
    Field(examples=["2026-11-23T14:00:00Z"]),
]


def _plain(value: str) -> str:
    """Text without characters that do not show, or that turn the text around them."""
    value = value.strip()
    if any(
        unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co"} and character not in "\n\t" for character in value
    ):
        raise ValueError("holds characters that do not show")
    if not value:
        raise ValueError("must not be empty")
    return value


Name = Annotated[str, Field(min_length=1, max_length=40), AfterValidator(_plain)]
Words = Annotated[str, Field(min_length=1, max_length=MAX_TEXT), AfterValidator(_plain)]
Address = Annotated[str, Field(min_length=1, max_length=120), AfterValidator(_plain)]
Note = Annotated[str, Field(min_length=1, max_length=200), AfterValidator(_plain)]
Count = Annotated[int, Field(strict=True)]
Switch = Annotated[bool, Field(strict=True)]
Radius = Annotated[int, Field(strict=True, ge=1, le=MAX_RADIUS_M)]


class Place(Document):
    """A position in degrees (WGS 84), in the Netherlands."""

    lat: Annotated[float, Field(ge=-90, le=90, allow_inf_nan=False, examples=[52.09])]
    lon: Annotated[float, Field(ge=-180, le=180, allow_inf_nan=False, examples=[5.12])]

    def point(self) -> Point:
        """As the domain's own."""
        return Point(self.lat, self.lon)


ClockTime = Annotated[str, Field(pattern=r"^([01]\d|2[0-3]):[0-5]\d$", examples=["21:30"])]


class Quiet(Document):
    """Quiet hours on the wall clock in the Netherlands; `from` equal to `to` means none."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    from_: Annotated[ClockTime, Field(alias="from")] = "21:30"
    to: ClockTime = "08:00"

    def hours(self) -> QuietHours:
        """As the domain's own."""
        return QuietHours(time.fromisoformat(self.from_), time.fromisoformat(self.to))

    @classmethod
    def of(cls, hours: QuietHours) -> "Quiet":
        """From the domain's own."""
        return cls(from_=f"{hours.start:%H:%M}", to=f"{hours.end:%H:%M}")
