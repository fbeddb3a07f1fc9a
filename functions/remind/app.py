"""Badges of groups: a reminder before their end, and the end."""

from collections import Counter
from datetime import timedelta
from typing import Any

from whapp.app.tend_badges import tend_badges
from whapp.bootstrap import services
from whapp.domain.membership import Tended
from whapp.telemetry import logger

TO_FINISH = timedelta(seconds=30)  # one reminder on two channels, with the SDK's own repeats

services.warm_up("memberships", "members")


@logger.inject_lambda_context
def handler(event: dict[str, Any], context: Any) -> dict[str, int]:
    """Look after every badge that is due, once an hour, as far as the time goes; sleepers hear it in a later hour."""
    left = timedelta(milliseconds=context.get_remaining_time_in_millis())
    done = Counter(what for _, what in tend_badges(services, services.now() + left - TO_FINISH))
    logger.info("badges tended", reminded=done[Tended.REMINDED], lapsed=done[Tended.LAPSED])
    return {what.value: done[what] for what in Tended}
