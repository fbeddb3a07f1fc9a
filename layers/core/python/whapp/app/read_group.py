"""A group, for those who keep it."""

from whapp.app.authorize import caller, group_for
from whapp.domain.authority import Action
from whapp.domain.group import Group
from whapp.ports import Services


def read_group(services: Services, group_id: str, member_id: str) -> Group:
    """The group. Raises NotFound for anybody but its moderators and operations."""
    return group_for(services, group_id, caller(services, member_id), Action.READ_GROUP)
