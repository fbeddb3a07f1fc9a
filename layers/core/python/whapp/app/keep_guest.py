"""Somebody without the app is kept for as long as what was asked for them lasts, and a while after."""

from dataclasses import replace
from datetime import timedelta

from whapp.app.change_profile import change_profile
from whapp.domain.member import Member
from whapp.domain.request import Request
from whapp.ports import Services

KEPT_AFTER = timedelta(days=35)  # after the need: the follow-up, the month in which the words are kept, and some days


def keep_guest(services: Services, request: Request) -> None:
    """Keep the guest whose request was given more time; nothing to do for a member's own. Raises Busy."""
    until = request.needed_until + KEPT_AFTER

    def act(guest: Member | None) -> None:
        if guest and guest.kept_until and guest.kept_until < until:
            services.members.save(guest, replace(guest, kept_until=until))

    if request.posted_by:
        change_profile(services, request.requester_id, act)
