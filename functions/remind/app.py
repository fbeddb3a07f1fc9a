"""Badges of groups: a reminder before their end, and the end."""

from collections import Counter
from typing import Any

from whapp.app.tend_badges import tend_badges
from whapp.bootstrap import services
from whapp.domain.membership import Tended
from whapp.telemetry import logger

services.warm_up("memberships", "members")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Look after every badge that is due, once an hour; whoever sleeps is reminded in a later hour."""
    done = Counter(what for _, what in tend_badges(services))
    logger.info("badges tended", reminded=done[Tended.REMINDED], lapsed=done[Tended.LAPSED])
    return {what.value: done[what] for what in Tended}
