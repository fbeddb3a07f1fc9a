"""The requester says how far away people are asked."""

from whapp.app.change_own import change_own
from whapp.domain import acts
from whapp.domain.request import Request
from whapp.ports import Services


def choose_circles(services: Services, request_id: str, requester_id: str, circles: int | None) -> Request:
    """Search so many circles, at once and no further; None: as Whapp sees fit. Raises NotFound, StateForbids."""
    return change_own(
        services, request_id, requester_id, lambda request, now: acts.choose_circles(request, circles, now)
    )
