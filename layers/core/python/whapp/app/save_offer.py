"""A member offers a kind of help, or changes how."""

from dataclasses import replace

from whapp.app.change_profile import change_profile
from whapp.domain import care
from whapp.domain.errors import NotFound
from whapp.domain.member import Member, Offer
from whapp.ports import Services


def save_offer(services: Services, offer: Offer) -> Offer:
    """Add or replace the offer, placed at its owner's home; when its owner was last asked is kept.

    Raises NotFound without a profile.
    """

    def act(member: Member | None) -> Offer:
        if member is None:
            raise NotFound
        asked = [each.last_asked for each in services.members.offers(member.id) if each.last_asked]
        last_asked = max(asked, default=None)
        placed = replace(
            offer,
            point=member.home,
            cell=member.found_in,
            last_asked=last_asked,
            groups=member.groups,
            record=member.record,
        )
        services.members.save_offer(care.begin(member, services.now()), placed)
        return placed

    return change_profile(services, offer.member_id, act)
