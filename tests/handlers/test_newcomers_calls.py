"""Calls that a newcomer made, and that were answered wrongly once."""

import pytest

from tests.handlers.samples import ANNAS_REQUEST, PROFILE
from tests.handlers.test_events import ASKED, MATCHED
from tests.handlers.world import World
from whapp.bootstrap import services


@pytest.mark.parametrize("media_type", ["Application/JSON", "APPLICATION/JSON; charset=UTF-8", "application/json"])
def test_media_types_know_no_case(world: World, media_type: str) -> None:
    assert world.call("PUT", "/v1/me", PROFILE, headers={"content-type": media_type}).status == 200


@pytest.mark.parametrize("body", [[PROFILE], [PROFILE, PROFILE], []])
def test_a_list_is_no_document(world: World, body: object) -> None:
    answer = world.call("PUT", "/v1/me", body)
    assert (answer.status, answer.json["errors"][0]["field"]) == (422, "body")


def test_a_repeat_after_a_new_round_is_still_the_first_answer(world: World) -> None:
    """I15."""
    world.play(*ASKED)
    first = world.play("api/post_requests")
    world.play(*MATCHED[len(ASKED) :], "api/post_withdraw")
    assert services.requests.load(ANNAS_REQUEST).round == 2
    assert world.play("api/post_requests")["body"] == first["body"]
