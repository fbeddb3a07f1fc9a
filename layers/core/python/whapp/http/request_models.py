"""Requests, asks and answers as they go in and out. Names and fields are the contract with the app."""

from typing import Annotated, Literal, Self

from pydantic import Field

from whapp.app.create_request import Need
from whapp.app.list_asks import AskView
from whapp.app.post_on_behalf import Neighbour
from whapp.app.read_request import RequestView
from whapp.app.reply_view import Contact
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, AskState, Reason
from whapp.domain.category import Category
from whapp.domain.circle import Circle, circle_of
from whapp.domain.event import Actor, Event, Happening
from whapp.domain.filters import Filter, FilterField
from whapp.domain.hours import DAYS, Day
from whapp.domain.language import Language
from whapp.domain.member import Offer
from whapp.domain.policy import CIRCLES
from whapp.domain.request import Request, Status, Urgency
from whapp.domain.timeline import describe
from whapp.http.fields import Address, Cursor, Document, Moment, Name, Place, Switch, Words


class NeighbourIn(Document):
    """Somebody without the app, for whom a moderator asks. They hear of it by plain SMS."""

    first_name: Name = Field(description="All that a neighbour sees before a yes")
    phone: Annotated[str, Field(pattern=r"^\+316[0-9]{8}$", examples=["+31612345678"])] = Field(
        description="A Dutch mobile number; the helper gets it after a yes"
    )
    consent: Literal[True] = Field(description="That they agree: to ask in their name, and to be called")

    def neighbour(self) -> Neighbour:
        """For the use case."""
        return Neighbour(first_name=self.first_name, phone=self.phone)


class RequestIn(Document):
    """A request for help. Without `location` it is at home, without `address` at the home address."""

    category: Category
    text: Words = Field(
        description="In one's own words; a neighbour reads it before saying yes, so no phone number or address"
    )
    needed_from: Moment = Field(description="The earliest time to help")
    needed_until: Moment = Field(description="The latest: the search ends here. At most 60 days ahead")
    urgency: Urgency = Field(description="A neighbour gets at most 10 minutes, half an hour or two hours to answer")
    location: Place | None = Field(default=None, description="Where help is needed, in the Netherlands; else at home")
    address: Address | None = Field(
        default=None, description="Shown only to the helper, after a yes; else the home address"
    )
    last_helper_first: Switch = Field(
        default=False,
        description="Ask whoever helped with this last time first, if they like that; not always the same",
    )
    group_first: Switch = Field(
        default=False,
        description="Ask the members of one's own groups first, in whichever circle they live. Groups of fewer than "
        "ten attested members do not count, so that a no never tells whose it was",
    )
    on_behalf_of: NeighbourIn | None = Field(
        default=None, description="For moderators: somebody without the app. `location` is needed then"
    )

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
            last_helper_first=self.last_helper_first,
            group_first=self.group_first,
        )


class ExtendIn(Document):
    """More time for the search."""

    needed_until: Moment = Field(description="Later than it was, at most 60 days ahead: the search ends here")


class NotHelpedIn(Document):
    """The neighbour did not come."""

    round: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        default=None,
        description="The round of the request that this is about, so that a repeat is not taken for the next helper",
    )
    needed_until: Moment | None = Field(
        default=None,
        description="Until when help is welcome now, at most 60 days ahead. Left out: as it was when an hour or more "
        "is left, else as long again from now on, and four waking hours at least",
    )


class WidenIn(Document):
    """How far away people are asked."""

    circles: Annotated[int, Field(strict=True, ge=1, le=CIRCLES)] | None = Field(
        description="1 is the own neighbourhood. More than `circles_asked` asks further away at once, with one "
        "question more at a time; not more stops there; null leaves it to Whapp",
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
    round: int = Field(description="Counts up when a helper has to withdraw and the search begins again")
    chance: float = Field(description="Of finding somebody in time, from 0 to 1, as told at the start")
    expected_minutes: int | None = Field(description="Until a yes, as told at the start; null when that cannot be said")
    circles: int | None = Field(description="How far the requester wants the search; null while Whapp may choose")

    @classmethod
    def of(cls, request: Request) -> Self:
        """From the domain."""
        return cls.model_validate(cls.fields(request))

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
            "circles": request.circles,
        }


class Requests(Document):
    """A member's own requests, newest first."""

    items: list[RequestOut]
    next: Cursor = None


class HelperOut(Document):
    """The matched helper."""

    first_name: str
    badge: str | None = Field(default=None, description="The group that vouches for them, if any, in words")


class RequestDetail(RequestOut):
    """A request with what the requester wrote, and who helps."""

    text: str | None = Field(description="Null once it was erased, a month after the end")
    asked: int = Field(description="How many neighbours were asked in this round")
    circles_asked: int = Field(description="In how many circles somebody was asked: 1 is the own neighbourhood")
    circle: Circle = Field(
        description="The furthest in which somebody was asked in this round: the groups that are asked first, the own "
        "neighbourhood, the neighbouring ones, or further away"
    )
    helper: HelperOut | None = Field(description="Null while nobody said yes")


class MatchedRequest(Document):
    """A request as the matched helper sees it."""

    id: str
    status: Status
    category: Category
    needed_from: Moment
    needed_until: Moment
    text: str | None = Field(description="Null once it was erased")
    badge: str | None = Field(description="The group that vouches for the requester, if any, in words")


def request_detail(view: RequestView, language: Language) -> RequestDetail | MatchedRequest:
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
            badge=view.badge.words(language) if view.badge else None,
        )
    badge = view.badge.words(language) if view.badge else None
    helper = HelperOut(first_name=view.helper.first_name, badge=badge) if view.helper else None
    seen_by_its_requester = {
        "text": text,
        "asked": len(request.asks_of_round),
        "circles_asked": request.circles_asked,
        "circle": circle_of(request),
        "helper": helper,
    }
    return RequestDetail.model_validate(RequestOut.fields(request) | seen_by_its_requester)


class TimelineRow(Document):
    """Something that happened. `ask` is the how-manieth neighbour of the round it was about."""

    at: Moment
    code: Happening = Field(description="What happened, for a program")
    by: Actor = Field(description="Who made it happen")
    ask: int | None = Field(description="Which neighbour of the round it is about, counted from 1")
    chance: float | None = Field(description="How likely a yes is from then on, from 0 to 1, where that changed")
    text: str = Field(description="What happened, in words, in the language of the call")

    @classmethod
    def of(cls, event: Event, language: Language) -> Self:
        """From the domain, in the reader's language."""
        return cls(
            at=event.at,
            code=event.what,
            by=event.by,
            ask=event.ask,
            chance=event.chance,
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
    address: str | None = Field(description="For the helper only")

    @classmethod
    def of(cls, contact: Contact) -> Self:
        """From the use case."""
        return cls(first_name=contact.first_name, phone=contact.phone, address=contact.address)


class AskOut(Document):
    """An ask to the reader."""

    id: str
    badge: str | None = Field(description="The group that vouches for the requester, if any, in words")
    state: AskState
    request_status: Status = Field(description="Where the request itself stands")
    category: Category
    needed_from: Moment
    needed_until: Moment
    asked_at: Moment
    answer_by: Moment = Field(
        description="Until then nobody else is asked; a later yes still counts while the request is open"
    )

    @classmethod
    def of(cls, view: AskView, language: Language) -> Self:
        """From the use case, in the reader's language."""
        ask, request = view.ask, view.request
        state, status = view.shown
        return cls(
            id=ask.id,
            badge=view.badge.words(language) if view.badge else None,
            state=state,
            request_status=status,
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

    answer: Answer = Field(description="`not_now` counts as a no")
    reason: Reason | None = Field(default=None, description="Of a no; see `suggestion` in the answer")


class Suggestion(Document):
    """A change to one's own offer that would have spared one this ask.

    `radius_m` and `days` are for `PUT /v1/me/offers/{category}`, the rest of the offer as it is; `category` means to
    delete that offer.
    """

    field: FilterField
    value: int | list[Day] | Category = Field(description="What the field would become")

    @classmethod
    def of(cls, wanted: Filter, offer: Offer) -> Self:
        """From the domain: the filter and the offer as it is now."""
        filtered = wanted.on(offer)
        if filtered is None:
            return cls(field=wanted.field, value=wanted.category)
        days = [day for day in DAYS if day in filtered.days]
        return cls(field=wanted.field, value=days if wanted.day else filtered.radius_m)


class AnswerOut(Document):
    """What the answer came to: the truth at that instant."""

    result: Outcome = Field(
        description="`too_late_stand_by`: somebody was faster; who answered is asked first when that falls through"
    )
    suggestion: Suggestion | None = Field(
        description="After a no for a reason: what to offer the member to change, so that they are not asked such again"
    )

    @classmethod
    def of(cls, result: Outcome, suggested: tuple[Filter, Offer] | None) -> Self:
        """From the use cases."""
        return cls(result=result, suggestion=Suggestion.of(*suggested) if suggested else None)
