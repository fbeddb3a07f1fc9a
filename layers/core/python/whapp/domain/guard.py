"""The guard against visits to which nobody comes: what is done between a yes and the time of the visit.

The helper is reminded the evening before, and asked some hours before. Any sign that they will come settles it. Whoever
stays silent is let go, but only for a stand-by who was warned before; without one the match stays and the requester
is told. Whatever cannot be sent because of quiet hours counts as not said.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta

from whapp.domain.ask import Ask, AskState
from whapp.domain.event import Happening
from whapp.domain.hours import AMSTERDAM
from whapp.domain.member import Member
from whapp.domain.notice import Notice, NoticeKind, NoticeState
from whapp.domain.policy import LEAST_SLACK, Policy
from whapp.domain.ranking import stand_bys
from whapp.domain.request import Request

EVENING = time(18)  # home from work, and hours before most people's quiet time
STEP = timedelta(minutes=30)  # what a stand-by needs: six minutes to answer (the median), the rest to come
FRESH, CHECK, WARNING, LAST = 6, 4, 2, 1  # how many steps before the visit: three hours, two, one, and a half
BACK = timedelta(minutes=30)  # how much earlier is tried, when the evening is a quiet time
UNTIL_MIDNIGHT = 36  # times that much
_ABOUT_COMING = frozenset(
    {NoticeKind.VISIT_REMINDER, NoticeKind.ARE_YOU_COMING, NoticeKind.STAND_BY_WARNED, NoticeKind.HELPER_SILENT}
)
_NOTED: Mapping[NoticeKind, Happening] = {
    NoticeKind.VISIT_REMINDER: Happening.REMINDED,
    NoticeKind.ARE_YOU_COMING: Happening.ASKED_IF_COMING,
}


@dataclass(frozen=True, slots=True)
class Plan:
    """When what is done before one visit. A yes since `fresh`, or another sign since `reminder`, needs no more."""

    reminder: datetime
    fresh: datetime
    check: datetime
    warning: datetime
    last: datetime
    step: timedelta

    def is_confirmed(self, match: Ask) -> bool:
        """Whether the helper lately gave a sign that they will come."""
        signed = match.confirmed_at is not None and match.confirmed_at >= self.reminder
        return signed or said_yes_at(match) >= self.fresh


def said_yes_at(match: Ask) -> datetime:
    """When the helper said yes."""
    return match.closed_at or match.asked_at


def plan_for(request: Request, helper: Member, policy: Policy) -> Plan:
    """The plan for the visit of this helper; all of it shrinks with the speed of the policy."""
    visit = request.needed_from
    step = max(STEP / policy.speed, LEAST_SLACK)
    reminder = min(visit - (visit - _evening_before(visit, helper)) / policy.speed, visit - FRESH * step)
    fresh, check, warning, last = (visit - steps * step for steps in (FRESH, CHECK, WARNING, LAST))
    return Plan(reminder, fresh, check, warning, last, step)


def _evening_before(visit: datetime, helper: Member) -> datetime:
    """Six on the evening before, or earlier that day when the helper is not to be disturbed then."""
    eve = visit.astimezone(AMSTERDAM).date() - timedelta(days=1)
    evening = datetime.combine(eve, EVENING, AMSTERDAM).astimezone(visit.tzinfo)
    earlier = (evening - BACK * back for back in range(UNTIL_MIDNIGHT + 1))
    return next((at for at in earlier if helper.may_be_told_at(at) == at), evening)


def keep_watch(
    request: Request, people: Mapping[str, Member], policy: Policy, now: datetime, mint: Callable[[], str]
) -> tuple[Request, datetime | None]:
    """Do what is due before the visit; the request, and when to look again (None: there is nothing more to guard).

    The helper is to be let go when the request's match comes back as `AskState.LET_GO`.
    """
    match = request.match
    helper = people.get(match.helper_id) if match else None
    if match is None or helper is None or now >= request.needed_from:
        return request, None
    plan = plan_for(request, helper, policy)
    if plan.is_confirmed(match):
        return _reassured(request), None
    if said_yes_at(match) < plan.reminder <= now < plan.check:
        request = _ask_helper(request, NoticeKind.VISIT_REMINDER, match, now, mint)
    if now >= plan.check:
        request = _ask_helper(request, NoticeKind.ARE_YOU_COMING, match, now, mint)
    stand_by = _ready_stand_by(request, people, now) if now >= plan.warning else None
    if stand_by and not request.notice(NoticeKind.STAND_BY_WARNED, stand_by):
        request = request.tell(NoticeKind.STAND_BY_WARNED, stand_by.helper_id, stand_by)
        request = request.note(Happening.STAND_BY_WARNED, now, ask=stand_by)
    heard = _heard_at(request, match)
    if now >= plan.last and heard and now >= heard + plan.step:
        request = _after_silence(request, match, stand_by, now)
    looks = (plan.reminder, plan.check, plan.warning, plan.last, heard + plan.step if heard else now)
    return request, min((at for at in looks if at > now), default=request.needed_from)


def _ask_helper(request: Request, kind: NoticeKind, match: Ask, now: datetime, mint: Callable[[], str]) -> Request:
    """Ask the helper, once, with a link to answer by."""
    if request.notice(kind, match):
        return request
    return request.tell_with_link(kind, match, mint).note(_NOTED[kind], now, ask=match)


def _ready_stand_by(request: Request, people: Mapping[str, Member], now: datetime) -> Ask | None:
    """The first stand-by who could be asked at this moment."""
    for prospect in stand_bys(request):
        member = people.get(prospect.member_id)
        if member is None or not member.may_help(request.requester_id) or request.category not in member.offers:
            continue
        if member.may_be_asked_at(now, urgent=request.urgent) == now:
            return request.newest_asks[member.id]
    return None


def _heard_at(request: Request, match: Ask) -> datetime | None:
    """When the question whether they are coming went out, or turned out not to reach the helper."""
    asked = request.notice(NoticeKind.ARE_YOU_COMING, match)
    return asked.attempted_at if asked and asked.state in (NoticeState.SENT, NoticeState.FAILED) else None


def _after_silence(request: Request, match: Ask, stand_by: Ask | None, now: datetime) -> Request:
    """Let the helper go for a stand-by who was warned; without one, tell the requester what we know."""
    if request.notice(NoticeKind.HELPER_SILENT, match):
        return request
    if stand_by and _is_sent(request.notice(NoticeKind.STAND_BY_WARNED, stand_by)):
        return request.move_ask(match, AskState.LET_GO, now)
    return request.tell(NoticeKind.HELPER_SILENT, request.requester_id, match).note(
        Happening.HELPER_SILENT, now, ask=match
    )


def _reassured(request: Request) -> Request:
    """Nothing more need be asked; a stand-by who was warned may put the phone away."""
    request = request.unsay(_ABOUT_COMING)
    for ask in request.newest_asks.values():
        if ask.state is AskState.STAND_BY and _is_sent(request.notice(NoticeKind.STAND_BY_WARNED, ask)):
            request = request.tell(NoticeKind.STAND_BY_RELEASED, ask.helper_id, ask)
    return request


def _is_sent(notice: Notice | None) -> bool:
    return notice is not None and notice.state is NoticeState.SENT
