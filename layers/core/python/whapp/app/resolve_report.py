"""The safety desk is done with a report."""

from dataclasses import replace

from whapp.app.authorize import caller
from whapp.app.change import change
from whapp.domain.ask import request_id_of
from whapp.domain.authority import Action, authorize
from whapp.domain.errors import NotFound, NotSuspended
from whapp.domain.report import Report, Verdict
from whapp.domain.request import Request
from whapp.ports import Services


def resolve_report(services: Services, report_id: str, desk_id: str, verdict: Verdict) -> Report:
    """Keep what the desk came to; a later verdict takes the place of an earlier one. Raises WrongRole, NotFound, Busy,
    and NotSuspended for a verdict that tells of a suspension there is not, of somebody who is still here.

    The two stay apart, whatever it was: only the one who reported can take that back.
    """
    authorize(caller(services, desk_id), Action.KEEP_SAFE, ())

    def act(request: Request) -> tuple[Request, Report]:
        known = next((each for each in request.reports if each.id == report_id), None)
        if known is None:
            raise NotFound
        if verdict is Verdict.SUSPENDED and verdict is not known.verdict:
            _check_suspended(services, known.reported_id)
        after = known.resolved(verdict, desk_id, services.now())
        return replace(request, reports=tuple(after if each is known else each for each in request.reports)), after

    return change(services, request_id_of(report_id), act, wake=False)


def _check_suspended(services: Services, member_id: str) -> None:
    member = services.members.find([member_id]).get(member_id)
    if member and not member.suspended_at:
        raise NotSuspended
