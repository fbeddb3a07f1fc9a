"""The groups a member belongs to."""

from collections.abc import Sequence

from whapp.app.join_group import Belonging
from whapp.ports import Services


def list_memberships(services: Services, member_id: str) -> Sequence[Belonging]:
    """The memberships, the oldest first."""
    mine = sorted(services.memberships.of_member(member_id), key=lambda each: each.joined_at)
    groups = services.groups.find(each.group_id for each in mine)
    return [Belonging(each, groups[each.group_id]) for each in mine if each.group_id in groups]
