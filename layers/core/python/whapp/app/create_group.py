"""Operations take a group in."""

from dataclasses import dataclass
from datetime import datetime

from whapp.app.authorize import caller
from whapp.domain.authority import Action, authorize
from whapp.domain.errors import InvalidInput, KeyReused
from whapp.domain.group import Group, GroupKind, email_key
from whapp.domain.ids import group_id
from whapp.domain.place import Point
from whapp.ports import Services


@dataclass(frozen=True, slots=True, kw_only=True)
class NewGroup:
    """What is known of a group when it is taken in. The moderator need not be a member yet."""

    name: str
    kind: GroupKind
    centre: Point
    radius_m: int
    moderator_email: str

    def group(self, now: datetime) -> Group:
        """The group it becomes: the same name, kind and centre make the same group. Raises InvalidInput."""
        if not self.centre.is_dutch:
            raise InvalidInput("centre", "must be in the Netherlands")
        centre = self.centre.rounded()
        return Group(
            id=group_id(self.name, self.kind, centre),
            name=self.name,
            kind=self.kind,
            centre=centre,
            radius_m=self.radius_m,
            created_at=now,
            moderators=frozenset({email_key(self.moderator_email)}),
        )


def create_group(services: Services, member_id: str, new: NewGroup) -> Group:
    """Create the group; when it is there already, it is returned as it is, or KeyReused raised if it differs.

    Raises WrongRole for anybody but operations, and InvalidInput for an area outside the Netherlands.
    """
    authorize(caller(services, member_id), Action.TAKE_IN, ())
    group = new.group(services.now())
    if services.groups.create(group):
        return services.groups.get(group.id)
    known = services.groups.get(group.id)
    if known.radius_m != group.radius_m:
        raise KeyReused
    return known
