"""What local/server.py mends in the emulator is still broken there. When a test fails here, its patch can go."""

# ruff: noqa: SLF001 - what is mended there has no public name
import asyncio
from typing import Any

import pytest
from ministack import app
from ministack.services import stepfunctions

from local import server

A_WAIT = {
    "Type": "Task",
    "QueryLanguage": "JSONata",
    "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
    "Arguments": {"FunctionName": "nobody", "Payload": {}},
    "TimeoutSeconds": "{% $states.input.seconds %}",
    "End": True,
}


def wait_a_moment() -> None:
    """Go through a wait whose time-out is an expression."""
    context: dict[str, Any] = {"State": {"Name": "wait"}, "variables": {}}
    stepfunctions._execute_task(A_WAIT, {"seconds": 0.01}, {"events": []}, context)


def answer_without_a_body() -> list[Any]:
    """Send an answer that has no body."""
    sent: list[Any] = []

    async def send(part: Any) -> None:
        sent.append(part)

    asyncio.run(app._send_response(send, 204, {}, None))
    return sent


def test_the_emulator_still_hands_the_expression_itself_to_the_clock() -> None:
    with pytest.raises(TypeError):
        wait_a_moment()


def test_with_the_patch_the_wait_ends_by_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stepfunctions, "_execute_task", stepfunctions._execute_task)  # so that it is put back
    server.evaluate_callback_timeouts(stepfunctions)
    with pytest.raises(stepfunctions._ExecutionError, match="timed out"):
        wait_a_moment()


def test_the_emulator_still_stumbles_over_an_answer_without_a_body() -> None:
    with pytest.raises(AttributeError):
        answer_without_a_body()


def test_with_the_patch_an_empty_body_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(app, "_send_response", app._send_response)
    server.send_empty_bodies(app)
    assert answer_without_a_body()[-1]["body"] == b""
