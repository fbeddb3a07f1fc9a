"""A member's own profile."""

from whapp.domain.member import Member
from whapp.ports import Services


def read_profile(services: Services, member_id: str) -> Member:
    """The profile. Raises NotFound before the first save."""
    return services.members.get(member_id)
