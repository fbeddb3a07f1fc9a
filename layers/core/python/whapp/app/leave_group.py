"""A member leaves a group; the badge is gone at once."""

from contextlib import suppress

from whapp.domain.errors import Busy, Conflict, NotFound
from whapp.ports import Services

ATTEMPTS = 10


def leave_group(services: Services, member_id: str, group_id: str) -> None:
    """Remove the membership; without effect when there is none."""
    for _ in range(ATTEMPTS):
        try:
            membership = services.memberships.get(member_id, group_id)
        except NotFound:
            return
        member = services.members.find([member_id]).get(member_id)
        with suppress(Conflict):
            services.memberships.leave(membership, member)
            return
    raise Busy
