"""A request for help with everything that was done for it: the one thing that is read, changed and saved as a whole."""

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from whapp.domain.ask import Ask, AskState, Reason, hash_secret
from whapp.domain.category import Category
from whapp.domain.chance import BASE
from whapp.domain.errors import StateForbids
from whapp.domain.event import Actor, Event, Happening
from whapp.domain.notice import Notice, NoticeKind, NoticeState
from whapp.domain.place import WITHIN_CELL_M, Point
from whapp.domain.report import Report

MAX_TEXT = 500
MAX_WINDOW = timedelta(days=60)
LONGEST_AGO = timedelta(days=1)  # "since this morning" is a time to begin; last week is a slip of the finger
LONGEST_SEARCH = timedelta(days=180)  # then it is honest to ask anew; no ask of it is forgotten so soon


class Status(StrEnum):
    """Where a request stands."""

    OPEN = "open"
    MATCHED = "matched"
    HELPED = "helped"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    NOBODY_AVAILABLE = "nobody_available"

    @property
    def is_final(self) -> bool:
        """Whether this is an end."""
        return not REQUEST_MOVES[self]


REQUEST_MOVES: Mapping[Status, frozenset[Status]] = {
    Status.OPEN: frozenset({Status.MATCHED, Status.CANCELLED, Status.EXPIRED, Status.NOBODY_AVAILABLE}),
    Status.MATCHED: frozenset({Status.HELPED, Status.CANCELLED, Status.EXPIRED, Status.OPEN}),
    Status.HELPED: frozenset(),
    Status.CANCELLED: frozenset(),
    Status.EXPIRED: frozenset(),
    Status.NOBODY_AVAILABLE: frozenset(),
}

ASK_MOVES: Mapping[AskState, frozenset[AskState]] = {
    AskState.OPEN: frozenset(
        {
            AskState.ACCEPTED,
            AskState.DECLINED,
            AskState.TIMED_OUT,
            AskState.UNDELIVERABLE,
            AskState.RELEASED,
            AskState.CALLED_OFF,
        }
    ),
    AskState.TIMED_OUT: frozenset({AskState.ACCEPTED, AskState.DECLINED, AskState.STAND_BY}),
    AskState.UNDELIVERABLE: frozenset({AskState.ACCEPTED, AskState.DECLINED, AskState.STAND_BY}),
    AskState.RELEASED: frozenset({AskState.ACCEPTED, AskState.DECLINED, AskState.STAND_BY}),
    AskState.STAND_BY: frozenset({AskState.ACCEPTED, AskState.DECLINED, AskState.CALLED_OFF}),
    AskState.LET_GO: frozenset({AskState.ACCEPTED, AskState.DECLINED, AskState.STAND_BY}),
    AskState.ACCEPTED: frozenset(
        {AskState.WITHDRAWN, AskState.RELEASED, AskState.LET_GO, AskState.FELL_THROUGH, AskState.CALLED_OFF}
    ),
    AskState.DECLINED: frozenset(),
    AskState.WITHDRAWN: frozenset(),
    AskState.FELL_THROUGH: frozenset(),
    AskState.CALLED_OFF: frozenset(),
}


class Urgency(StrEnum):
    """How soon help is needed."""

    URGENT = "urgent"
    TODAY = "today"
    PLANNED = "planned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prospect:
    """Somebody the search found, and in which circle; looked at again when their turn comes.

    `chance` of a yes and `prior` (without own history) are for no particular hour; `worth` is the place in the order;
    `in_group`: of the groups that the requester wants asked first.
    """

    member_id: str
    circle: int
    chance: float = BASE
    prior: float = BASE
    worth: float = 0.0
    in_group: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortlist:
    """Whom to ask in this round, best first, as far as the search has looked (`circles` searched so far)."""

    made_at: datetime
    circles: int = 0
    prospects: tuple[Prospect, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the requester wrote: kept apart, shown only to whom it concerns, erased first."""

    text: str
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request with its asks and messages.

    `news` are the timeline rows of the change at hand: they are saved, not loaded. Help is needed somewhere `within_m`
    metres of `point`; nothing finer is kept. `rings` are the cells to search,
    nearest circle first; `circles` how many of them the requester wants searched, None when it is left to Whapp.
    `fingerprint` recognises the body that an idempotency key was used with. `groups` are those that attest the
    requester, `first_groups` those of them that are asked first; `posted_by` is the moderator who asks on behalf of
    somebody without the app. Until `held_until` nobody is asked: it passes by itself. While `paused_at` is set,
    operations want nobody asked.
    """

    id: str
    requester_id: str
    category: Category
    urgency: Urgency
    needed_from: datetime
    needed_until: datetime
    point: Point
    rings: tuple[tuple[str, ...], ...]
    created_at: datetime
    wording: Wording | None = None
    fingerprint: str = ""
    chance: float = 0.0
    expected_minutes: int | None = None
    status: Status = Status.OPEN
    round: int = 1
    generation: int = 1
    version: int = 0
    closed_at: datetime | None = None
    thanked_at: datetime | None = None
    token: str | None = None
    waiting_until: datetime | None = None
    watch_at: datetime | None = None
    shortlist: Shortlist | None = None
    circles: int | None = None
    asks: tuple[Ask, ...] = ()
    notices: tuple[Notice, ...] = ()
    reports: tuple[Report, ...] = ()
    news: tuple[Event, ...] = ()
    groups: frozenset[str] = frozenset()
    first_groups: frozenset[str] = frozenset()
    posted_by: str | None = None
    held_until: datetime | None = None
    paused_at: datetime | None = None
    within_m: int = WITHIN_CELL_M

    @property
    def urgent(self) -> bool:
        """Whether it may override quiet hours for those who opted in."""
        return self.urgency is Urgency.URGENT

    def is_held_at(self, now: datetime) -> bool:
        """Whether nobody may hear of it yet."""
        return self.held_until is not None and now < self.held_until

    @property
    def reach(self) -> int:
        """In how many circles people may be looked for."""
        return min(self.circles or len(self.rings), len(self.rings))

    @property
    def circles_asked(self) -> int:
        """In how many circles people were asked so far: 1 is the own cell."""
        return 1 + max((ask.circle for ask in self.asks), default=0)

    @property
    def wants_further(self) -> bool:
        """Whether the requester wants somebody asked further away than anybody was."""
        return self.circles is not None and self.circles_asked < self.reach

    @property
    def asks_of_round(self) -> tuple[Ask, ...]:
        """The asks of the present round, in order."""
        return tuple(ask for ask in self.asks if ask.round == self.round)

    @property
    def open_asks(self) -> tuple[Ask, ...]:
        """The asks that wait for an answer."""
        return tuple(ask for ask in self.asks if ask.state is AskState.OPEN)

    @property
    def newest_asks(self) -> Mapping[str, Ask]:
        """The last ask to each helper: who was asked again answers that one, whichever link they open."""
        return {ask.helper_id: ask for ask in self.asks}

    @property
    def pending_notices(self) -> tuple[Notice, ...]:
        """The messages that are not out yet."""
        return tuple(notice for notice in self.notices if notice.state is NoticeState.PENDING)

    @property
    def match(self) -> Ask | None:
        """The accepted ask: it exists exactly while the request is matched or helped (I2, I3)."""
        return next((ask for ask in self.asks if ask.state is AskState.ACCEPTED), None)

    @property
    def is_forgotten(self) -> bool:
        """Whether its requester left: nothing of what they wrote, or of where they live, is kept with it."""
        return not self.fingerprint

    def is_followed_by(self, member_id: str) -> bool:
        """Whether it is this member's to follow and to change: their own, or one they posted for somebody else."""
        return member_id == (self.posted_by or self.requester_id)

    @property
    def is_whole(self) -> bool:
        """Whether status and asks are of one instant, as far as that can be seen (I2)."""
        return (self.match is not None) == (self.status in (Status.MATCHED, Status.HELPED))

    def new_yeses(self, before: "Request") -> tuple[str, ...]:
        """Who has said yes since, as the match or to stand by: they must be free to help as it is written (I7, I11)."""
        known = {ask.id: ask.state for ask in before.asks}
        return tuple(
            ask.helper_id
            for ask in self.asks
            if ask.state in (AskState.ACCEPTED, AskState.STAND_BY) and ask.state is not known.get(ask.id)
        )

    def ask(self, ask_id: str) -> Ask | None:
        """The ask with this id, if it is one of this request's."""
        return next((ask for ask in self.asks if ask.id == ask_id), None)

    def reported(self, ask: Ask, by: Actor | None = None) -> Report | None:
        """The report about this ask, by one of the two or by any; None when there is none."""
        about = (each for each in self.reports if (each.round, each.number) == (ask.round, ask.number))
        return next((each for each in about if by in (None, each.by)), None)

    def move(self, status: Status, at: datetime) -> "Request":
        """The request in another state, along the table of moves only."""
        if status not in REQUEST_MOVES[self.status]:
            raise StateForbids(self.status)
        return replace(self, status=status, closed_at=at if status.is_final else None, waiting_until=None)

    def move_ask(self, ask: Ask, state: AskState, at: datetime, reason: Reason | None = None) -> "Request":
        """The request with this ask in another state, along the table of moves only."""
        if state not in ASK_MOVES[ask.state]:
            raise StateForbids(f"{self.status}; the ask is {ask.state}")
        return self.with_ask(replace(ask, state=state, closed_at=at, reason=reason))

    def with_ask(self, changed: Ask) -> "Request":
        """The request with this ask in the place of the one that it was."""
        return replace(self, asks=tuple(changed if each.id == changed.id else each for each in self.asks))

    def measure(self, ask: Ask, nearer_m: int | None) -> "Request":
        """The request with what "too far" came to for this ask."""
        return self.with_ask(replace(ask, nearer_m=nearer_m))

    def tell(self, kind: NoticeKind, member_id: str, about: Ask | None = None, secret: str | None = None) -> "Request":
        """The request with one more message, about an ask or about the round; the same again changes nothing."""
        round_, number = (about.round, about.number) if about else (self.round, 0)
        notice = Notice(round=round_, number=number, kind=kind, member_id=member_id, secret=secret)
        if any(each.id == notice.id for each in self.notices):
            return self
        return replace(self, notices=(*self.notices, notice))

    def tell_with_link(self, kind: NoticeKind, about: Ask, mint: Callable[[], str]) -> "Request":
        """The request with one more message to whoever was asked, with a link of its own; earlier links go on working.

        The secret of an earlier link is not known any more, only its hash is.
        """
        if self.notice(kind, about):
            return self
        secret = mint()
        linked = replace(about, later_hashes=(*about.later_hashes, hash_secret(secret)))
        return self.with_ask(linked).tell(kind, about.helper_id, linked, secret)

    def unsay(self, kinds: Container[NoticeKind]) -> "Request":
        """The request without the messages of these kinds that are not out yet."""
        return replace(
            self,
            notices=tuple(
                each.settled(NoticeState.DROPPED) if each.state is NoticeState.PENDING and each.kind in kinds else each
                for each in self.notices
            ),
        )

    def notice(self, kind: NoticeKind, about: Ask) -> Notice | None:
        """The message of this kind about this ask, if there is one."""
        told = (notice for notice in self.notices if notice.kind is kind)
        return next((each for each in told if (each.round, each.number) == (about.round, about.number)), None)

    def search_anew(self) -> "Request":
        """The request with every circle to be looked at again; who is on the shortlist stays there."""
        return replace(self, shortlist=replace(self.shortlist, circles=0) if self.shortlist else None)

    def note(
        self,
        what: Happening,
        at: datetime,
        by: Actor = Actor.WHAPP,
        ask: Ask | None = None,
        chance: float | None = None,
    ) -> "Request":
        """The request with one more row for its timeline."""
        event = Event(at=at, what=what, by=by, ask=ask.number if ask else None, chance=chance)
        return replace(self, news=(*self.news, event))
