"""A watch group on the running stack, as operations and its moderator make it, all over HTTP."""

from dataclasses import dataclass
from typing import Any

from local import web
from local.stack import Stack
from tests.support.neighbourhood import Neighbour, Neighbourhood

NAME = "Buurtpreventie Zonnelaan"


@dataclass(frozen=True)
class WatchGroup:
    """The group, its moderator, and a fresh invitation."""

    id: str
    moderator: Neighbour
    invitation: Any

    @property
    def code(self) -> str:
        """The code for the group chat."""
        return str(self.invitation["code"])

    @property
    def link(self) -> str:
        """What stands in the group chat."""
        return str(self.invitation["link"])

    def attests(self, neighbour: Neighbour) -> None:
        """The moderator confirms this neighbour."""
        answer = self.moderator.calls("POST", f"/v1/groups/{self.id}/members/{neighbour.id}/attest")
        web.expect(200, answer, "attesting")

    def revokes(self, neighbour: Neighbour) -> None:
        """The moderator takes the word back."""
        answer = self.moderator.calls("POST", f"/v1/groups/{self.id}/members/{neighbour.id}/revoke")
        web.expect(200, answer, "revoking")


def a_watch_group(stack: Stack, place: Neighbourhood) -> WatchGroup:
    """Operations take it in with the address of its moderator, who signs in and invites."""
    cees, mo = place.lives("Cees", offers=()), place.lives("Mo", offers=())
    stack.gives_role(cees.person)
    lat, lon = cees.person.home
    body = {
        "name": NAME,
        "kind": "neighbourhood_watch",
        "centre": {"lat": lat, "lon": lon},
        "radius_m": 800,
        "moderator_email": mo.person.email,
    }
    group = web.expect(201, cees.calls("POST", "/v1/groups", body=body), "taking the group in").json
    invitation = mo.calls("POST", f"/v1/groups/{group['id']}/invitations", body={"days": 30, "max_uses": 40})
    return WatchGroup(group["id"], mo, web.expect(201, invitation, "inviting").json)
