"""Before the yes: whom to ask now, how long to wait for them, and when there is nobody left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from whapp.domain.ask import Ask, AskState, hash_secret
from whapp.domain.ending import end
from whapp.domain.member import Member
from whapp.domain.policy import Policy
from whapp.domain.request import Happening, NoticeKind, Request, Status
from whapp.domain.step import Step, StepKind


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody from the shortlist with their profile as it is now."""

    member: Member
    circle: int


def places(request: Request, policy: Policy) -> int:
    """How many neighbours may be asked now, in a tidy request (I4): one more while the requester wants it wider."""
    return policy.open_asks + request.wants_wider - len(request.open_asks) if request.status is Status.OPEN else 0


def search_on(
    request: Request, bench: Sequence[Candidate], policy: Policy, now: datetime, mint: Callable[[], str]
) -> tuple[Request, Step, tuple[Member, ...]]:
    """Ask as many as may be asked now; the request, the next step, and the members just asked with their new load."""
    if now >= request.needed_until:
        return end(request, Status.EXPIRED, now), Step(StepKind.FINISH), ()
    free = places(request, policy)
    ready = [each for each in bench if each.member.may_be_asked_at(now, urgent=request.urgent) == now][:free]
    if (len(ready) < free or request.circles) and not searched_everywhere(request):
        return request, Step(StepKind.SEARCH), ()
    asked: list[Member] = []
    for candidate in ready:
        request, member = _ask(request, candidate, policy, now, mint())
        asked.append(member)
    if request.open_asks:
        return request, Step(StepKind.ASK, min(ask.deadline for ask in request.open_asks)), tuple(asked)
    request, step = _nobody_now(request, bench, policy, now)
    return request, step, ()


def _nobody_now(request: Request, bench: Sequence[Candidate], policy: Policy, now: datetime) -> tuple[Request, Step]:
    """Nobody can be asked now: wait for those who can be later, then for late answers, then look once more."""
    later = [candidate.member.may_be_asked_at(now, urgent=request.urgent) for candidate in bench]
    soonest = min((at for at in later if at and at < request.needed_until), default=None)
    if soonest:
        return _wait(request, soonest, Happening.WAITING_FOR_WAKING_HOURS, now)
    silent = [ask.closed_at for ask in request.asks_of_round if ask.state is AskState.TIMED_OUT and ask.closed_at]
    if silent:
        late_answers = min(max(silent) + policy.patience(request, max(silent)), request.needed_until)
        if now < late_answers:
            return _wait(request, late_answers, Happening.EVERYONE_ASKED, now)
        if request.shortlist and request.shortlist.made_at < late_answers:
            return replace(request, shortlist=None), Step(StepKind.SEARCH)
    return end(request, Status.NOBODY_AVAILABLE, now), Step(StepKind.FINISH)


def _wait(request: Request, until: datetime, why: Happening, now: datetime) -> tuple[Request, Step]:
    if request.waiting_until != until:
        request = replace(request, waiting_until=until).note(why, now)
    return request, Step(StepKind.WAIT, until)


def searched_everywhere(request: Request) -> bool:
    """Whether this round's search has looked in every circle that it may look in."""
    return request.shortlist is not None and request.shortlist.circles >= request.reach


def _ask(request: Request, candidate: Candidate, policy: Policy, now: datetime, secret: str) -> tuple[Request, Member]:
    member, before = candidate.member, request.asks_of_round
    patience = policy.patience(request, now)
    awake = member.urgent_overrides_quiet and request.urgent
    deadline = now + patience if awake else member.quiet_hours.add_waking(now, patience)
    ask = Ask(
        request_id=request.id,
        round=request.round,
        number=len(before) + 1,
        helper_id=member.id,
        state=AskState.OPEN,
        asked_at=now,
        deadline=min(deadline, request.needed_until),
        circle=candidate.circle,
        reply_hash=hash_secret(secret),
    )
    if candidate.circle > max((earlier.circle for earlier in before), default=0):
        request = request.note(Happening.WIDENED, now)
    request = replace(request, asks=(*request.asks, ask), waiting_until=None)
    request = request.tell(NoticeKind.ASK, member.id, ask, secret).note(Happening.ASKED, now, ask=ask)
    return request, member.asked(now, ask.deadline)
