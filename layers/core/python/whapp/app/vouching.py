"""Whose word counts: the groups that take part now."""

from collections.abc import Iterable, Mapping

from whapp.domain.group import Group
from whapp.domain.member import Member
from whapp.domain.needs import LEAST_PEOPLE
from whapp.ports import Services


def vouching(services: Services, members: Iterable[Member]) -> Mapping[str, Group]:
    """The groups that vouch for any of these members, by id. One that operations closed vouches for nobody."""
    found = services.groups.find({group for member in members for group in member.groups})
    return {id_: group for id_, group in found.items() if group.is_active}


def large(groups: Mapping[str, Group]) -> frozenset[str]:
    """Those of these groups in which one person is one of many: nothing that is told of them tells whose it was."""
    return frozenset(id_ for id_, group in groups.items() if group.attested >= LEAST_PEOPLE)
