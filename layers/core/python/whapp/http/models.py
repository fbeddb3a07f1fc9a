"""The documents that go in and out. Their names and fields are the contract with the app."""

from typing import Annotated, Self

from pydantic import Field

from whapp.app.create_request import Need
from whapp.app.list_asks import AskView
from whapp.app.read_request import RequestView
from whapp.app.reply_view import Contact
from whapp.app.save_profile import Profile
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, AskState, Reason
from whapp.domain.category import Category
from whapp.domain.hours import DAY_PARTS, DAYS, Day, DayPart
from whapp.domain.language import Language
from whapp.domain.member import DEFAULT_ASK_BUDGET, MAX_ASK_BUDGET, Channel, Member, Offer
from whapp.domain.request import Actor, Event, Happening, Request, Status, Urgency
from whapp.domain.timeline import describe
from whapp.http.fields import Address, Document, Moment, Name, Note, Place, Quiet, Radius, Switch, Words

Cursor = str | None


class Health(Document):
    """That it works, and which version it is."""

    status: str = "ok"
    version: str


class Label(Document):
    """A name in both languages."""

    nl: str
    en: str


class CategoryOut(Document):
    """A kind of help."""

    code: Category
    label: Label


class Categories(Document):
    """All kinds of help."""

    items: list[CategoryOut]
    next: Cursor = None


class ProfileIn(Document):
    """What a member tells about themselves. Phone and e-mail are not among it: they come verified from sign-in."""

    first_name: Name
    birth_year: Annotated[int, Field(strict=True, ge=1900, le=2100)]
    language: Language = Language.NL
    home: Place | None = None
    address: Address | None = None
    quiet_hours: Quiet = Quiet()
    urgent_overrides_quiet: Switch = False
    ask_budget_per_week: Annotated[int, Field(strict=True, ge=0, le=MAX_ASK_BUDGET)] = DEFAULT_ASK_BUDGET
    channels: Annotated[list[Channel], Field(max_length=2)] | None = None
    paused_until: Moment | None = None

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

    id: str
    first_name: str
    birth_year: int
    language: Language
    phone: str | None
    email: str | None
    home: Place | None
    address: str | None
    quiet_hours: Quiet
    urgent_overrides_quiet: bool
    ask_budget_per_week: int
    asked_this_week: int
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

    radius_m: Radius
    days: Annotated[list[Day], Field(min_length=1, max_length=7)] = list(DAYS)
    day_parts: Annotated[list[DayPart], Field(min_length=1, max_length=3)] = list(DAY_PARTS)
    note: Note | None = None

    def offer(self, member_id: str, category: Category) -> Offer:
        """For the use case."""
        return Offer(
            member_id=member_id,
            category=category,
            radius_m=self.radius_m,
            days=frozenset(self.days),
            day_parts=frozenset(self.day_parts),
            note=self.note or "",
        )


class OfferOut(Document):
    """An offer."""

    category: Category
    radius_m: int
    days: list[Day]
    day_parts: list[DayPart]
    note: str | None

    @classmethod
    def of(cls, offer: Offer) -> Self:
        """From the domain."""
        return cls(
            category=offer.category,
            radius_m=offer.radius_m,
            days=[day for day in DAYS if day in offer.days],
            day_parts=[part for part in DAY_PARTS if part in offer.day_parts],
            note=offer.note or None,
        )


class Offers(Document):
    """A member's offers."""

    items: list[OfferOut]
    next: Cursor = None


class RequestIn(Document):
    """A request for help. Without `location` it is at home, without `address` at the home address."""

    category: Category
    text: Words
    needed_from: Moment
    needed_until: Moment
    urgency: Urgency
    location: Place | None = None
    address: Address | None = None

    def need(self) -> Need:
        """For the use case."""
        return Need(
            category=self.category,
            text=self.text,
            needed_from=self.needed_from,
            needed_until=self.needed_until,
            urgency=self.urgency,
            location=self.location.point() if self.location else None,
            address=self.address,
        )


class RequestOut(Document):
    """A request as its requester sees it. `chance` (0-1) and `expected_minutes` are what was told at the start."""

    id: str
    status: Status
    category: Category
    urgency: Urgency
    needed_from: Moment
    needed_until: Moment
    created_at: Moment
    round: int
    chance: float
    expected_minutes: int | None

    @classmethod
    def of(cls, request: Request) -> Self:
        """From the domain."""
        return cls(**cls.fields(request))

    @staticmethod
    def fields(request: Request) -> dict[str, object]:
        """What every view of one's own request shows."""
        return {
            "id": request.id,
            "status": request.status,
            "category": request.category,
            "urgency": request.urgency,
            "needed_from": request.needed_from,
            "needed_until": request.needed_until,
            "created_at": request.created_at,
            "round": request.round,
            "chance": request.chance,
            "expected_minutes": request.expected_minutes,
        }


class Requests(Document):
    """A member's own requests, newest first."""

    items: list[RequestOut]
    next: Cursor = None


class HelperOut(Document):
    """The matched helper."""

    first_name: str
    badge: str | None = None


class RequestDetail(RequestOut):
    """A request with what the requester wrote, and who helps."""

    text: str | None
    asked: int
    helper: HelperOut | None


class MatchedRequest(Document):
    """A request as the matched helper sees it."""

    id: str
    status: Status
    category: Category
    needed_from: Moment
    needed_until: Moment
    text: str | None


def request_detail(view: RequestView) -> RequestDetail | MatchedRequest:
    """The view of the requester, or the smaller one of the matched helper."""
    request, text = view.request, view.wording.text if view.wording else None
    if not view.mine:
        return MatchedRequest(
            id=request.id,
            status=request.status,
            category=request.category,
            needed_from=request.needed_from,
            needed_until=request.needed_until,
            text=text,
        )
    return RequestDetail(
        **RequestOut.fields(request),
        text=text,
        asked=len(request.asks_of_round),
        helper=HelperOut(first_name=view.helper.first_name) if view.helper else None,
    )


class TimelineRow(Document):
    """Something that happened. `ask` is the how-manieth neighbour of the round it was about."""

    at: Moment
    code: Happening
    by: Actor
    ask: int | None
    text: str

    @classmethod
    def of(cls, event: Event, language: Language) -> Self:
        """From the domain, in the reader's language."""
        return cls(
            at=event.at,
            code=event.what,
            by=event.by,
            ask=event.ask,
            text=describe(event.what, language, event.ask, event.by),
        )


class Timeline(Document):
    """What happened, oldest first."""

    items: list[TimelineRow]
    next: Cursor = None


class ContactOut(Document):
    """How to find each other. Only the helper gets the address."""

    first_name: str
    phone: str | None
    address: str | None

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """From the use case."""
        return cls(first_name=contact.first_name, phone=contact.phone, address=contact.address)


class AskOut(Document):
    """An ask to the reader."""

    id: str
    state: AskState
    request_status: Status
    category: Category
    needed_from: Moment
    needed_until: Moment
    asked_at: Moment
    answer_by: Moment

    @classmethod
    def of(cls, view: AskView) -> Self:
        """From the use case."""
        ask, request = view.ask, view.request
        return cls(
            id=ask.id,
            state=ask.state,
            request_status=request.status,
            category=request.category,
            needed_from=request.needed_from,
            needed_until=request.needed_until,
            asked_at=ask.asked_at,
            answer_by=ask.deadline,
        )


class Asks(Document):
    """The asks to a member, newest first."""

    items: list[AskOut]
    next: Cursor = None


class AnswerIn(Document):
    """A helper's answer."""

    answer: Answer
    reason: Reason | None = None


class AnswerOut(Document):
    """What the answer came to: the truth at that instant."""

    result: Outcome


class FieldError(Document):
    """What is wrong with one field."""

    field: str
    reason: str


class Problem(Document):
    """An error, as RFC 9457 has it."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    errors: list[FieldError] | None = None
