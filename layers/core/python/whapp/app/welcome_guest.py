"""Somebody without the app, for whom a moderator asks."""

from whapp.domain.errors import Busy, Conflict, KeyReused
from whapp.domain.member import Member
from whapp.ports import Services

ATTEMPTS = 3  # only a repeat of the same call, at the same instant, is in the way


def welcome_guest(services: Services, guest: Member) -> None:
    """Keep the guest's profile; a second time it is found. KeyReused when it was kept for somebody else; Busy."""
    for _ in range(ATTEMPTS):
        try:
            services.members.save(None, guest)
        except Conflict:
            known = services.members.find([guest.id]).get(guest.id)
            if known is None:
                continue  # being kept at this instant, by the same call
            if (known.first_name, known.phone) != (guest.first_name, guest.phone):
                raise KeyReused from None
        return
    raise Busy
