"""The requester does not need the help any more."""

from whapp.app.change_own import change_own
from whapp.domain import acts
from whapp.domain.request import Request
from whapp.ports import Services


def cancel_request(services: Services, request_id: str, requester_id: str) -> Request:
    """Cancel; a second time it says the same. Raises NotFound, StateForbids."""
    return change_own(services, request_id, requester_id, acts.cancel)
