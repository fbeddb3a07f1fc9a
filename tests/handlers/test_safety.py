"""A request that neighbours must not be asked: a problem that names the field, and advice for the member."""

import pytest

from tests.handlers.samples import REQUEST
from tests.handlers.world import World
from tests.support.discretion import CANARY
from whapp.domain.language import Language
from whapp.domain.safety import Concern, advice

KEYS = f"De sleutel ligt onder de mat, {CANARY}"


@pytest.mark.parametrize("language", Language)
def test_the_advice_is_in_the_language_of_the_call_and_nothing_is_echoed(world: World, language: Language) -> None:
    world.play("api/put_me")
    before = world.rows()
    answer = world.call("POST", "/v1/requests", REQUEST | {"text": KEYS}, headers={"accept-language": language})
    assert (answer.status, answer.fields) == (422, ["text"])
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json["concern"], answer.json["advice"]) == ("keys", advice(Concern.KEYS, language))
    assert CANARY not in answer.body
    assert world.rows() == before
