"""After the yes: from the match to the end of the visit, and what is done when it falls through."""

from dataclasses import replace
from datetime import datetime

from whapp.domain.ask import Ask
from whapp.domain.ending import end
from whapp.domain.policy import Policy
from whapp.domain.request import Actor, Happening, NoticeKind, Request, Status
from whapp.domain.step import Step, StepKind


def accompany(request: Request, policy: Policy, now: datetime) -> tuple[Request, Step]:
    """Wait until the visit is over, then ask both how it went, then take silence for a yes."""
    visit_over = policy.visit_over(request)
    if now < visit_over:
        return request, Step(StepKind.ACCOMPANY, visit_over)
    match = request.match
    if request.waiting_until is None and match:
        request = request.tell(NoticeKind.DID_IT_WORK_OUT, request.requester_id)
        request = request.tell(NoticeKind.DID_IT_WORK_OUT, match.helper_id, match)
        request = replace(request, waiting_until=policy.answers_by(now)).note(Happening.ASKED_HOW_IT_WENT, now)
    if request.waiting_until and now < request.waiting_until:
        return request, Step(StepKind.FOLLOW_UP, request.waiting_until)
    return end(request, Status.HELPED, now), Step(StepKind.FINISH)  # no news is good news


def next_round(request: Request, now: datetime, by: Actor, ask: Ask) -> Request:
    """Search again after the match fell through: a new round with its own cascade, nobody asked yet."""
    request = request.move(Status.OPEN, now).note(Happening.WITHDRAWN, now, by, ask)
    request = replace(request, round=request.round + 1, generation=1, shortlist=None, token=None)
    return request.tell(NoticeKind.SEARCHING_AGAIN, request.requester_id)
