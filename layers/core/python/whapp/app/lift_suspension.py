"""The safety desk lets a member back in."""

from dataclasses import replace

from whapp.app.authorize import caller
from whapp.app.change_profile import change_profile
from whapp.domain.authority import Action, authorize
from whapp.domain.errors import NotFound
from whapp.domain.member import Member
from whapp.ports import Services
from whapp.telemetry import logger


def lift_suspension(services: Services, member_id: str, desk_id: str) -> Member:
    """They can ask and be asked again, as before; what had ended stays ended. May be repeated.

    Raises WrongRole, NotFound, Busy.
    """
    authorize(caller(services, desk_id), Action.KEEP_SAFE, ())

    def act(member: Member | None) -> Member:
        if member is None:
            raise NotFound
        if member.suspended_at is None:
            return member
        logger.warning("suspension lifted", member_id=member_id, by=desk_id)
        return services.members.save(member, replace(member, suspended_at=None))

    return change_profile(services, member_id, act)
