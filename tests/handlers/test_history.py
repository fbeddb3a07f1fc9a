"""I19: what an earlier version was sent, and what its executions were started with, is still understood.

`events/history/<version>/` holds the events of each version as they were. Executions live for weeks and apps for years,
so an old payload meets new code; it must get the same answer as the present one. A new version records its events once:
`cp -r events/{api,join,reply,decide,wait,janitor,care,remind,inbound_sms} events/history/<version>/`.
"""

import json
from pathlib import Path

import pytest

from tests.handlers.test_events import EXPECTED
from tests.handlers.world import HISTORY, Answer, World
from whapp import __version__

RECORDED = sorted(HISTORY.rglob("*.json"))


@pytest.mark.parametrize("path", RECORDED, ids=lambda path: path.relative_to(HISTORY).with_suffix("").as_posix())
def test_a_recorded_event_gets_the_answer_that_the_present_one_gets(world: World, path: Path) -> None:
    name = "/".join(path.with_suffix("").parts[-2:])
    expected = EXPECTED[name]
    expected.comes_about(world)
    answered = world.invoke(path.parent.name, json.loads(path.read_text()))
    if isinstance(expected.answer, int):
        answer = Answer.of(answered)
        assert (answer.status, expected.says in answer.body) == (expected.answer, True)
    else:
        assert answered == expected.answer


def test_this_version_has_recorded_its_events() -> None:
    present = HISTORY / __version__
    recorded = {path.relative_to(present).with_suffix("").as_posix() for path in present.rglob("*.json")}
    assert recorded == set(EXPECTED)
