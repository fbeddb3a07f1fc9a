"""The page behind a group's link: whose invitation it is, for anyone who holds the code."""

from dataclasses import dataclass

from whapp.domain.errors import NotFound
from whapp.domain.group import Group
from whapp.domain.invitation import Invitation, invitation_id
from whapp.ports import Services


@dataclass(frozen=True, slots=True)
class InvitationView:
    """What the page tells: the group, and until when the code works."""

    group: Group
    invitation: Invitation


def show_invitation(services: Services, code: str, *, counted: bool) -> InvitationView | None:
    """The invitation that this code leads to, its visit counted if a person looks; None for every code that does not
    work, whatever the reason, after the same calls."""
    try:
        invitation = services.invitations.get(invitation_id(code))
        if not invitation.is_good_at(services.now()):
            return None
        group = services.groups.get(invitation.group_id)
    except NotFound:
        return None
    if not group.is_active:
        return None
    if counted:
        services.invitations.visited(invitation)
    return InvitationView(group, invitation)
