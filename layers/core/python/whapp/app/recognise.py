"""Somebody shows a phone under which somebody was here before."""

from whapp.app.change_profile import change_profile
from whapp.domain.leaver import Leaver, back, warned
from whapp.domain.member import Member
from whapp.ports import Services


def recognise(services: Services, newcomer: Member, phone: str) -> Member:
    """The profile with the suspension and the blocks that this phone was let go of with; mostly as it is.

    The others are told of the newcomer first, and the caller saves the newcomer: until then nobody is there to be asked
    for them, and whoever dies in between is made up for by the next try (I7). What is remembered goes with that save.
    Raises Busy.
    """
    leaver = services.members.leaver(phone)
    if leaver is None:
        return newcomer
    here = services.members.find(leaver.apart - {newcomer.id}) if leaver.apart else {}
    for other_id in here:
        _warn(services, other_id, newcomer.id, leaver)
    return back(newcomer, leaver, here)


def _warn(services: Services, other_id: str, newcomer_id: str, leaver: Leaver) -> None:
    def act(other: Member | None) -> None:
        if other and (after := warned(other, newcomer_id, leaver)) != other:
            services.members.keep_apart([after])

    change_profile(services, other_id, act)
