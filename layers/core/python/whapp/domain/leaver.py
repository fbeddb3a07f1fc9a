"""Somebody who left, as far as the safety of others needs it: nobody gets rid of a block by signing up anew."""

from collections.abc import Container
from dataclasses import dataclass, replace
from datetime import datetime

from whapp.domain.member import Member


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaver:
    """What is remembered by the phone that somebody let go of: whether they were suspended, and from whom apart."""

    suspended_at: datetime | None = None
    blocks: frozenset[str] = frozenset()
    blocked_by: frozenset[str] = frozenset()

    @property
    def apart(self) -> frozenset[str]:
        """Everybody whom they are to be kept apart from."""
        return self.blocks | self.blocked_by


def remembered(member: Member) -> Leaver | None:
    """What to remember of this member; nothing of almost everybody."""
    if not member.suspended_at and not member.apart:
        return None
    return Leaver(suspended_at=member.suspended_at, blocks=member.blocks, blocked_by=member.blocked_by)


def back(member: Member, leaver: Leaver, here: Container[str]) -> Member:
    """The member who is that leaver come back, apart from those who are still `here`."""
    return replace(
        member,
        suspended_at=member.suspended_at or leaver.suspended_at,
        blocks=member.blocks | {each for each in leaver.blocks if each in here},
        blocked_by=member.blocked_by | {each for each in leaver.blocked_by if each in here},
    )


def warned(other: Member, newcomer_id: str, leaver: Leaver) -> Member:
    """The other one of such a pair, apart from whoever came back; whoever blocked whom did so under either id."""
    return replace(
        other,
        blocks=other.blocks | ({newcomer_id} if other.id in leaver.blocked_by else frozenset()),
        blocked_by=other.blocked_by | ({newcomer_id} if other.id in leaver.blocks else frozenset()),
    )
