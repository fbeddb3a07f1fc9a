"""Two members who are kept apart: mutual, silent, and told by either profile alone."""

from dataclasses import replace

from whapp.domain.errors import LimitReached
from whapp.domain.member import Member

# Of one's own. The profile is read at every ask, and a hundred ids are about 4 kB: one read unit more. Whoever needs
# more than that needs the safety desk. How many others block one has no limit: the next of them may need it most.
MOST = 100


def block(blocker: Member, other: Member) -> tuple[Member, Member]:
    """Both after one blocked the other; a second time changes nothing. Raises LimitReached."""
    if other.id in blocker.blocks and blocker.id in other.blocked_by:
        return blocker, other
    blocks, blocked_by = blocker.blocks | {other.id}, other.blocked_by | {blocker.id}
    if len(blocks) > MOST:
        raise LimitReached("blocks")
    return replace(blocker, blocks=blocks), replace(other, blocked_by=blocked_by)


def unblock(blocker: Member, other_id: str, other: Member | None) -> tuple[Member, ...]:
    """Both after the block was taken back, or the one who is left; the other's own block, if there is one, stays."""
    without = replace(blocker, blocks=blocker.blocks - {other_id})
    return (without, replace(other, blocked_by=other.blocked_by - {blocker.id})) if other else (without,)


def forget(member: Member, gone_id: str) -> Member:
    """The member when the other one has left, whoever blocked whom."""
    return replace(member, blocks=member.blocks - {gone_id}, blocked_by=member.blocked_by - {gone_id})
