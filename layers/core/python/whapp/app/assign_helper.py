"""Operations note that a neighbour said yes by telephone."""

from datetime import datetime

from whapp.app.operate import operate
from whapp.domain import operations
from whapp.domain.errors import InvalidInput, NotFound
from whapp.domain.request import Request
from whapp.ports import Services


def assign_helper(services: Services, request_id: str, member_id: str, helper_id: str) -> Request:
    """Match the request with this helper; a second time it says the same.

    Raises NotFound for anybody but operations, InvalidInput for a helper who is no member or asked for it themselves,
    StateForbids when the request is not open.
    """

    def act(request: Request, now: datetime) -> Request:
        if helper_id in (request.requester_id, request.posted_by):
            raise InvalidInput("helper", "asked for this help")
        try:
            helper = services.members.get(helper_id)
        except NotFound:
            raise InvalidInput("helper", "is no member") from None
        return operations.assign(request, helper, now, services.mint)

    return operate(services, request_id, member_id, act)
