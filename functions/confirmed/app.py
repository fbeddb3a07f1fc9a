"""Called by the sign-in service when somebody has proved that a phone number or e-mail address is theirs."""

import gc
from typing import Any

from whapp.bootstrap import services
from whapp.telemetry import logger

gc.enable()  # what is loaded is loaded; the table is not needed here


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Put a password that nobody knows in the place of any that was chosen: whoever signs in, signs in with a code.

    Cognito lets anybody sign up somebody else's phone with a password of their own, and would keep it when the
    owner of the phone confirms.
    """
    services.identity.lock_password(event["userPoolId"], event["userName"], services.mint())
    logger.info("password locked")
    return event
