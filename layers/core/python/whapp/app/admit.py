"""Whether somebody may do anything at all."""

from whapp.domain.errors import Suspended
from whapp.ports import Services


def admit(services: Services, member_id: str) -> None:
    """Let members pass, and those who are to become one. Raises Suspended for whoever the safety desk took out."""
    member = services.members.find([member_id]).get(member_id)
    if member and member.suspended_at:
        raise Suspended
