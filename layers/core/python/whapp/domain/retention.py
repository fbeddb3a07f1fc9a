"""How long what is held is kept: one table, for rows when they are written and for whoever reads them.

The table removes what is over up to days late: a broom, never a timer. So what is over is not there for a reader
either, whether the row still is or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from whapp.domain.request import Request


class Matter(StrEnum):
    """What is held."""

    PROFILE = "profile and offers"
    GUEST = "profile of a guest"
    CONTACT = "phone and address for the matched pair"
    WORDING = "text and address of a request"
    REQUEST = "request, asks, reports and shortlists"
    REPLY_LINK = "reply link"
    LETTER_LINK = "link in a letter"
    NOTICE = "message"
    TIMELINE = "timeline"
    MEMBERSHIP = "membership, badge and role"
    CROWD = "how many live in each part of a cell"
    LEAVER = "suspension and blocks of whoever left, under a hash of the phone"
    BUDGET = "count of what costs others something, under a hash"
    INVITATION = "invitation"
    COUNT = "count of a group, under a pseudonym"
    FIGURES = "figures of a group"
    LOG = "log line, by ids only"
    UNHEARD = "text by SMS that could not be heard, with its number"
    SIGN_IN = "phone and e-mail of the sign-in"
    BACKUP = "copy of the table, to repair it with"


@dataclass(frozen=True, slots=True)
class Term:
    """So long after what `since` names; None: until that."""

    kept: timedelta | None
    since: str


TERMS: Mapping[Matter, Term] = {
    Matter.PROFILE: Term(None, "the member leaves or takes it away"),
    # The follow-up, the month in which the words are kept, and some days.
    Matter.GUEST: Term(timedelta(days=35), "the time until which help is needed"),
    Matter.CONTACT: Term(timedelta(hours=24), "the end of the request"),
    Matter.WORDING: Term(timedelta(days=30), "the end of the request"),
    Matter.REQUEST: Term(timedelta(days=365), "the end of the request"),
    Matter.REPLY_LINK: Term(timedelta(days=30), "the end of the request"),
    Matter.LETTER_LINK: Term(None, "the next letter, or the member leaves"),
    Matter.NOTICE: Term(timedelta(days=14), "it was sent or given up"),
    Matter.TIMELINE: Term(timedelta(days=365), "it happened"),
    Matter.MEMBERSHIP: Term(None, "the member leaves the group or Whapp, or it is taken back"),
    Matter.CROWD: Term(timedelta(days=7), "they are counted"),
    # As long as the reports that a suspension rests on may be kept.
    Matter.LEAVER: Term(timedelta(days=365), "the phone is let go of"),
    Matter.BUDGET: Term(timedelta(days=1), "the first that is counted"),
    # So that a moderator sees what became of it.
    Matter.INVITATION: Term(timedelta(days=30), "the end of the invitation"),
    Matter.COUNT: Term(timedelta(days=400), "it happened"),  # the year that is told of, and a month to look
    Matter.FIGURES: Term(None, "the end of Whapp: they tell of nobody"),
    Matter.LOG: Term(timedelta(days=30), "it was written"),
    Matter.UNHEARD: Term(timedelta(days=14), "it came"),  # for a human, who does what it asks
    Matter.SIGN_IN: Term(None, "the member leaves; whoever signs up and makes no profile asks operations"),
    Matter.BACKUP: Term(timedelta(days=35), "the change"),
}


def until(matter: Matter, since: datetime) -> datetime:
    """When this is over, for a matter that has a term."""
    kept = TERMS[matter].kept
    if kept is None:
        raise ValueError(f"{matter} has no term")
    return since + kept


def request_until(request: Request) -> datetime:
    """When a request is over, with its asks: of one that is not closed, as if it came to its end in time."""
    return until(Matter.REQUEST, request.closed_at or request.needed_until)


def links_work(request: Request, now: datetime) -> bool:
    """Whether the links in messages about this request still lead somewhere."""
    return request.closed_at is None or now < until(Matter.REPLY_LINK, request.closed_at)
