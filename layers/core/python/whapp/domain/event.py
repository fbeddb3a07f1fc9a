"""What happened to a request: the rows of its timeline."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Happening(StrEnum):
    """What can stand in a timeline."""

    CREATED = "created"
    FIRST_REQUEST_WAITS = "first_request_waits"
    VOUCHED_FOR = "vouched_for"
    ASKED = "asked"
    NO_ANSWER = "no_answer"
    DECLINED = "declined"
    NOT_REACHED = "not_reached"
    BEYOND_GROUP = "beyond_group"
    WIDENED = "widened"
    EXTENDED = "extended"
    CIRCLES_CHOSEN = "circles_chosen"
    WAITING_FOR_WAKING_HOURS = "waiting_for_waking_hours"
    WAITING_FOR_SOMEBODY_FREE = "waiting_for_somebody_free"
    EVERYONE_ASKED = "everyone_asked"
    MATCHED = "matched"
    STAND_BY = "stand_by"
    CONTACT_SHOWN = "contact_shown"
    REMINDED = "reminded"
    ASKED_IF_COMING = "asked_if_coming"
    COMING = "coming"
    STAND_BY_WARNED = "stand_by_warned"
    HELPER_SILENT = "helper_silent"
    LET_GO = "let_go"
    WITHDRAWN = "withdrawn"
    FELL_THROUGH = "fell_through"
    CALLED_OFF = "called_off"
    REPORTED = "reported"
    HELPER_SAYS_HELPED = "helper_says_helped"
    HELPER_SAYS_NOT = "helper_says_not"
    ASKED_HOW_IT_WENT = "asked_how_it_went"
    HELPED = "helped"
    THANKED = "thanked"
    CANCELLED = "cancelled"
    PAUSED = "paused"
    RESUMED = "resumed"
    ASSIGNED = "assigned"
    EXPIRED = "expired"
    NOBODY_AVAILABLE = "nobody_available"


class Actor(StrEnum):
    """Who made it happen."""

    REQUESTER = "requester"
    HELPER = "helper"
    MODERATOR = "moderator"
    WHAPP = "whapp"
    OPERATIONS = "operations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One row of the timeline: what, when, by whom, about which ask. Holds no text that a person wrote.

    `chance` is how likely a yes to the request is from then on, where the search has a say in it.
    """

    at: datetime
    what: Happening
    by: Actor = Actor.WHAPP
    ask: int | None = None
    chance: float | None = None
