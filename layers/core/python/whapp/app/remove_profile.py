"""A profile goes, and with it what others' profiles say of it."""

from whapp.app.change_profile import change_profile
from whapp.app.forget_block import forget_block
from whapp.domain.member import Member
from whapp.ports import Services


def remove_profile(services: Services, member_id: str, phone: str | None = None) -> Member | None:
    """Remove the profile, if there is one, and return it as it was.

    It goes first: nobody needs to be kept apart from somebody who cannot be asked, and whoever is still here after all
    is so from whom they were (I7). Where it went before and the rest broke off, what is remembered by their `phone`
    tells whose profiles still name them. May be repeated. Raises Busy.
    """

    def act(member: Member | None) -> Member | None:
        if member:
            services.members.erase(member)
        return member

    gone = change_profile(services, member_id, act)
    known = gone or (services.members.leaver(phone) if phone else None)
    for other_id in known.apart if known else ():
        forget_block(services, other_id, member_id)
    return gone
