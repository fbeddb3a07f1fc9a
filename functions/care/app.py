"""The care job: every hour it looks after the idle helpers who are due, each about once a month."""

from datetime import timedelta
from typing import Any

from whapp.app.look_after import look_after
from whapp.bootstrap import services
from whapp.telemetry import logger

TO_FINISH = timedelta(seconds=30)  # one letter on two channels, with the SDK's own repeats

services.warm_up("members")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Look after those who are due, as far as the time goes; the next hour goes on from there."""
    left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    looked = look_after(services, services.now() + left - TO_FINISH)
    hours = round(looked.late / timedelta(hours=1), 1)
    logger.info("looked after", members=looked.members, letters=looked.letters, late_hours=hours, done=looked.done)
    if looked.failures:
        raise ExceptionGroup(f"{len(looked.failures)} members could not be looked after", looked.failures)
    return {"members": looked.members, "letters": looked.letters, "done": looked.done}
