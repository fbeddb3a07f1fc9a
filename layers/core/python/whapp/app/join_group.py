"""A member joins a group with a code."""

from dataclasses import dataclass
from datetime import datetime

from whapp.app.spend import spend
from whapp.domain.budget import Spending, purse
from whapp.domain.errors import Busy, Conflict, LimitReached, NotFound
from whapp.domain.group import Group
from whapp.domain.invitation import Invitation, invitation_id
from whapp.domain.membership import MAX_GROUPS, Membership
from whapp.ports import Services

ATTEMPTS = 10


@dataclass(frozen=True, slots=True)
class Belonging:
    """A membership and its group."""

    membership: Membership
    group: Group


def join_group(
    services: Services, member_id: str, code: str, *, shown_on_profile: bool, introduction: str | None
) -> Belonging:
    """Make the caller a member who says to belong; whoever joined before finds that membership as it is.

    Unknown, expired, used-up and revoked codes are one: NotFound, after the same calls. So is a caller without a
    profile. Raises BudgetSpent after too many codes within the hour, the good ones too, so that nothing tells a good
    one from a bad one, and LimitReached with too many groups.
    """
    now = services.now()
    spend(services, purse(services.members.get(member_id)), Spending.CODES)
    for _ in range(ATTEMPTS):
        invitation = services.invitations.get(invitation_id(code))
        group = _open_group(services, invitation, now)
        known = services.memberships.of_member(member_id)
        if mine := next((each for each in known if each.group_id == group.id), None):
            return Belonging(mine, group)
        if len(known) >= MAX_GROUPS:
            raise LimitReached("groups")
        membership = Membership(
            member_id=member_id,
            group_id=group.id,
            joined_at=now,
            shown_on_profile=shown_on_profile,
            introduction=introduction,
        )
        try:
            services.memberships.join(membership, invitation, now)
        except Conflict:
            continue  # a whole street joins at once, or the last use is gone: look again
        return Belonging(services.memberships.get(member_id, group.id), group)
    raise Busy


def _open_group(services: Services, invitation: Invitation, now: datetime) -> Group:
    if not invitation.is_good_at(now):
        raise NotFound
    group = services.groups.get(invitation.group_id)
    if not group.is_active:
        raise NotFound
    return group
