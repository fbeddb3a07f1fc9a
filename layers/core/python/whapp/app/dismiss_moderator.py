"""A moderator resigns, or operations dismiss one."""

from whapp.app.authorize import caller
from whapp.app.change_group import change_group
from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.group import Group
from whapp.ports import Services


def dismiss_moderator(services: Services, group_id: str, member_id: str, moderator_id: str) -> None:
    """Let this moderator go; without effect when they were none.

    Everybody may resign, operations may dismiss. Raises NotFound for a stranger to the group, WrongRole for a
    moderator who would dismiss another, and LastModerator while there is no successor.
    """
    going = caller(services, moderator_id).names

    def change(group: Group, who: Caller) -> Group:
        if moderator_id != member_id:
            authorize(who, Action.DISMISS, group)
        return group.without(going)

    change_group(services, group_id, member_id, Action.READ_GROUP, change)
