"""Runs inside the emulator's own process: mends what this version gets wrong, then serves.

Started by `local.emulator` and by nobody else.
"""

import os
import signal
import threading
from typing import Any

from ministack import app
from ministack.services import stepfunctions


def main() -> None:
    """Serve until SIGTERM, or until whoever started us is gone."""
    evaluate_callback_timeouts(stepfunctions)
    send_empty_bodies(app)
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


def _leave_with_parent() -> None:
    """The parent holds the other end of our standard input; however it dies, the pipe closes."""
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    main()
