"""What a member offers."""

from collections.abc import Sequence

from whapp.domain.member import Offer
from whapp.ports import Services


def list_offers(services: Services, member_id: str) -> Sequence[Offer]:
    """The offers. Raises NotFound without a profile."""
    return services.members.offers(services.members.get(member_id).id)
