"""After the yes: from the match to the end of the visit, and what is done when it falls through."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from whapp.domain.ask import Ask, AskState
from whapp.domain.ending import end, release_stand_bys
from whapp.domain.errors import StateForbids
from whapp.domain.event import Actor, Happening
from whapp.domain.guard import keep_watch
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind
from whapp.domain.policy import Policy
from whapp.domain.request import Request, Status
from whapp.domain.step import Step, StepKind


def accompany(
    request: Request, people: Mapping[str, Member], policy: Policy, now: datetime, mint: Callable[[], str]
) -> tuple[Request, Step]:
    """Keep watch until the visit is over, then ask both how it went, then take silence for a yes.

    It may come back open, in its next round: the helper was let go.
    """
    match = request.match
    request, look = keep_watch(request, people, policy, now, mint)
    if match and request.match is None:
        return _let_go(request, match, now, mint), Step(StepKind.FINISH)
    visit_over = policy.visit_over(request)
    if now < visit_over:
        return request, Step(StepKind.ACCOMPANY, min(look or visit_over, visit_over))
    if request.waiting_until is None and match:
        request = _ask_how_it_went(request, match, mint)
        request = replace(request, waiting_until=policy.answers_by(now)).note(Happening.ASKED_HOW_IT_WENT, now)
    if request.waiting_until and now < request.waiting_until:
        return request, Step(StepKind.FOLLOW_UP, request.waiting_until)
    return take_silence(request, now), Step(StepKind.FINISH)


def _let_go(request: Request, match: Ask, now: datetime, mint: Callable[[], str]) -> Request:
    """Go on without the helper, who may still say yes while nobody else did."""
    request = next_round(request, Happening.LET_GO, now, Actor.WHAPP, match)
    request = request.tell(NoticeKind.SEARCHING_AGAIN, request.requester_id)
    return request.tell_with_link(NoticeKind.LET_GO, request.newest_asks[match.helper_id], mint)


def _ask_how_it_went(request: Request, match: Ask, mint: Callable[[], str]) -> Request:
    """Ask whoever did not say so yet; what the helper denied, the requester was asked about then."""
    if match.worked_out is not False:
        request = request.tell(NoticeKind.DID_IT_WORK_OUT, request.requester_id)
    if match.worked_out is None:
        request = request.tell_with_link(NoticeKind.DID_YOU_HELP, match, mint)
    return release_stand_bys(request)


def take_silence(request: Request, now: datetime) -> Request:
    """No news is good news, unless the helper told that it did not happen."""
    match = request.match
    if match is None or match.worked_out is not False:
        return end(request, Status.HELPED, now)
    return end(request.move_ask(match, AskState.FELL_THROUGH, now), Status.EXPIRED, now, Actor.HELPER)


def next_round(request: Request, why: Happening, now: datetime, by: Actor, ask: Ask) -> Request:
    """Search again after the match fell through: a new round with its own cascade, nobody asked yet."""
    request = request.move(Status.OPEN, now).note(why, now, by, ask)
    return replace(request, round=request.round + 1, generation=1, shortlist=None, token=None)


def check_visited(request: Request, now: datetime) -> None:
    """Raise StateForbids unless somebody said yes and the time to come has begun."""
    if request.status is not Status.MATCHED:
        raise StateForbids(request.status)
    if now < request.needed_from:
        raise StateForbids("matched, and the time to help is still to come")
