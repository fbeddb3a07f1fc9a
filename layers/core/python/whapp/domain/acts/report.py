"""Something is not right: either of the two says so."""

from dataclasses import replace
from datetime import datetime

from whapp.domain.acts.parting import part
from whapp.domain.ask import Ask
from whapp.domain.event import Actor, Happening
from whapp.domain.report import Complaint, Report
from whapp.domain.request import Request


def report(  # noqa: PLR0913 - who, about what, and when
    request: Request, ask: Ask, by: Actor, reporter_id: str, concern: Complaint | None, now: datetime
) -> tuple[Request, Report]:
    """Report the other one of this ask and part from them; a second time it is the same report.

    The row of the report is what tells that a helper made it: the timeline is read by the one who is reported.
    """
    if known := request.reported(ask, by):
        return request, known
    made = Report(
        request_id=request.id,
        round=ask.round,
        number=ask.number,
        by=by,
        reporter_id=reporter_id,
        reported_id=request.requester_id if by is Actor.HELPER else ask.helper_id,
        made_at=now,
        concern=concern,
    )
    request = replace(request, reports=(*request.reports, made))
    if by is Actor.REQUESTER:
        request = request.note(Happening.REPORTED, now, by, ask)
    return part(request, ask.helper_id, by, now), made
