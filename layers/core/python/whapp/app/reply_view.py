"""What somebody who holds a reply link may see."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from whapp.domain.category import Category
from whapp.domain.filters import Filter
from whapp.domain.membership import Badge


class ReplyState(StrEnum):
    """Which page tells the truth now."""

    ASKED = "asked"
    MATCHED = "matched"
    HELPED = "helped"
    DECLINED = "declined"
    STAND_BY = "stand_by"
    TOO_LATE = "too_late"
    WITHDRAWN = "withdrawn"
    FELL_THROUGH = "fell_through"
    CLOSED = "closed"
    REPORTED = "reported"
    UNKNOWN = "unknown"
    PRACTICE = "practice"
    PRACTISED = "practised"
    RESTING = "resting"
    WILLING = "willing"
    SUSPENDED = "suspended"


class Word(StrEnum):
    """What the matched helper is asked for now, or thanked for: whether they come, and afterwards how it went."""

    COMING = "coming"
    CONFIRMED = "confirmed"
    HOW_IT_WENT = "how_it_went"
    TOLD = "told"


@dataclass(frozen=True, slots=True)
class Contact:
    """How to find each other: shown to a matched pair only."""

    first_name: str
    phone: str | None
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked, without who exactly and where exactly. `circle` 0: the helper's own neighbourhood."""

    first_name: str
    category: Category
    text: str
    needed_from: datetime
    needed_until: datetime
    circle: int
    badge: Badge | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyView:
    """The page to show: its state, the question while it still matters, the contact when asked for after a yes.

    After a no: the filter that could be `suggested`, or the one that holds since the button for it was pressed.
    Of a match: `word` is what the helper may still tell.
    """

    state: ReplyState
    question: Question | None = None
    contact: Contact | None = None
    word: Word | None = None
    suggested: Filter | None = None
    filtered: Filter | None = None
