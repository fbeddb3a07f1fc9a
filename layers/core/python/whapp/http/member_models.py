"""Profiles and offers as they go in and out. Names and fields are the contract with the app."""

from typing import Annotated, Any, Self

from pydantic import Field

from whapp.app.save_profile import Profile
from whapp.domain.category import Category
from whapp.domain.holding import Holding
from whapp.domain.hours import DAY_PARTS, DAYS, Day, DayPart
from whapp.domain.language import Language
from whapp.domain.member import DEFAULT_ASK_BUDGET, MAX_ASK_BUDGET, Channel, Member, Offer
from whapp.http.fields import Address, Cursor, Document, Moment, Name, Note, Place, Quiet, Radius, Switch


class ProfileIn(Document):
    """What a member tells about themselves. Phone and e-mail are not among it: they come verified from sign-in."""

    first_name: Name = Field(description="All that a neighbour sees before a yes")
    birth_year: Annotated[int, Field(strict=True, ge=1900, le=2100)] = Field(description="Members are 18 or over")
    language: Language = Field(default=Language.NL, description="Of the messages")
    home: Place | None = Field(
        default=None, description="Rounded to a grid of 200 m before it is kept. Without it nobody can be asked nearby"
    )
    address: Address | None = Field(
        default=None, description="Shown only to a helper who said yes to a request at home"
    )
    quiet_hours: Quiet = Field(default=Quiet(), description="No message comes in these")
    urgent_overrides_quiet: Switch = Field(default=False, description="May urgent requests come in quiet hours?")
    ask_budget_per_week: Annotated[int, Field(strict=True, ge=0, le=MAX_ASK_BUDGET)] = Field(
        default=DEFAULT_ASK_BUDGET, description="How often this member may be asked, Monday to Sunday; 0 is never"
    )
    channels: Annotated[list[Channel], Field(max_length=2)] | None = Field(
        default=None,
        description="How to be reached, best first: a message goes to the first that takes it. Only what sign-in has"
        " verified. Without it SMS, else e-mail; [] is never",
    )
    paused_until: Moment | None = Field(default=None, description="Not asked before this time")

    def profile(self) -> Profile:
        """For the use case."""
        return Profile(
            first_name=self.first_name,
            birth_year=self.birth_year,
            language=self.language,
            home=self.home.point() if self.home else None,
            address=self.address,
            quiet_hours=self.quiet_hours.hours(),
            urgent_overrides_quiet=self.urgent_overrides_quiet,
            ask_budget_per_week=self.ask_budget_per_week,
            channels=tuple(self.channels) if self.channels is not None else None,
            paused_until=self.paused_until,
        )


class ProfileOut(Document):
    """A member's own profile, with the contact that sign-in has verified. `home` is rounded to a grid of 200 m."""

    id: str = Field(description="The `sub` of the access token")
    first_name: str
    birth_year: int
    language: Language
    phone: str | None = Field(description="As verified by sign-in")
    email: str | None = Field(description="As verified by sign-in")
    home: Place | None = Field(description="Rounded to a grid of 200 m")
    address: str | None
    quiet_hours: Quiet
    urgent_overrides_quiet: bool
    ask_budget_per_week: int
    asked_this_week: int = Field(description="Counts towards the budget")
    channels: list[Channel]
    paused_until: Moment | None

    @classmethod
    def of(cls, member: Member) -> Self:
        """From the domain."""
        return cls(
            id=member.id,
            first_name=member.first_name,
            birth_year=member.birth_year,
            language=member.language,
            phone=member.phone,
            email=member.email,
            home=Place(lat=member.home.lat, lon=member.home.lon) if member.home else None,
            address=member.address,
            quiet_hours=Quiet.of(member.quiet_hours),
            urgent_overrides_quiet=member.urgent_overrides_quiet,
            ask_budget_per_week=member.ask_budget_per_week,
            asked_this_week=member.asked_this_week,
            channels=list(member.channels),
            paused_until=member.paused_until,
        )


class OfferIn(Document):
    """How far, and when, a member likes to give this kind of help."""

    radius_m: Radius = Field(description="How far from home, as the crow flies")
    days: Annotated[list[Day], Field(min_length=1, max_length=7)] = Field(
        default=list(DAYS), description="On which days"
    )
    day_parts: Annotated[list[DayPart], Field(min_length=1, max_length=3)] = Field(
        default=list(DAY_PARTS), description="Morning is until 12:00, evening from 18:00"
    )
    note: Note | None = Field(default=None, description="For oneself")
    regulars: Switch = Field(default=False, description="Likes to help the same people again")

    def offer(self, member_id: str, category: Category) -> Offer:
        """For the use case."""
        return Offer(
            member_id=member_id,
            category=category,
            radius_m=self.radius_m,
            days=frozenset(self.days),
            day_parts=frozenset(self.day_parts),
            note=self.note or "",
            regulars=self.regulars,
        )


class OfferOut(Document):
    """An offer."""

    category: Category
    radius_m: int = Field(description="How far from home, as the crow flies")
    days: list[Day]
    day_parts: list[DayPart]
    note: str | None
    regulars: bool = Field(description="Likes to help the same people again")

    @classmethod
    def of(cls, offer: Offer) -> Self:
        """From the domain."""
        return cls(
            category=offer.category,
            radius_m=offer.radius_m,
            days=[day for day in DAYS if day in offer.days],
            day_parts=[part for part in DAY_PARTS if part in offer.day_parts],
            note=offer.note or None,
            regulars=offer.regulars,
        )


class Offers(Document):
    """A member's offers."""

    items: list[OfferOut]
    next: Cursor = None


class HoldingOut(Document):
    """One thing that is held about the reader."""

    kind: str = Field(
        description="What it is: `member` is the profile, `event` something in a timeline, `notice` a message"
    )
    about: str = Field(description="Of which request, group, kind of help or role it is")
    data: dict[str, Any] = Field(description="What is kept, under the names under which it is kept")

    @classmethod
    def of(cls, holding: Holding) -> Self:
        """From the use case."""
        return cls(kind=holding.kind, about=holding.about, data=dict(holding.data))


class Export(Document):
    """Everything held about the reader: up to 25 of their requests and 25 asks to them on a page, newest first."""

    items: list[HoldingOut]
    next: Cursor = None
