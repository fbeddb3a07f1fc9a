"""What people send by SMS: JA, NEE, STOP, START. It comes by a topic, where a number was set up for it."""

import json
from datetime import datetime
from typing import Any

from whapp.app.hear_sms import hear_sms
from whapp.bootstrap import services
from whapp.domain.texting import Text
from whapp.telemetry import logger

services.warm_up("members", "requests")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> list[str]:
    """Hear each text; a message that is none goes to the queue of failures, for a human."""
    heard = [hear_sms(services, _text(record["Sns"])) for record in event["Records"]]
    for what in heard:
        logger.info("heard", did=what)
    return [what.value for what in heard]


def _text(notification: dict[str, Any]) -> Text:
    message = json.loads(notification["Message"])
    return Text(
        id=message["inboundMessageId"],
        phone=message["originationNumber"],
        to=message["destinationNumber"],
        words=message["messageBody"],
        at=datetime.fromisoformat(notification["Timestamp"]),
    )
