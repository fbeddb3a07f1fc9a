"""A member wants nothing more to do with somebody they met through a request."""

from dataclasses import dataclass

from whapp.app.change import change
from whapp.app.keep_apart import keep_apart
from whapp.app.part_ways import part_ways
from whapp.domain import acts
from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.event import Actor
from whapp.domain.ids import block_id
from whapp.domain.request import Request
from whapp.ports import Services


@dataclass(frozen=True, slots=True)
class Block:
    """A block as whoever made it sees it."""

    id: str
    first_name: str


def block_member(services: Services, request_id: str, blocker_id: str, round_: int | None) -> Block:
    """Keep the two apart for good, and silently; a second time it says the same.

    The other one is the requester of this request, or for its requester whoever said yes (in that round). Raises
    NotFound when there is nobody like that, LimitReached, Busy.
    """
    request = authorize(Caller(blocker_id), Action.BLOCK, services.requests.load(request_id))
    ask, by = acts.between(request, blocker_id, round_)
    other_id = request.requester_id if by is Actor.HELPER else ask.helper_id
    other = services.members.get(other_id)

    def act(request: Request) -> tuple[Request, None]:
        return acts.part(request, ask.helper_id, by, services.now()), None

    keep_apart(services, blocker_id, other_id)
    change(services, request_id, act)
    part_ways(services, blocker_id, other_id)
    return Block(block_id(blocker_id, other_id), other.first_name)
