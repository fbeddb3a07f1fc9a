"""The one way in which a group changes: read, authorise, change, save; again when somebody was faster."""

from collections.abc import Callable
from contextlib import suppress

from whapp.app.authorize import caller, group_for
from whapp.domain.authority import Action, Caller
from whapp.domain.errors import Busy, Conflict
from whapp.domain.group import Group
from whapp.ports import Services

ATTEMPTS = 10


def change_group(
    services: Services, group_id: str, member_id: str, action: Action, change: Callable[[Group, Caller], Group]
) -> Group:
    """The group after `change`. Raises NotFound, WrongRole, Busy and what `change` raises."""
    who = caller(services, member_id)
    for _ in range(ATTEMPTS):
        before = group_for(services, group_id, who, action)
        after = change(before, who)
        if after == before:
            return before
        with suppress(Conflict):
            return services.groups.save(before, after)
    raise Busy
