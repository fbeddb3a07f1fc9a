"""The requester tells that the neighbour did not come."""

from datetime import datetime

from whapp.app.change_own import change_own
from whapp.app.keep_guest import keep_guest
from whapp.domain import acts
from whapp.domain.request import Request
from whapp.ports import Services


def report_no_show(
    services: Services, request_id: str, requester_id: str, needed_until: datetime | None, round_: int | None = None
) -> Request:
    """Search again at once; a second time it says the same. Raises NotFound, StateForbids, InvalidInput."""
    after = change_own(
        services, request_id, requester_id, lambda request, now: acts.not_helped(request, needed_until, now, round_)
    )
    keep_guest(services, after)
    return after
