"""The signed-in routes: one call of the mobile app."""

from typing import Any

from whapp.bootstrap import services
from whapp.http.api import resolve
from whapp.telemetry import logger

services.warm_up("requests", "members")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    """Answer an HTTP API event (payload 2.0)."""
    return resolve(event, context, services)
