"""Who is calling, and whether they may do that to a group."""

from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.group import Group, names_of
from whapp.ports import Services


def caller(services: Services, member_id: str) -> Caller:
    """The caller with their roles, as they are now; somebody of operations need not have a profile."""
    member = services.members.find([member_id]).get(member_id)
    return Caller(member_id, names_of(member) if member else frozenset({member_id}), services.roles.of(member_id))


def group_for(services: Services, group_id: str, who: Caller, action: Action) -> Group:
    """The group, if the caller may do this to it. Raises NotFound and WrongRole."""
    return authorize(who, action, services.groups.get(group_id))
