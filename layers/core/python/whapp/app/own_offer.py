"""One of a member's offers."""

from whapp.domain.category import Category
from whapp.domain.member import Offer
from whapp.ports import Services


def own_offer(services: Services, member_id: str, category: Category) -> Offer | None:
    """What the member offers of this kind of help, if they do."""
    return next((each for each in services.members.offers(member_id) if each.category == category), None)
