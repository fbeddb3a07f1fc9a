"""The janitor: every few minutes, and whenever a cascade dies."""

from datetime import timedelta
from typing import Any

from whapp.app.tend import Tended, mourn, tend_overdue
from whapp.bootstrap import services
from whapp.telemetry import logger

TO_FINISH = timedelta(seconds=15)  # one request, with the SDK's own repeats

services.warm_up("requests")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Tend the one request whose cascade died, or those that are overdue, as far as the time goes."""
    if event.get("detail-type") == "Step Functions Execution Status Change":
        request_id, round_, generation = _named(event["detail"]["name"])
        tended = [(request_id, mourn(services, request_id, round_, generation))]
    else:
        left = timedelta(milliseconds=context.get_remaining_time_in_millis())
        tended = tend_overdue(services, services.now() + left - TO_FINISH)
    for request_id, what in tended:
        if what is not Tended.NOTHING:
            logger.warning("janitor acted", request_id=request_id, did=what)
    return {what.value: sum(each is what for _, each in tended) for what in Tended}


def _named(execution_name: str) -> tuple[str, int, int]:
    """The request, round and generation that an execution is named after."""
    request_id, round_, *generation = execution_name.split("-")
    return request_id, int(round_), int(generation[0]) if generation else 1
