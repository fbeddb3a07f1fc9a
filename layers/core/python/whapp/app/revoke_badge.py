"""A moderator takes their word back."""

from whapp.app.authorize import caller, group_for
from whapp.app.change_membership import change_membership
from whapp.domain.authority import Action
from whapp.domain.membership import Membership
from whapp.ports import Services


def revoke_badge(services: Services, group_id: str, member_id: str, subject_id: str) -> Membership:
    """Take the badge away; a second time it says the same.

    Raises NotFound for a stranger to the group and for whoever did not join it, and WrongRole.
    """
    who = caller(services, member_id)
    group = group_for(services, group_id, who, Action.KNOW_MEMBERS)
    moderator = min(group.moderators & who.names)
    return change_membership(services, subject_id, group.id, lambda each: each.revoked(), moderator)
