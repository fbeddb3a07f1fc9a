"""Last time's helper, who may be asked first when both of them like that."""

from datetime import datetime

from whapp.app.own_offer import own_offer
from whapp.domain.ranking import MOST_IN_A_ROW, first_of_all, last_helper
from whapp.domain.request import Prospect, Request, Status
from whapp.ports import Services


def favourite(services: Services, request: Request, now: datetime) -> tuple[Prospect, ...]:
    """Whoever helped this requester with this kind of help last time, if they want to and it is not always them."""
    helped = [
        past.id
        for past in services.requests.of_requester(request.requester_id, None).items
        if past.requester_id == request.requester_id  # a moderator's list holds what they asked for others too
        and past.status is Status.HELPED
        and past.category is request.category
    ]
    helper_id = last_helper([services.requests.load(id_) for id_ in helped[:MOST_IN_A_ROW]])
    offer = own_offer(services, helper_id, request.category) if helper_id else None
    return first_of_all(offer, request, now) if offer else ()
