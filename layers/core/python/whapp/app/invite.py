"""A moderator makes a code for the group chat."""

from dataclasses import dataclass
from datetime import timedelta

from whapp.app.authorize import caller, group_for
from whapp.domain.authority import Action
from whapp.domain.errors import Busy, Conflict, LimitReached
from whapp.domain.group import Group
from whapp.domain.invitation import MAX_INVITATIONS, Invitation, code_from, invitation_id, spoken
from whapp.ports import Services

ATTEMPTS = 3  # that a code is taken is about as likely as a meteorite


@dataclass(frozen=True, slots=True)
class Invited:
    """A new invitation with its code, which is told this once and never again."""

    invitation: Invitation
    group: Group
    code: str
    link: str


def invite(services: Services, group_id: str, member_id: str, days: int, max_uses: int) -> Invited:
    """Make a code that lasts so many days. Raises NotFound, WrongRole, LimitReached."""
    group = group_for(services, group_id, caller(services, member_id), Action.INVITE)
    now = services.now()
    if sum(each.is_good_at(now) for each in services.invitations.of_group(group.id)) >= MAX_INVITATIONS:
        raise LimitReached("invitations that still work")
    for _ in range(ATTEMPTS):
        code = code_from(services.mint())
        invitation = Invitation(
            id=invitation_id(code),
            group_id=group.id,
            created_at=now,
            ends_at=now + timedelta(days=days),
            max_uses=max_uses,
        )
        try:
            services.invitations.create(invitation)
        except Conflict:
            continue
        return Invited(invitation, group, spoken(code), f"{services.public_url}/j/{spoken(code)}")
    raise Busy
