"""A moderator confirms that a member belongs to the group."""

from whapp.app.authorize import caller, group_for
from whapp.app.change_membership import change_membership
from whapp.domain.authority import Action
from whapp.domain.membership import Membership
from whapp.ports import Services


def attest(services: Services, group_id: str, member_id: str, subject_id: str) -> Membership:
    """Give the badge, or renew it, for a year from now.

    Raises NotFound for a stranger to the group and for whoever did not join it, WrongRole, OwnBadge.
    """
    who = caller(services, member_id)
    group = group_for(services, group_id, who, Action.ATTEST)
    moderator = min(group.moderators & who.names)
    return change_membership(
        services, subject_id, group.id, lambda each: each.attested(member_id, services.now()), moderator
    )
