"""Who says to belong to a group, for those who can tell."""

from dataclasses import dataclass

from whapp.app.authorize import caller, group_for
from whapp.domain.authority import Action
from whapp.domain.membership import Membership
from whapp.ports import Page, Services


@dataclass(frozen=True, slots=True)
class GroupMember:
    """A membership, and the first name of whose it is."""

    membership: Membership
    first_name: str


def list_group_members(services: Services, group_id: str, member_id: str, cursor: str | None) -> Page[GroupMember]:
    """The members, newest first. Raises NotFound, WrongRole, and InvalidInput for a bad cursor."""
    group = group_for(services, group_id, caller(services, member_id), Action.KNOW_MEMBERS)
    page = services.memberships.of_group(group.id, cursor)
    people = services.members.find(each.member_id for each in page.items)
    return Page(
        [GroupMember(each, people[each.member_id].first_name) for each in page.items if each.member_id in people],
        page.next,
    )
