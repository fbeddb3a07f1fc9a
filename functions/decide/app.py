"""The state Decide of the cascade: what is next for this request?"""

from typing import Any

from whapp.app.decide import decide
from whapp.bootstrap import services
from whapp.telemetry import logger

services.warm_up("requests", "members")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Decide, act, and tell the state machine which step comes next and how long it may last."""
    request_id, round_, generation = event["request_id"], event["round"], event["generation"]
    logger.append_keys(request_id=request_id, round=round_, generation=generation)
    ruling = decide(services, request_id, round_, generation)
    seconds = ruling.seconds(services.now())
    logger.info("decided", step=ruling.step.kind, seconds=seconds, outcome=ruling.outcome, version=ruling.version)
    return {
        "request_id": request_id,
        "round": round_,
        "generation": generation,
        "step": ruling.step.kind,
        "outcome": ruling.outcome,
        "seconds": seconds,
        "version": ruling.version,
    }
