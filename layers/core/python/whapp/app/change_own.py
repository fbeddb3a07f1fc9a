"""An act of the requester on their own request."""

from collections.abc import Callable
from datetime import datetime

from whapp.app.change import change
from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.request import Request
from whapp.ports import Services


def change_own(
    services: Services, request_id: str, requester_id: str, act: Callable[[Request, datetime], Request]
) -> Request:
    """Apply `act` to a request of this requester's. Raises NotFound for anybody else, and what `act` raises."""

    def on_own(request: Request) -> tuple[Request, Request]:
        after = act(authorize(Caller(requester_id), Action.FOLLOW, request), services.now())
        return after, after

    return change(services, request_id, on_own)
