"""Somebody without the app, for whom a moderator asks."""

from whapp.domain.errors import Conflict, KeyReused
from whapp.domain.member import Member
from whapp.ports import Services


def welcome_guest(services: Services, guest: Member) -> None:
    """Keep the guest's profile; a second time it is found. KeyReused when it was kept for somebody else."""
    try:
        services.members.save(None, guest)
    except Conflict:
        known = services.members.get(guest.id)
        if (known.first_name, known.phone) != (guest.first_name, guest.phone):
            raise KeyReused from None
