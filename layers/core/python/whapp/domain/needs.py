"""Finding each other: what somebody may see of a need nearby, and how they step forward."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from whapp.domain import acts
from whapp.domain.acts import Outcome
from whapp.domain.ask import Answer, Ask, AskState, hash_secret
from whapp.domain.category import Category
from whapp.domain.hours import AMSTERDAM, DAY_PARTS, DAYS, DayPart, falls_in
from whapp.domain.member import Member
from whapp.domain.membership import shares_group
from whapp.domain.ranking import done_with
from whapp.domain.request import Request, Status

LEAST_PEOPLE = 10  # members in a cell before anything of it is shown: whose need it is could be any of theirs
REACH = 2  # rings: the own cell and its neighbours


class Area(StrEnum):
    """Where a need is, as coarsely as it is told."""

    GROUP = "group"  # of somebody in one of one's own groups
    OWN = "own_neighbourhood"
    NEAR = "nearby"


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenNeed:
    """A need as a neighbour may see it: no person, no words, no place and no distance."""

    id: str
    category: Category
    first_day: date
    last_day: date
    day_parts: Sequence[DayPart]
    area: Area


def cells_of(member: Member) -> Sequence[str]:
    """The cells whose needs this member may see."""
    return [cell for ring in member.rings[:REACH] for cell in ring]


def cell_of(request: Request) -> str:
    """The cell in which help is needed; no cell at all when its requester has left."""
    return request.rings[0][0] if request.rings else ""


def concerns(request: Request, member: Member, now: datetime) -> bool:
    """Whether this need may be shown to the member: near, somebody else's, not refused before, and neither blocked.

    What nobody may be asked yet is not shown, and what only the attested are asked only to them: `member.groups` are
    those that vouch now.
    """
    return (
        not request.is_held_at(now)
        and (bool(member.groups) or not request.category.needs_attestation)
        and cell_of(request) in cells_of(member)
        and request.requester_id != member.id
        and not request.is_followed_by(member.id)
        and member.id not in done_with(request)
        and member.may_help(request.requester_id)
    )


def outline(request: Request, member: Member, *, in_group: bool) -> OpenNeed:
    """The need as this member may see it."""
    start, end = request.needed_from, request.needed_until
    area = Area.OWN if cell_of(request) == member.cell else Area.NEAR
    return OpenNeed(
        id=request.id,
        category=request.category,
        first_day=start.astimezone(AMSTERDAM).date(),
        last_day=end.astimezone(AMSTERDAM).date(),
        day_parts=[part for part in DAY_PARTS if falls_in(start, end, frozenset(DAYS), frozenset({part}))],
        area=Area.GROUP if in_group else area,
    )


def step_forward(request: Request, member: Member, now: datetime, secret: str) -> tuple[Request, Outcome]:
    """Offer oneself for a request: an ask and its yes at once, which wins like any first yes (I1, I8).

    Whoever was asked before answers that ask. Nobody stands by for something they were never asked for. It teaches a
    yes that nobody had expected (a chance of 0): no ask was spent on it, and there was no silence to be.
    """
    if not member.may_help(request.requester_id):
        return request, Outcome.CLOSED
    if asked := request.newest_asks.get(member.id):
        return acts.answer(request, asked, Answer.YES, None, now)
    if request.status is not Status.OPEN:
        found = request.status in (Status.MATCHED, Status.HELPED)
        return request, Outcome.TOO_LATE if found else Outcome.CLOSED
    if request.needed_until <= now:
        return request, Outcome.CLOSED
    ask = Ask(
        request_id=request.id,
        round=request.round,
        number=len(request.asks_of_round) + 1,
        helper_id=member.id,
        state=AskState.OPEN,
        asked_at=now,
        deadline=now,
        circle=0 if cell_of(request) == member.cell else 1,
        reply_hash=hash_secret(secret),
        chance=0.0,
        prior=0.0,
        in_group=shares_group(member.groups, request.first_groups),
    )
    return acts.answer(replace(request, asks=(*request.asks, ask)), ask, Answer.YES, None, now)
