"""The waiting states of the cascade: remember the token that ends the wait."""

from typing import Any

from whapp.app.store_token import store_token
from whapp.bootstrap import services
from whapp.domain.ids import cascade_name
from whapp.telemetry import logger

services.warm_up("requests")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> None:
    """Store the task token, or end the wait at once when the request has changed since it was decided on."""
    ids = {name: event[name] for name in ("request_id", "round", "generation")}
    with logger.append_context_keys(**ids, execution=cascade_name(*ids.values())):
        waits = store_token(services, event["request_id"], event["version"], event["seconds"], event["token"])
        logger.info("waiting" if waits else "not waiting: the request has changed", seconds=event["seconds"])
