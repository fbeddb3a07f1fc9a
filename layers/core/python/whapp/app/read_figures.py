"""What moderators see of their group: counts by month."""

from collections.abc import Sequence

from whapp.app.authorize import caller, group_for
from whapp.domain.authority import Action
from whapp.domain.figures import Figures, months_over, tell
from whapp.domain.group import Group
from whapp.ports import Services


def read_figures(services: Services, group_id: str, member_id: str) -> Sequence[Figures]:
    """The months that are over, newest first, a year at most. Raises NotFound, WrongRole.

    What is told of a month is made at the first look after its end and kept: every later look tells the same.
    """
    group = group_for(services, group_id, caller(services, member_id), Action.READ_FIGURES)
    months = months_over(group.created_at, services.now())
    told = services.groups.told(group.id)
    return [told.get(month) or _tell(services, group, month, newest=month == months[0]) for month in months]


def _tell(services: Services, group: Group, month: str, *, newest: bool) -> Figures:
    """How many belonged to it in a month long past is not known any more."""
    members, attested = (group.members, group.attested) if newest else (0, 0)
    return services.groups.tell(group.id, tell(month, services.groups.counts(group.id, month), members, attested))
