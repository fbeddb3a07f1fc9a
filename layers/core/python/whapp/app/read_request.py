"""A request as its requester, or the matched helper, may see it."""

from dataclasses import dataclass

from whapp.app.badges import badges
from whapp.domain import acts
from whapp.domain.authority import Action, Caller, authorize, may
from whapp.domain.errors import NotFound
from whapp.domain.member import Member
from whapp.domain.membership import Badge
from whapp.domain.request import Request, Wording
from whapp.ports import Services


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with its words, and the helper once there is one. `mine`: the viewer is the requester.

    `badge` is the other one's: the helper's for the requester, the requester's for the helper.
    """

    request: Request
    wording: Wording | None
    helper: Member | None
    mine: bool
    badge: Badge | None = None


def read_request(services: Services, request_id: str, viewer_id: str) -> RequestView:
    """The request. Raises NotFound for anybody but the requester and the matched helper.

    The helper sees it for as long as the contact: the words may tell as much as the address.
    """
    viewer = Caller(viewer_id)
    request = authorize(viewer, Action.READ_REQUEST, services.requests.load(request_id))
    match, mine = request.match, may(viewer, Action.FOLLOW, request)
    helper = services.members.find([match.helper_id]).get(match.helper_id) if match and mine else None
    other = helper if mine else services.members.find([request.requester_id]).get(request.requester_id)
    if not mine and (acts.is_parted(request, services.now()) or (other and other.is_apart_from(viewer_id))):
        raise NotFound
    badge = badges(services, [other]).get(other.id) if other else None
    return RequestView(request, services.requests.wording(request_id), helper, mine, badge)
