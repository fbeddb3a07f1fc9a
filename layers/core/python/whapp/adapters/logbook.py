"""The logbook as lines of the log. CloudWatch makes metrics of some of them (EMF): no call, no wait, no right to give.

The metrics know the stack and nothing else; ids stand in the lines beside them, where a query finds them.
"""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from aws_lambda_powertools.metrics import EphemeralMetrics, MetricUnit

from whapp.domain.event import Happening
from whapp.domain.ids import cascade_name
from whapp.domain.request import Request
from whapp.telemetry import logger

NAMESPACE = "Whapp"
COUNTED: Mapping[Happening, str] = {
    Happening.CREATED: "Requests",
    Happening.ASKED: "Asks",
    Happening.NOT_REACHED: "NotReached",
    Happening.MATCHED: "Yeses",
    Happening.STAND_BY: "StandBys",
    Happening.WIDENED: "Widenings",
    Happening.HELPED: "Helped",
    Happening.NOBODY_AVAILABLE: "NobodyAvailable",
}
MINUTES_TO_YES = "MinutesToYes"
MINUTES_OVERDUE = "MinutesOverdue"


class CloudWatchLogbook:
    """`whapp.ports.Logbook` in the function's own log."""

    def __init__(self, stack: str) -> None:
        self._stack = stack

    def note(self, request: Request) -> None:
        if not request.news:
            return
        # Texts and no lists, of which Logs Insights would make a field for each item.
        told = " ".join(event.what for event in request.news)
        asks = " ".join(str(number) for number in sorted({event.ask for event in request.news if event.ask}))
        logger.info("happened", **_whose(request), happened=told, asks=asks, status=request.status)
        metrics = self._metrics()
        for event in request.news:
            if name := COUNTED.get(event.what):
                metrics.add_metric(name, MetricUnit.Count, 1)
            if event.what is Happening.MATCHED and request.round == 1:
                metrics.add_metric(MINUTES_TO_YES, MetricUnit.NoUnit, _minutes(event.at - request.created_at))
        if metrics.metric_set:
            metrics.flush_metrics()

    def overdue(self, request: Request, late: timedelta) -> None:
        logger.info("overdue", **_whose(request), minutes=_minutes(late))
        metrics = self._metrics()
        metrics.add_metric(MINUTES_OVERDUE, MetricUnit.NoUnit, _minutes(late))
        metrics.flush_metrics()

    def _metrics(self) -> EphemeralMetrics:
        return EphemeralMetrics(namespace=NAMESPACE, service=self._stack)


def _whose(request: Request) -> dict[str, Any]:
    return {
        "request_id": request.id,
        "round": request.round,
        "generation": request.generation,
        "execution": cascade_name(request.id, request.round, request.generation),
    }


def _minutes(time: timedelta) -> float:
    return round(time / timedelta(minutes=1), 1)
