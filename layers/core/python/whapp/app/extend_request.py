"""The requester gives the search more time."""

from datetime import datetime

from whapp.app.change_own import change_own
from whapp.app.keep_guest import keep_guest
from whapp.domain import acts
from whapp.domain.request import Request
from whapp.ports import Services


def extend_request(services: Services, request_id: str, requester_id: str, needed_until: datetime) -> Request:
    """Search until then; a second time it says the same. Raises NotFound, StateForbids, InvalidInput."""
    after = change_own(services, request_id, requester_id, lambda request, now: acts.extend(request, needed_until, now))
    keep_guest(services, after)
    return after
