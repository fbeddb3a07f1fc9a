"""Whom the safety desk took out can look at what is held of them and leave, and do nothing else."""

import pytest

from tests.handlers.routes import declared_routes
from tests.handlers.test_events import HTTP, MATCHED
from tests.handlers.world import ANNA, CEES, Answer, World, event

THEIRS = {"api/get_me", "api/delete_me", "api/get_export"}
SIGNED_IN = [name for name in HTTP if declared_routes()[event(name)["routeKey"]] == "JWT"]


@pytest.mark.parametrize("name", SIGNED_IN)
def test_the_calls_of_somebody_who_is_suspended_are_refused(world: World, name: str) -> None:
    world.play(*MATCHED)
    assert world.call("POST", f"/v1/ops/members/{ANNA}/suspend", by=CEES).status == 200
    sent = event(name)
    sent["requestContext"]["authorizer"]["jwt"]["claims"]["sub"] = ANNA
    answer = Answer.of(world.invoke("api", sent))
    if name in THEIRS:
        assert answer.status in (200, 204)
    else:
        assert (answer.status, "suspended" in answer.json["detail"]) == (403, True)
