"""A moderator, or operations, edits a group."""

from dataclasses import dataclass, replace

from whapp.app.change_group import change_group
from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.errors import InvalidInput
from whapp.domain.group import Group, GroupStatus
from whapp.domain.place import Point
from whapp.ports import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupChanges:
    """What is to be different; None: as it is. Only operations open and close."""

    name: str | None = None
    centre: Point | None = None
    radius_m: int | None = None
    status: GroupStatus | None = None


def edit_group(services: Services, group_id: str, member_id: str, wanted: GroupChanges) -> Group:
    """The group as it becomes. Raises NotFound, WrongRole, and InvalidInput for an area outside the Netherlands."""
    if wanted.centre and not wanted.centre.is_dutch:
        raise InvalidInput("centre", "must be in the Netherlands")

    def change(group: Group, who: Caller) -> Group:
        if wanted.status and wanted.status is not group.status:
            authorize(who, Action.OPEN_AND_CLOSE, group)
        return replace(
            group,
            name=wanted.name or group.name,
            centre=wanted.centre.rounded() if wanted.centre else group.centre,
            radius_m=wanted.radius_m or group.radius_m,
            status=wanted.status or group.status,
        )

    return change_group(services, group_id, member_id, Action.EDIT_GROUP, change)
