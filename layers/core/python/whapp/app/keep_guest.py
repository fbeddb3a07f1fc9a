"""Somebody without the app is kept for as long as what was asked for them lasts, and a while after."""

from dataclasses import replace

from whapp.app.change_profile import change_profile
from whapp.domain.member import Member
from whapp.domain.request import Request
from whapp.domain.retention import Matter, until
from whapp.ports import Services


def keep_guest(services: Services, request: Request) -> None:
    """Keep the guest whose request was given more time; nothing to do for a member's own. Raises Busy."""
    kept_until = until(Matter.GUEST, request.needed_until)

    def act(guest: Member | None) -> None:
        if guest and guest.kept_until and guest.kept_until < kept_until:
            services.members.save(guest, replace(guest, kept_until=kept_until))

    if request.posted_by:
        change_profile(services, request.requester_id, act)
