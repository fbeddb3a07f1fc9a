"""Something is not right: a member, or whoever holds a reply link, reports the other one."""

from contextlib import suppress

from whapp.app.change import change
from whapp.app.keep_apart import keep_apart
from whapp.app.part_ways import part_ways
from whapp.domain import acts
from whapp.domain.authority import Action, Caller, authorize
from whapp.domain.errors import LimitReached, NotFound
from whapp.domain.event import Actor
from whapp.domain.report import Complaint, Report
from whapp.domain.request import Request
from whapp.ports import Services
from whapp.telemetry import logger


def report_member(
    services: Services, request_id: str, reporter_id: str, round_: int | None, concern: Complaint | None
) -> Report:
    """Tell the safety desk, and keep the two apart as a block does; a second time it is the same report.

    About whom is as with a block. Where no more blocks fit, or the other one left, the rest is done all the same.
    Raises NotFound when there is nobody to report, Busy.
    """
    request = authorize(Caller(reporter_id), Action.REPORT, services.requests.load(request_id))
    ask, by = acts.between(request, reporter_id, round_)
    one, other = request.requester_id, ask.helper_id
    blocker_id, other_id = (other, one) if by is Actor.HELPER else (one, other)

    def act(request: Request) -> tuple[Request, tuple[Report, bool]]:
        latest = request.newest_asks.get(reporter_id, ask)  # a helper may have been asked once more meanwhile
        after, made = acts.report(request, latest, by, reporter_id, concern, services.now())
        return after, (made, after is not request)

    with suppress(LimitReached, NotFound):
        keep_apart(services, blocker_id, other_id)
    report, is_new = change(services, request_id, act, wake=not request.status.is_final)
    if is_new:
        logger.warning("report made", report_id=report.id)
    part_ways(services, blocker_id, other_id)
    return report
