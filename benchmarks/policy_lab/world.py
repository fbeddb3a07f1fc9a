"""A world: the JSON file that says how many people live there, what they are like, and what they ask for."""

from collections.abc import Sequence
from datetime import time
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from whapp.domain.category import Category
from whapp.domain.member import DEFAULT_ASK_BUDGET, MAX_ASK_BUDGET
from whapp.domain.request import Urgency

MOST_HELPERS = 20_000
MAX_WINDOW_HOURS = 24 * 50

Share = Annotated[float, Field(ge=0, le=1)]
Positive = Annotated[float, Field(gt=0, le=1e6)]
Weight = Annotated[float, Field(ge=0, le=1e6)]
ByHour = Annotated[tuple[Weight, ...], Field(min_length=24, max_length=24)]


class BadWorld(Exception):
    """The file is no world; says which field is wrong and why, one a line."""


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)


class Place(_Part):
    """A square of land, with helpers and requesters all over it."""

    km2: Annotated[float, Field(gt=0, le=2500)]
    helpers_per_km2: Annotated[float, Field(ge=0, le=5000)]
    requesters: Annotated[int, Field(ge=1, le=20_000)] = 50

    @model_validator(mode="after")
    def _not_too_many(self) -> "Place":
        if self.km2 * self.helpers_per_km2 > MOST_HELPERS:
            raise ValueError(f"more than {MOST_HELPERS} helpers")
        return self


class Willing(_Part):
    """The chance that somebody says yes to what is next door: a Beta of this mean over people.

    `concentration` is the sum of its two parameters: 2 with the mean 0.5 is any chance alike; null: all the same.
    """

    mean: Share
    concentration: Positive | None = None


class Answering(_Part):
    """The waking minutes until an answer: lognormal. `sigma` is that of their logarithm."""

    median_minutes: Positive
    sigma: Annotated[float, Field(ge=0, le=5)] = 1.5


class Radius(_Part):
    """How far some are willing to go."""

    km: Annotated[float, Field(gt=0, le=50)]
    share: Weight


class Quiet(_Part):
    """When some are not to be disturbed; no quiet hours when both ends are the same."""

    start: time
    end: time
    share: Weight


class Budget(_Part):
    """How many asks a week some will have at most."""

    asks: Annotated[int, Field(ge=0, le=MAX_ASK_BUDGET)]
    share: Weight


class Spells(_Part):
    """After an ask some are silent to everything for a while: exponential, with this mean."""

    chance: Share = 0.0
    mean_days: Positive = 14.0


class AfterYes(_Part):
    """Who is going to help has less time for another: the chance of a yes times `factor` for some hours."""

    hours: Annotated[float, Field(ge=0, le=1000)] = 0.0
    factor: Share = 1.0


class Groups(_Part):
    """Neighbourhood groups of about `size`, which a `share` of all belong to; `factor` is for one's own group."""

    size: Annotated[int, Field(ge=1, le=100_000)] = 60
    share: Share = 0.0
    factor: Annotated[float, Field(ge=0, le=10)] = 1.0


def _some(*shares: Sequence[float] | float) -> None:
    flat = [each for share in shares for each in (share if isinstance(share, Sequence) else [share])]
    if not sum(flat) > 0:
        raise ValueError("all shares are zero")


class People(_Part):
    """What helpers are like."""

    yes: Willing
    no_share: Share
    answer: Answering
    half_km: Positive | None = None
    radius: Annotated[tuple[Radius, ...], Field(min_length=1)]
    quiet: Annotated[tuple[Quiet, ...], Field(min_length=1)] = (
        Quiet(start=time(21, 30), end=time(8), share=0.8),
        Quiet(start=time(22, 30), end=time(9), share=0.2),
    )
    urgent_overrides_quiet: Share = 0.0
    budget: Annotated[tuple[Budget, ...], Field(min_length=1)] = (Budget(asks=DEFAULT_ASK_BUDGET, share=1),)
    willing_by_hour: ByHour = (1.0,) * 24
    spells: Spells = Spells()
    after_yes: AfterYes = AfterYes()
    groups: Groups = Groups()

    @model_validator(mode="after")
    def _somebody(self) -> "People":
        for kinds in (self.radius, self.quiet, self.budget):
            _some([kind.share for kind in kinds])
        return self


class Timing(_Part):
    """How soon help is needed: the window ends `lead_hours` after the request, and is `window_hours` long."""

    share: Weight
    lead_hours: tuple[Positive, Positive]
    window_hours: tuple[Positive, Positive]

    @model_validator(mode="after")
    def _in_order(self) -> "Timing":
        for name, (low, high) in (("lead_hours", self.lead_hours), ("window_hours", self.window_hours)):
            if low > high or high > MAX_WINDOW_HOURS:
                raise ValueError(f"{name} must be [from, to], at most {MAX_WINDOW_HOURS}")
        return self


class Kind(_Part):
    """A kind of help: its share of the requests, and the share of the helpers that offer it."""

    category: Category
    share: Weight = 1.0
    offered_by: Share = 1.0
    yes_factor: Annotated[float, Field(ge=0, le=10)] = 1.0


class Asking(_Part):
    """What is asked for, when, and how soon."""

    a_week: Annotated[float, Field(ge=0.1, le=10_000)]
    by_hour: ByHour = (0, 0, 0, 0, 0, 0, 0, 1, 3, 6, 6, 5, 4, 4, 4, 4, 4, 4, 3, 3, 2, 1, 0.3, 0)
    urgency: dict[Urgency, Timing]
    kinds: Annotated[tuple[Kind, ...], Field(min_length=1)] = (Kind(category=Category.GROCERIES),)

    @model_validator(mode="after")
    def _something(self) -> "Asking":
        _some(self.by_hour)
        _some([timing.share for timing in self.urgency.values()])
        _some([kind.share for kind in self.kinds])
        if len({kind.category for kind in self.kinds}) < len(self.kinds):
            raise ValueError("a category is named twice")
        return self


class World(_Part):
    """Everything a town is drawn from. `history_weeks` go before the measuring, for every policy alike."""

    name: Annotated[str, Field(min_length=1, max_length=40)]
    about: str = ""
    place: Place
    people: People
    requests: Asking
    history_weeks: Annotated[float, Field(ge=0, le=104)] = 6.0
    release_heeded_minutes: Annotated[float, Field(ge=0, le=1e5)] = 5.0


def read_world(path: Path) -> World:
    """The world in this file. Raises BadWorld, which names every field that is wrong."""
    try:
        return World.model_validate_json(path.read_bytes())
    except OSError as error:
        raise BadWorld(f"{path}: cannot be read: {error.strerror}") from error
    except ValidationError as error:
        raise BadWorld("\n".join(f"{path.name}: {_said(each)}" for each in error.errors())) from error


def _said(error: object) -> str:
    assert isinstance(error, dict)  # noqa: S101 - pydantic's own
    field = ".".join(str(part) for part in error["loc"]) or "the file"
    why = error["msg"].removeprefix("Value error, ")
    return f"{field}: {why[:1].lower()}{why[1:]}"
