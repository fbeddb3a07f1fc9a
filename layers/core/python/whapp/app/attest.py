"""A moderator confirms that a member belongs to the group."""

from whapp.app.authorize import caller, group_for
from whapp.app.change import change
from whapp.app.change_membership import change_membership
from whapp.domain import acts
from whapp.domain.authority import Action
from whapp.domain.membership import Membership
from whapp.ports import Services


def attest(services: Services, group_id: str, member_id: str, subject_id: str) -> Membership:
    """Give the badge, or renew it, for a year from now. A first request that was held goes on at once.

    Raises NotFound for a stranger to the group and for whoever did not join it, WrongRole (also while the group is
    closed), OwnBadge.
    """
    who = caller(services, member_id)
    group = group_for(services, group_id, who, Action.ATTEST)
    moderator = min(group.moderators & who.names)
    attested = change_membership(
        services, subject_id, group.id, lambda each: each.attested(member_id, services.now()), moderator
    )
    now = services.now()
    for request in services.requests.of_requester(subject_id, None).items:
        if request.is_held_at(now):
            change(services, request.id, lambda held: (acts.let_go_on(held, now), None))
    return attested
