"""A member no longer offers a kind of help."""

from whapp.app.change_profile import change_profile
from whapp.domain.category import Category
from whapp.domain.errors import NotFound
from whapp.domain.member import Member
from whapp.ports import Services


def remove_offer(services: Services, member_id: str, category: Category) -> None:
    """Remove the offer; without effect when there is none. Raises NotFound without a profile."""

    def act(member: Member | None) -> None:
        if member is None:
            raise NotFound
        if category in member.offers:
            services.members.remove_offer(member, category)

    change_profile(services, member_id, act)
