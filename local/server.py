"""Runs inside the emulator's own process: mends what this version gets wrong, then serves.

Started by `local.emulator` and by nobody else.
"""

import io
import json
import os
import signal
import tempfile
import threading
import zipfile
from functools import cache
from typing import Any

from ministack import app
from ministack.core import lambda_runtime
from ministack.services import eventbridge, lambda_svc, stepfunctions


def main() -> None:
    """Serve until SIGTERM, or until whoever started us is gone."""
    evaluate_callback_timeouts(stepfunctions)
    send_empty_bodies(app)
    unpack_layers_once(lambda_runtime, lambda_svc)
    fail_alone(lambda_runtime)
    repeat_events(eventbridge, lambda_svc)
    leave_when_saved(app)
    threading.Thread(target=_leave_with_parent, daemon=True).start()
    app.main()


def evaluate_callback_timeouts(module: Any) -> None:
    """Make JSONata work in `TimeoutSeconds` of a task that waits for its token.

    ministack 1.5.33 hands the expression itself to the clock. A test fails as soon as this is no longer needed.
    """
    original = module._execute_task  # noqa: SLF001 - there is no other way in
    evaluate = module._jsonata_state_field  # noqa: SLF001

    def execute_task(state: dict[str, Any], raw_input: Any, execution: Any, context: Any) -> Any:
        if isinstance(state.get("TimeoutSeconds"), str):
            seconds = evaluate(state, "TimeoutSeconds", "number", raw_input, context)
            state = {**state, "TimeoutSeconds": seconds}
        return original(state, raw_input, execution, context)

    module._execute_task = execute_task  # noqa: SLF001


def send_empty_bodies(module: Any) -> None:
    """Let a function answer without a body, as API Gateway does; ministack 1.5.33 stumbles over it and says 500."""
    original = module._send_response  # noqa: SLF001

    async def send_response(send: Any, status: int, headers: Any, body: Any, **more: Any) -> None:
        await original(send, status, headers, b"" if body is None else body, **more)

    module._send_response = send_response  # noqa: SLF001


def unpack_layers_once(runtime: Any, functions: Any) -> None:
    """Let all workers read the same copy of a layer; ministack 1.5.33 unpacks it anew for each, file by file.

    Workers that start together wait for each other at every file: a dozen take longer than the time-out of any state,
    whose cascade then fails and begins anew with more of them.
    """
    original = runtime.Worker._spawn  # noqa: SLF001
    one_at_a_time = threading.Lock()

    @cache
    def unpacked(layer: str) -> str:
        folder = tempfile.mkdtemp(prefix="layer-")
        with zipfile.ZipFile(io.BytesIO(functions._resolve_layer_zip(layer))) as packed:  # noqa: SLF001
            packed.extractall(folder)
        return folder

    def spawn(worker: Any) -> None:
        if layers := worker.config.get("Layers"):
            with one_at_a_time:
                folders = os.pathsep.join(unpacked(layer["Arn"]) for layer in layers)
            variables = worker.config["Environment"]["Variables"] | {"_LAMBDA_LAYERS_DIRS": folders}
            worker.config = worker.config | {"Layers": [], "Environment": {"Variables": variables}}
        original(worker)

    runtime.Worker._spawn = spawn  # noqa: SLF001


def fail_alone(runtime: Any) -> None:
    """Let a worker that cannot start spoil its own call only; ministack 1.5.33 ends all others of its function with it.

    Those may be at work, or starting, and then end the rest in their turn: one that was killed at its start is enough.
    """
    original = runtime.Worker.invoke

    def invoke(worker: Any, *event: Any, **more: Any) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = original(worker, *event, **more)
        except Exception as error:  # noqa: BLE001 - whatever it is, Lambda tells the caller
            worker.kill()
            return {"status": "error", "error": str(error)}
        return answer

    runtime.Worker.invoke = invoke


def repeat_events(module: Any, functions: Any) -> None:
    """Call a function again for an event that it failed at, as Lambda does; ministack 1.5.33 calls it once."""

    def dispatch(arn: str, payload: str) -> None:
        function, config, _ = functions._get_func_record_for_ref(arn)  # noqa: SLF001
        version = functions._execution_record_for_config(function, config)  # noqa: SLF001
        functions.invoke_async_with_retry(version, json.loads(payload))

    module._dispatch_to_lambda = dispatch  # noqa: SLF001


def leave_when_saved(module: Any) -> None:
    """End as soon as the state is saved; ministack 1.5.33 first waits for every call that is under way."""
    original = module.save_all

    def save_all(*what: Any) -> None:
        original(*what)
        os._exit(0)

    module.save_all = save_all


def _leave_with_parent() -> None:
    """The parent holds the other end of our standard input; however it dies, the pipe closes."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
