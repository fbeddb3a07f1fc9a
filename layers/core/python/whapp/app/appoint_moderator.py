"""Handing over: a moderator, or operations, appoints another."""

from whapp.app.change_group import change_group
from whapp.domain.authority import Action, Caller, may
from whapp.domain.errors import NotFound
from whapp.domain.group import Group
from whapp.ports import Services


def appoint_moderator(services: Services, group_id: str, member_id: str, successor_id: str) -> Group:
    """The group with one more moderator; a second time it says the same.

    A moderator appoints somebody whom the group attests, operations any member. Raises NotFound for a stranger to the
    group, and for a successor whom the caller may not appoint; LimitReached.
    """

    def change(group: Group, who: Caller) -> Group:
        successor = services.members.get(successor_id)
        attested = services.memberships.find([(successor.id, group.id)])
        if not may(who, Action.APPOINT_ANYBODY, group) and not any(
            each.is_attested_at(services.now()) for each in attested
        ):
            raise NotFound
        return group.with_moderator(successor.id)

    return change_group(services, group_id, member_id, Action.APPOINT, change)
