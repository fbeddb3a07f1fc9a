"""The codes of a group, without the codes: those are told once."""

from collections.abc import Sequence

from whapp.app.authorize import caller, group_for
from whapp.domain.authority import Action
from whapp.domain.invitation import Invitation
from whapp.ports import Services


def list_invitations(services: Services, group_id: str, member_id: str) -> Sequence[Invitation]:
    """The invitations, newest first. Raises NotFound, WrongRole."""
    group = group_for(services, group_id, caller(services, member_id), Action.INVITE)
    return services.invitations.of_group(group.id)
