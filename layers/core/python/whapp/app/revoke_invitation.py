"""A moderator ends a code before its time."""

from whapp.app.authorize import caller, group_for
from whapp.domain.authority import Action
from whapp.domain.errors import NotFound
from whapp.ports import Services


def revoke_invitation(services: Services, group_id: str, member_id: str, invitation_id: str) -> None:
    """End it; a second time it says the same. Raises NotFound, also for another group's, and WrongRole."""
    group = group_for(services, group_id, caller(services, member_id), Action.INVITE)
    invitation = services.invitations.get(invitation_id)
    if invitation.group_id != group.id:
        raise NotFound
    services.invitations.revoke(invitation, services.now())
