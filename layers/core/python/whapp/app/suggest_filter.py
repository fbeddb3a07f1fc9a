"""After a no: what a helper could change in their own offer."""

from whapp.app.own_offer import own_offer
from whapp.domain import filters
from whapp.domain.ask import Ask, request_id_of
from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.filters import Filter
from whapp.domain.member import Offer
from whapp.domain.request import Request
from whapp.ports import Services


def suggest_filter(services: Services, ask_id: str, helper_id: str) -> tuple[Filter, Offer] | None:
    """The filter that would spare this helper such asks, and their offer as it is; None when there is none to suggest.

    Raises NotFound for an ask to somebody else.
    """
    request = services.requests.load(request_id_of(ask_id))
    authorize(Caller(helper_id), Action.ANSWER, request.ask(ask_id))
    return filter_for(services, request, request.newest_asks[helper_id])


def filter_for(services: Services, request: Request, ask: Ask) -> tuple[Filter, Offer] | None:
    """The same, for a request that was loaded; it reads the offer only after a no that has such a reason."""
    if filters.filter_of(request, ask) is None:
        return None
    offer = own_offer(services, ask.helper_id, request.category)
    suggested = filters.suggestion(request, ask, offer)
    return (suggested, offer) if suggested and offer else None
