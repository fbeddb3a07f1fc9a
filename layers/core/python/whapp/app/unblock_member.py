"""A member takes a block back."""

from whapp.app.change_profile import change_profile
from whapp.domain.block import unblock
from whapp.domain.errors import NotFound
from whapp.domain.ids import block_id
from whapp.domain.member import Member
from whapp.ports import Services


def unblock_member(services: Services, member_id: str, block: str) -> None:
    """The two may be asked for each other again, unless the other one blocked too. May be repeated.

    What they parted from stays as it is. Raises NotFound without a profile.
    """

    def act(member: Member | None) -> None:
        if member is None:
            raise NotFound
        other_id = next((each for each in member.blocks if block_id(member_id, each) == block), None)
        if other_id is None:
            return
        other = services.members.find([other_id]).get(other_id)
        services.members.keep_apart(unblock(member, other_id, other))

    change_profile(services, member_id, act)
