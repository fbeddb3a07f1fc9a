"""Groups of neighbours who know each other, and who keeps them: the people that point others to Whapp."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from whapp.domain.errors import LastModerator, LimitReached
from whapp.domain.language import Language
from whapp.domain.member import MAX_RADIUS_M, Member
from whapp.domain.place import Point

MAX_MODERATORS = 20  # a neighbourhood app group has a handful
MAX_GROUP_NAME = 60
MAX_AREA_M = MAX_RADIUS_M


class GroupKind(StrEnum):
    """What kind of circle it is. Municipalities and associations are partners; to Whapp they are groups too."""

    NEIGHBOURHOOD_WATCH = "neighbourhood_watch"
    MUNICIPALITY = "municipality"
    ASSOCIATION = "association"
    STREET = "street"

    def label(self, language: Language) -> str:
        """What people call it."""
        return _LABELS[self][language is Language.EN]


_LABELS: Mapping[GroupKind, tuple[str, str]] = {
    GroupKind.NEIGHBOURHOOD_WATCH: ("buurtpreventie-groep", "neighbourhood-watch group"),
    GroupKind.MUNICIPALITY: ("gemeente", "municipality"),
    GroupKind.ASSOCIATION: ("vereniging", "association"),
    GroupKind.STREET: ("straatgroep", "street group"),
}


class GroupStatus(StrEnum):
    """Whether the group takes part."""

    ACTIVE = "active"
    CLOSED = "closed"  # no invitation works and no badge shows, until operations open it again


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A group with its area and its moderators.

    A moderator is named by member id, or by the fingerprint of an e-mail address (`email_key`) while operations
    appointed somebody who need not be a member yet. `members` counts everybody who says to belong, `attested` those
    whom a moderator confirmed.
    """

    id: str
    name: str
    kind: GroupKind
    centre: Point
    radius_m: int
    created_at: datetime
    status: GroupStatus = GroupStatus.ACTIVE
    moderators: frozenset[str] = frozenset()
    members: int = 0
    attested: int = 0
    version: int = 0

    @property
    def is_active(self) -> bool:
        """Whether invitations work and badges show."""
        return self.status is GroupStatus.ACTIVE

    def is_kept_by(self, names: frozenset[str]) -> bool:
        """Whether somebody who is known by these names is a moderator."""
        return not self.moderators.isdisjoint(names)

    def with_moderator(self, name: str) -> "Group":
        """The group with one more moderator. Raises LimitReached."""
        after = self.moderators | {name}
        if len(after) > MAX_MODERATORS:
            raise LimitReached("moderators")
        return replace(self, moderators=after)

    def without(self, names: frozenset[str]) -> "Group":
        """The group when this moderator resigned. Raises LastModerator when no other *member* would keep it.

        Who was only appointed by e-mail does not count: they may never come.
        """
        left = self.moderators - names
        if left != self.moderators and not any(_is_member_id(each) for each in left):
            raise LastModerator
        return replace(self, moderators=left)

    def bereft_of(self, names: frozenset[str]) -> "Group":
        """The group when this moderator left Whapp altogether: nobody can be kept from that."""
        return replace(self, moderators=self.moderators - names)


def around(groups: Sequence[Group], place: Point) -> Sequence[Group]:
    """The groups in whose area the place lies, the nearest first; the nearest one when it lies in none."""
    ordered = sorted(groups, key=lambda group: (group.centre.metres_to(place), group.id))
    return [group for group in ordered if group.centre.metres_to(place) <= group.radius_m] or ordered[:1]


def email_key(email: str) -> str:
    """By what a moderator is known who was appointed by e-mail address: recognises it, and does not tell it."""
    return "@" + sha256(email.strip().lower().encode()).hexdigest()[:32]


def names_of(member: Member) -> frozenset[str]:
    """Everything a moderator may be known by. The e-mail address in a profile was verified by sign-in."""
    return frozenset({member.id, *([email_key(member.email)] if member.email else [])})


def _is_member_id(name: str) -> bool:
    return not name.startswith("@")
