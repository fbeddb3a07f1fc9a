"""One report, with what happened around it."""

from collections.abc import Sequence
from dataclasses import dataclass

from whapp.app.authorize import caller
from whapp.domain.ask import request_id_of
from whapp.domain.authority import Action, authorize
from whapp.domain.errors import NotFound
from whapp.domain.event import Event
from whapp.domain.report import Report
from whapp.domain.request import Request
from whapp.ports import Services


@dataclass(frozen=True, slots=True)
class ReportView:
    """A report with the request that it is about, and its timeline. No words, no contact: the desk has ids to go by."""

    report: Report
    request: Request
    timeline: Sequence[Event]


def read_report(services: Services, report_id: str, viewer_id: str) -> ReportView:
    """The report as the safety desk sees it. Raises WrongRole, NotFound."""
    authorize(caller(services, viewer_id), Action.KEEP_SAFE, ())
    request = services.requests.load(request_id_of(report_id))
    report = next((each for each in request.reports if each.id == report_id), None)
    if report is None:
        raise NotFound
    return ReportView(report, request, services.requests.timeline(request.id))
