"""A member chooses whether a membership shows."""

from dataclasses import replace

from whapp.app.change_membership import change_membership
from whapp.app.join_group import Belonging
from whapp.ports import Services


def show_membership(services: Services, member_id: str, group_id: str, *, shown: bool) -> Belonging:
    """The membership as chosen. Raises NotFound."""
    after = change_membership(services, member_id, group_id, lambda each: replace(each, shown_on_profile=shown))
    return Belonging(after, services.groups.get(group_id))
