"""A member: who they are, how to reach them, and when they may be asked."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum

from whapp.domain.category import Category
from whapp.domain.chance import Record
from whapp.domain.hours import DAY_PARTS, DAYS, Day, DayPart, QuietHours, iso_week, next_week
from whapp.domain.language import Language
from whapp.domain.place import Point

ADULT_AGE = 18
DEFAULT_ASK_BUDGET = 3  # asks a week: "asked seldom"; the member's own choice otherwise
MAX_ASK_BUDGET = 21
MAX_RADIUS_M = 50_000
# The pause of somebody who stayed silent for long. With a date it holds wherever a pause is looked at, shows in the
# app, and ends by saving the profile without it. No member can mean this date by it.
UNTIL_THEY_SAY_SO = datetime(2099, 1, 1, tzinfo=UTC)


class Channel(StrEnum):
    """A way to reach a member."""

    SMS = "sms"
    EMAIL = "email"


class Letter(StrEnum):
    """What Whapp writes to a member on its own account; one module of `whapp.domain.messages` each."""

    PRACTICE = "practice"
    STILL_WILLING = "still_willing"
    SUSPENDED = "suspended"


@dataclass(frozen=True, slots=True, kw_only=True)
class Care:
    """How an idle helper is looked after: when next (`at`), and what became of the last letter.

    Of the secret in the letter's link only the hash is kept. `practised_at` is when the member tried the practice ask.
    """

    at: datetime | None = None
    letter: Letter | None = None
    attempts: int = 0
    written_at: datetime | None = None
    told: bool = False
    link_hash: str | None = None
    practised_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who may ask for help and may be asked.

    `rings` are the cells around the home: the own cell, its neighbours, and theirs; `part` is the part of the own cell,
    in which the home has been since `settled_at`. `asked_until` is the end of the
    time in which the member is left alone after an ask: it needs no release, it passes by itself. `record` is what the
    asks so far came to, whatever the kind of help. `groups` are those whose moderators attest the member. `kept_until`
    is set for a guest: somebody without the app, for whom a moderator asks. `blocks` are the members whom this one
    blocked, `blocked_by` those who blocked this one: either profile alone tells that two are apart. `suspended_at`:
    operations took them out.
    """

    id: str
    first_name: str
    birth_year: int
    language: Language = Language.NL
    phone: str | None = None
    email: str | None = None
    home: Point | None = None
    rings: tuple[tuple[str, ...], ...] = ()
    part: str | None = None
    settled_at: datetime | None = None
    address: str | None = None
    quiet_hours: QuietHours = field(default_factory=QuietHours)
    urgent_overrides_quiet: bool = False
    ask_budget_per_week: int = DEFAULT_ASK_BUDGET
    channels: tuple[Channel, ...] = ()
    paused_until: datetime | None = None
    offers: frozenset[Category] = frozenset()
    asked_week: str = ""
    asked_this_week: int = 0
    asked_until: datetime | None = None
    groups: frozenset[str] = frozenset()
    kept_until: datetime | None = None
    blocks: frozenset[str] = frozenset()
    blocked_by: frozenset[str] = frozenset()
    suspended_at: datetime | None = None
    record: Record = field(default_factory=Record)
    last_answered: datetime | None = None
    care: Care = Care()
    version: int = 0

    @property
    def cell(self) -> str | None:
        """The cell of the home, or None while the member has not told where that is."""
        return self.rings[0][0] if self.rings else None

    @property
    def is_guest(self) -> bool:
        """Whether this is somebody without the app."""
        return self.kept_until is not None

    @property
    def found_in(self) -> str | None:
        """The cell in which a search finds them; None for whoever is not asked anyway: they would crowd out others."""
        rests = self.paused_until == UNTIL_THEY_SAY_SO
        return None if rests or self.suspended_at or not self.channels or self.ask_budget_per_week == 0 else self.cell

    @property
    def apart(self) -> frozenset[str]:
        """Everybody whom this member blocked, or who blocked them."""
        return self.blocks | self.blocked_by

    def is_apart_from(self, other_id: str) -> bool:
        """Whether one of the two blocked the other."""
        return other_id in self.apart

    def may_help(self, requester_id: str) -> bool:
        """Whether nothing keeps this member from helping that one."""
        return self.suspended_at is None and not self.is_apart_from(requester_id)

    def reach(self, channel: Channel) -> str | None:
        """The verified number or address for this channel, if there is one."""
        return self.phone if channel is Channel.SMS else self.email

    def may_be_told_at(self, at: datetime, *, urgent: bool = False) -> datetime:
        """The first instant from `at` on at which a message does not disturb."""
        if urgent and self.urgent_overrides_quiet:
            return at
        return self.quiet_hours.over_at(at)

    def may_be_asked_at(self, at: datetime, *, urgent: bool = False) -> datetime | None:
        """The first instant from `at` on at which this member may be asked for help; None for never.

        That is outside quiet hours, a pause and another ask, and within the week's ask budget.
        """
        if self.suspended_at or not self.channels or self.ask_budget_per_week == 0:
            return None
        for hindrance in (self.paused_until, self.asked_until):
            at = max(at, hindrance) if hindrance else at
        if self.asked_week == iso_week(at) and self.asked_this_week >= self.ask_budget_per_week:
            at = next_week(at)
        return self.may_be_told_at(at, urgent=urgent)

    def asked(self, at: datetime, until: datetime) -> "Member":
        """The member after one more ask, that runs until `until`."""
        week = iso_week(at)
        count = self.asked_this_week + 1 if self.asked_week == week else 1
        return replace(self, asked_week=week, asked_this_week=count, asked_until=until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A kind of help that a member is willing to give, and where and when.

    `last_asked` (for any kind of help) and `record` are the member's, as of the last ask. `regulars`: they like to help
    the same people again.
    """

    member_id: str
    category: Category
    radius_m: int
    days: frozenset[Day] = frozenset(DAYS)
    day_parts: frozenset[DayPart] = frozenset(DAY_PARTS)
    note: str = ""
    regulars: bool = False
    point: Point | None = None
    cell: str | None = None
    last_asked: datetime | None = None
    groups: frozenset[str] = frozenset()
    record: Record = field(default_factory=Record)
