"""A member's own requests."""

from whapp.domain.request import Request
from whapp.ports import Page, Services


def list_requests(services: Services, requester_id: str, cursor: str | None) -> Page[Request]:
    """The member's own requests, newest first, without asks and messages. Raises InvalidInput for a bad cursor."""
    return services.requests.of_requester(requester_id, cursor)
