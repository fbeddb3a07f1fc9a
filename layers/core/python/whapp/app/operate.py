"""Operations do something for a request, when people call them."""

from collections.abc import Callable
from datetime import datetime

from whapp.app.authorize import caller
from whapp.app.change import change
from whapp.domain.authority import Action, authorize
from whapp.domain.request import Request
from whapp.ports import Services


def operate(
    services: Services, request_id: str, member_id: str, act: Callable[[Request, datetime], Request]
) -> Request:
    """Apply `act` as somebody of operations; raises NotFound for anybody else, and what `act` raises."""
    who = caller(services, member_id)

    def by_operations(request: Request) -> tuple[Request, Request]:
        after = act(authorize(who, Action.OPERATE, request), services.now())
        return after, after

    return change(services, request_id, by_operations)
