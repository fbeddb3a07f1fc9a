"""The badges of some members, as they are at this instant: never copied, so a revoked one is gone at the next look."""

from collections.abc import Iterable, Mapping

from whapp.domain.member import Member
from whapp.domain.membership import Badge, badge
from whapp.ports import Services


def badges(services: Services, members: Iterable[Member]) -> Mapping[str, Badge]:
    """The badge of each member who has one to show, by id."""
    attested = {member.id: member.groups for member in members if member.groups}
    if not attested:
        return {}
    memberships = services.memberships.find((id_, group) for id_, groups in attested.items() for group in groups)
    groups = services.groups.find({group for groups in attested.values() for group in groups})
    shown = {
        id_: badge((each for each in memberships if each.member_id == id_), groups, services.now()) for id_ in attested
    }
    return {id_: each for id_, each in shown.items() if each}
