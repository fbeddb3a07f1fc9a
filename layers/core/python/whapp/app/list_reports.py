"""What the safety desk has to look at."""

from whapp.app.authorize import caller
from whapp.domain.authority import Action, authorize
from whapp.domain.report import Report
from whapp.ports import Page, Services


def list_reports(services: Services, viewer_id: str, cursor: str | None, *, resolved: bool) -> Page[Report]:
    """Reports that wait, or those that were resolved, newest first. Raises WrongRole, InvalidInput for a bad cursor."""
    authorize(caller(services, viewer_id), Action.KEEP_SAFE, ())
    return services.requests.reports(cursor, resolved=resolved)
