"""Belonging to a group: what a member says, what a moderator confirms, and the badge that comes of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from whapp.domain.errors import OwnBadge
from whapp.domain.group import Group
from whapp.domain.hours import AMSTERDAM
from whapp.domain.language import Language

BADGE_LASTS = timedelta(days=365)  # people move house; once a year somebody who knows them looks again
REMINDER_BEFORE = timedelta(days=30)  # time enough for a moderator who reads the app group now and then
RETRY_REMINDER = timedelta(hours=1)
MAX_REMINDERS = 3  # attempts at sending one
MAX_GROUPS = 10  # of one member: street, watch, municipality and some associations


class Standing(StrEnum):
    """Where a membership stands."""

    PENDING = "pending"  # says to be a member
    ATTESTED = "attested"
    REVOKED = "revoked"


class Tended(StrEnum):
    """What became of a badge whose time had come."""

    NOTHING = "nothing"
    REMINDED = "reminded"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Membership:
    """One member's belonging to one group.

    `introduction` tells the moderator who this is; it is forgotten once a moderator decided. `due_at` is when the badge
    needs looking after: first the reminder, then its end.
    """

    member_id: str
    group_id: str
    joined_at: datetime
    standing: Standing = Standing.PENDING
    shown_on_profile: bool = True
    introduction: str | None = None
    attested_at: datetime | None = None
    attested_until: datetime | None = None
    due_at: datetime | None = None
    reminders: int = 0
    version: int = 0

    def is_attested_at(self, now: datetime) -> bool:
        """Whether a moderator's word for this member still holds."""
        return self.standing is Standing.ATTESTED and self.attested_until is not None and now < self.attested_until

    def attested(self, by: str, now: datetime) -> "Membership":
        """The membership confirmed by a moderator, for a year from now. Raises OwnBadge for oneself."""
        if by == self.member_id:
            raise OwnBadge
        return replace(
            self,
            standing=Standing.ATTESTED,
            introduction=None,
            attested_at=now,
            attested_until=now + BADGE_LASTS,
            due_at=now + BADGE_LASTS - REMINDER_BEFORE,
            reminders=0,
        )

    def revoked(self) -> "Membership":
        """The membership after a moderator took their word back."""
        return replace(self._without_badge(), standing=Standing.REVOKED, introduction=None)

    def lapsed(self) -> "Membership":
        """The membership after its year: the member still says to belong."""
        return replace(self._without_badge(), standing=Standing.PENDING)

    def claimed_for_reminder(self, now: datetime) -> "Membership":
        """The membership while one worker sends the reminder: tried again later, unless that worker tells it is out."""
        return replace(self, reminders=self.reminders + 1, due_at=now + RETRY_REMINDER)

    def reminded(self) -> "Membership":
        """The membership once the reminder is out, or given up: next is the end."""
        return replace(self, due_at=self.attested_until, reminders=MAX_REMINDERS)

    @property
    def needs_reminder(self) -> bool:
        """Whether the reminder is still to be sent."""
        return self.reminders < MAX_REMINDERS

    def _without_badge(self) -> "Membership":
        return replace(self, attested_at=None, attested_until=None, due_at=None)


@dataclass(frozen=True, slots=True)
class Badge:
    """What others may see: of which group, and since which month its moderator says so."""

    group_name: str
    attested_at: datetime

    def words(self, language: Language) -> str:
        """The badge in words; the month and not the day, for that is nobody's business."""
        local = self.attested_at.astimezone(AMSTERDAM)
        month = f"{_MONTHS[language].split()[local.month - 1]} {local.year}"
        if language is Language.NL:
            return f"lid van {self.group_name}, bevestigd door de beheerder ({month})"
        return f"member of {self.group_name}, confirmed by its moderator ({month})"


_MONTHS: Mapping[Language, str] = {
    Language.NL: "januari februari maart april mei juni juli augustus september oktober november december",
    Language.EN: "January February March April May June July August September October November December",
}


def badge(memberships: Iterable[Membership], groups: Mapping[str, Group], now: datetime) -> Badge | None:
    """The badge of a member, or None: shown by their choice, attested, not expired, of a group that takes part.

    With several it is the one that has stood longest.
    """
    standing = [
        (each.attested_at, groups[each.group_id].name)
        for each in memberships
        if each.shown_on_profile
        and each.is_attested_at(now)
        and each.attested_at
        and each.group_id in groups
        and groups[each.group_id].is_active
    ]
    if not standing:
        return None
    since, name = min(standing)
    return Badge(name, since)


def shares_group(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two people, each given by the groups that attest them, have one in common: neighbours who can ask
    about each other say yes sooner."""
    return not one.isdisjoint(other)
