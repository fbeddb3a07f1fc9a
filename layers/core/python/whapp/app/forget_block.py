"""Somebody left: nobody is apart from them any more."""

from whapp.app.change_profile import change_profile
from whapp.domain.block import forget
from whapp.domain.member import Member
from whapp.ports import Services


def forget_block(services: Services, member_id: str, gone_id: str) -> None:
    """The member's profile names the one who left no more. May be repeated. Raises Busy."""

    def act(member: Member | None) -> None:
        if member and member.is_apart_from(gone_id):
            services.members.keep_apart([forget(member, gone_id)])

    change_profile(services, member_id, act)
