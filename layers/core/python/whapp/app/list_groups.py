"""The groups that somebody keeps."""

from whapp.app.authorize import caller
from whapp.domain.authority import Action, may
from whapp.domain.group import Group
from whapp.ports import Page, Services


def list_groups(services: Services, member_id: str, cursor: str | None) -> Page[Group]:
    """Those the caller moderates; for operations all of them, newest first. Raises InvalidInput for a bad cursor."""
    who = caller(services, member_id)
    if may(who, Action.LIST_EVERY_GROUP, ()):
        return services.groups.every(cursor)
    return Page(services.groups.kept_by(who.names))
