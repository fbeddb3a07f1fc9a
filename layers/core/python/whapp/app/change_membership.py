"""The one way in which a membership changes: read, change, save; again when somebody was faster."""

from collections.abc import Callable
from contextlib import suppress

from whapp.domain.errors import Busy, Conflict
from whapp.domain.membership import Membership
from whapp.ports import Services

ATTEMPTS = 10


def change_membership(
    services: Services,
    member_id: str,
    group_id: str,
    change: Callable[[Membership], Membership],
    moderator: str | None = None,
) -> Membership:
    """The membership after `change`, which only counts while `moderator` is one. Raises NotFound, Busy."""
    for _ in range(ATTEMPTS):
        before = services.memberships.get(member_id, group_id)
        after = change(before)
        if after == before:
            return before
        member = services.members.get(member_id)
        with suppress(Conflict):
            services.memberships.save(before, after, member, moderator)
            return after
    raise Busy
