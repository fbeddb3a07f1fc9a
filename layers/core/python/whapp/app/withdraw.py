"""The matched helper cannot come after all."""

from whapp.app.change import change
from whapp.domain import acts
from whapp.domain.request import Request
from whapp.ports import Services


def withdraw(services: Services, request_id: str, helper_id: str) -> None:
    """Let the match go and look for somebody else; a second time it does nothing. Raises NotFound, StateForbids."""

    def act(request: Request) -> tuple[Request, None]:
        return acts.withdraw(request, helper_id, services.now()), None

    change(services, request_id, act)
