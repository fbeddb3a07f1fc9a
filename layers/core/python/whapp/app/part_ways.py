"""Two members who are apart let go of everything that is under way between them."""

from contextlib import suppress

from whapp.app.change import change
from whapp.app.every import every
from whapp.domain import acts
from whapp.domain.errors import NotFound
from whapp.domain.event import Actor
from whapp.domain.request import Request
from whapp.ports import Services


def part_ways(services: Services, blocker_id: str, other_id: str) -> None:
    """End every ask and match between the two, as the blocker's doing. May be repeated. Raises Busy."""
    for requester_id, helper_id, by in (
        (blocker_id, other_id, Actor.REQUESTER),
        (other_id, blocker_id, Actor.HELPER),
    ):
        _part(services, requester_id, helper_id, by)


def _part(services: Services, requester_id: str, helper_id: str, by: Actor) -> None:
    def act(request: Request) -> tuple[Request, None]:
        return acts.part(request, helper_id, by, services.now()), None

    for request in every(lambda cursor: services.requests.of_requester(requester_id, cursor)):
        if request.requester_id == requester_id and not request.status.is_final:
            with suppress(NotFound):  # erased since the index was read
                change(services, request.id, act)
