"""What happened to a request, for the person who made it."""

from collections.abc import Sequence

from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.event import Event
from whapp.ports import Services


def read_timeline(services: Services, request_id: str, viewer_id: str) -> Sequence[Event]:
    """The timeline, oldest first. Raises NotFound for anybody but the requester."""
    authorize(Caller(viewer_id), Action.FOLLOW, services.requests.load(request_id))
    return services.requests.timeline(request_id)
