"""The requester says thank you."""

from whapp.app.change_own import change_own
from whapp.domain import acts
from whapp.domain.request import Request
from whapp.ports import Services


def thank_helper(services: Services, request_id: str, requester_id: str) -> Request:
    """Have the helper told; a second time it says the same. Raises NotFound, StateForbids."""
    return change_own(services, request_id, requester_id, acts.thanks)
