"""The state Decide of the cascade: what is next for this request?"""

from typing import Any

from whapp.app.decide import decide
from whapp.bootstrap import services
from whapp.domain.ids import cascade_name
from whapp.telemetry import logger

services.warm_up("requests", "members")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Decide, act, and tell the state machine which step comes next and how long it may last."""
    ids = {name: event[name] for name in ("request_id", "round", "generation")}
    with logger.append_context_keys(**ids, execution=cascade_name(*ids.values())):
        ruling = decide(services, *ids.values())
        seconds = ruling.seconds(services.now())
        logger.info("decided", step=ruling.step.kind, seconds=seconds, outcome=ruling.outcome, version=ruling.version)
    return {
        **ids,
        "step": ruling.step.kind,
        "outcome": ruling.outcome,
        "seconds": seconds,
        "version": ruling.version,
    }
