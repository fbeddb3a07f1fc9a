"""What local/server.py mends in the emulator is still broken there. When a test fails here, its patch can go."""

# ruff: noqa: SLF001 - what is mended there has no public name
import asyncio
import io
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

import pytest
from ministack import app
from ministack.core import lambda_runtime
from ministack.services import eventbridge, lambda_svc, stepfunctions

from local import server
from tests.support.patience import eventually

A_WAIT = {
    "Type": "Task",
    "QueryLanguage": "JSONata",
    "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
    "Arguments": {"FunctionName": "nobody", "Payload": {}},
    "TimeoutSeconds": "{% $states.input.seconds %}",
    "End": True,
}

LAYER = "arn:aws:lambda:eu-west-1:000000000000:layer:words:1"
FUNCTION = {
    "FunctionName": "speaks",
    "FunctionArn": "arn:aws:lambda:eu-west-1:000000000000:function:speaks",
    "Runtime": f"python{sys.version_info.major}.{sys.version_info.minor}",
    "Handler": "app.handler",
    "Environment": {"Variables": {}},
    "Layers": [{"Arn": LAYER}],
}


def packed(name: str, words: str) -> bytes:
    """A zip with one file in it."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as file:
        file.writestr(name, words)
    return content.getvalue()


CODE = packed("app.py", "import words\ndef handler(event, context):\n    return words.SAID")
WORDS = packed("python/words.py", "SAID = 'good morning'")


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


@pytest.fixture
def unpacked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The layers that were unpacked so far; no worker outlives the test."""
    layers: list[str] = []
    processes: list[subprocess.Popen[str]] = []

    class Process(subprocess.Popen[str]):
        def __init__(self, *command: Any, **how: Any) -> None:
            super().__init__(*command, **how)
            processes.append(self)

    def resolve(layer: str | dict[str, str]) -> bytes:
        layers.append(layer if isinstance(layer, str) else layer["Arn"])
        return WORDS

    monkeypatch.setattr(subprocess, "Popen", Process)
    monkeypatch.setattr(lambda_svc, "_resolve_layer_zip", resolve)
    monkeypatch.setattr(lambda_runtime.Worker, "_spawn", lambda_runtime.Worker._spawn)
    monkeypatch.setattr(lambda_runtime.Worker, "invoke", lambda_runtime.Worker.invoke)
    yield layers
    lambda_runtime.reset()
    for process in processes:
        process.__exit__(None, None, None)


def a_worker(code: bytes = CODE) -> Any:
    """A worker of the function, in its pool and leased to us."""
    worker, _ = lambda_runtime.acquire_worker("speaks", FUNCTION, code)
    return worker


def test_the_emulator_still_unpacks_a_layer_for_each_worker(unpacked: list[str]) -> None:
    assert [a_worker().invoke({}, "1")["result"] for _ in range(2)] == ["good morning"] * 2
    assert unpacked == [LAYER] * 2


def test_with_the_patch_workers_share_what_a_layer_holds(unpacked: list[str]) -> None:
    server.unpack_layers_once(lambda_runtime, lambda_svc)
    assert [a_worker().invoke({}, "1")["result"] for _ in range(2)] == ["good morning"] * 2
    assert unpacked == [LAYER]


def spoil_a_call() -> tuple[Any, dict[str, Any]]:
    """A worker that is at work, and what a caller is told for whom another of its function could not start."""
    at_work = a_worker()
    at_work.invoke({}, "1")
    spoilt = {"config": FUNCTION, "code_zip": b"no zip"}
    return at_work, lambda_svc._run_with_function_config_scope(
        spoilt, lambda_svc._execute_function_warm, spoilt, {}, "2"
    )


def test_the_emulator_still_ends_all_workers_when_one_cannot_start(unpacked: list[str]) -> None:
    at_work, answer = spoil_a_call()
    assert answer["error"]
    assert at_work._proc is None
    assert unpacked


def test_with_the_patch_a_worker_that_cannot_start_fails_alone(unpacked: list[str]) -> None:
    server.fail_alone(lambda_runtime)
    at_work, answer = spoil_a_call()
    assert answer["error"]
    assert at_work._proc.poll() is None
    assert at_work.invoke({}, "3")["result"] == "good morning"
    assert unpacked


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What a function was called with that fails every time."""
    events: list[Any] = []

    def fail(_: Any, event: Any) -> dict[str, Any]:
        events.append(event)
        return {"error": True}

    monkeypatch.setattr(lambda_svc, "_execute_function", fail)
    monkeypatch.setattr(lambda_svc, "_get_func_record_for_ref", lambda _: ({"config": FUNCTION}, FUNCTION, "speaks"))
    monkeypatch.setattr(lambda_svc, "_LAMBDA_ASYNC_RETRY_BASE_SECONDS", 0)
    monkeypatch.setattr(eventbridge, "_dispatch_to_lambda", eventbridge._dispatch_to_lambda)
    return events


def test_the_emulator_still_calls_a_function_once_for_an_event(calls: list[Any]) -> None:
    eventbridge._dispatch_to_lambda(FUNCTION["FunctionArn"], '{"detail": 1}')
    with pytest.raises(AssertionError, match="in vain"):
        eventually(lambda: len(calls) > 1, 0.5, "another call")


def test_with_the_patch_the_event_is_repeated(calls: list[Any]) -> None:
    server.repeat_events(eventbridge, lambda_svc)
    eventbridge._dispatch_to_lambda(FUNCTION["FunctionArn"], '{"detail": 1}')
    eventually(lambda: calls == [{"detail": 1}] * 3, 5, "two more calls")


def test_with_the_patch_the_emulator_ends_when_all_is_saved(monkeypatch: pytest.MonkeyPatch) -> None:
    """That it would wait for calls under way shows in an outage only, see tests/chaos."""
    happened: list[object] = []
    monkeypatch.setattr(app, "save_all", happened.append)
    monkeypatch.setattr(os, "_exit", happened.append)
    server.leave_when_saved(app)
    app.save_all("everything")
    assert happened == ["everything", 0]
