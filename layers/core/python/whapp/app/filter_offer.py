"""A helper agrees that the reason of their no becomes their own filter."""

from whapp.app.change_profile import change_profile
from whapp.app.own_offer import own_offer
from whapp.domain import filters
from whapp.domain.ask import Ask
from whapp.domain.filters import Filter, FilterField
from whapp.domain.member import Member
from whapp.domain.request import Request
from whapp.ports import Services


def filter_offer(services: Services, request: Request, ask: Ask) -> Filter | None:
    """Change the helper's offer as their no to this ask suggests, and return the filter that holds from now on.

    None, and nothing changed, when the no suggests nothing or no day would be left. May be repeated. Raises Busy.
    """
    wanted = filters.filter_of(request, ask)
    if wanted is None:
        return None

    def act(member: Member | None) -> Filter | None:
        offer = own_offer(services, member.id, request.category) if member else None
        if member is None or offer is None:
            return wanted if wanted.field is FilterField.CATEGORY else None
        filtered = wanted.on(offer)
        if filtered is None:
            services.members.remove_offer(member, offer.category)
        elif not filtered.days:
            return None
        elif filtered != offer:
            services.members.save_offer(member, filtered)
        return wanted

    return change_profile(services, ask.helper_id, act)
