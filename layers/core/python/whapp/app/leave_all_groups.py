"""A member who leaves Whapp leaves every group, as a member and as a moderator."""

from contextlib import suppress

from whapp.app.leave_group import leave_group
from whapp.domain.errors import Busy, Conflict
from whapp.ports import Services
from whapp.telemetry import logger

ATTEMPTS = 10


def leave_all_groups(services: Services, member_id: str, names: frozenset[str]) -> None:
    """Remove memberships and the office of moderator of whoever is known by these names. May be repeated.

    Nobody can be kept, so a group may be left without a moderator: operations hear of it, and appoint one.
    """
    for membership in services.memberships.of_member(member_id):
        leave_group(services, member_id, membership.group_id)
    for group in services.groups.kept_by(names):
        _lay_down(services, group.id, names)


def _lay_down(services: Services, group_id: str, names: frozenset[str]) -> None:
    for _ in range(ATTEMPTS):
        before = services.groups.get(group_id)
        with suppress(Conflict):
            after = services.groups.save(before, before.bereft_of(names))
            if not after.moderators:
                logger.warning("group without moderator", group_id=group_id)
            return
    raise Busy
