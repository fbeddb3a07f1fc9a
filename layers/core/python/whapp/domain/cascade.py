"""The brain: what to do next for a request. One pure function, `decide`, drives every cascade.

It may be called at any time and any number of times: it looks at what is, not at what it did before, so an early
alarm, a lost one or a repeated one all come to the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from whapp.domain import outbox
from whapp.domain.ask import Ask, AskState, hash_secret
from whapp.domain.member import Member
from whapp.domain.outbox import Delivery
from whapp.domain.policy import Policy
from whapp.domain.request import Actor, Happening, NoticeKind, NoticeState, Request, Status


class StepKind(StrEnum):
    """What the cascade does until it decides again."""

    ASK = "ask"
    WAIT = "wait"
    ACCOMPANY = "accompany"
    FOLLOW_UP = "follow_up"
    FINISH = "finish"
    SEARCH = "search"  # never leaves the worker: look in the next circle, then decide again


@dataclass(frozen=True, slots=True)
class Step:
    """The next step; `until` is when to decide again if nothing happens before, None for FINISH and SEARCH."""

    kind: StepKind
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody from the shortlist with their profile as it is now."""

    member: Member
    circle: int


@dataclass(frozen=True, slots=True)
class Decision:
    """The request as it becomes, the next step, the members just asked, and the messages to send once this is saved."""

    request: Request
    step: Step
    asked: tuple[Member, ...] = ()
    deliveries: tuple[Delivery, ...] = ()


def decide(  # noqa: PLR0913 - everything a decision depends on, and nothing else
    request: Request,
    bench: Sequence[Candidate],
    people: Mapping[str, Member],
    policy: Policy,
    now: datetime,
    mint: Callable[[], str],
) -> Decision:
    """Decide the next step for `request`.

    `bench` are the shortlisted who were not asked in this round, best first; `people` the profiles of the requester,
    the matched helper and everybody who waits for a message (absent: no longer a member); `mint` makes the secret of
    a reply link. Pure: the same arguments give the same decision.
    """
    asked: tuple[Member, ...] = ()
    request = tidy(request, people, now)
    match request.status:
        case Status.OPEN:
            request, step, asked = _search_on(request, bench, policy, now, mint)
        case Status.MATCHED:
            request, step = _accompany(request, policy, now)
        case _:
            step = Step(StepKind.FINISH)
    if step.kind is StepKind.SEARCH:
        return Decision(request, step)
    outgoing = outbox.claim(request, {**people, **{member.id: member for member in asked}}, now)
    return Decision(outgoing.request, _not_later_than(outgoing.next_due, step), asked, outgoing.deliveries)


def tidy(request: Request, people: Mapping[str, Member], now: datetime) -> Request:
    """The request without what time has settled: messages that will not go out, asks that nobody will answer (I9)."""
    request = outbox.settle(request, people, now)
    unreachable = {
        (notice.round, notice.number)
        for notice in request.notices
        if notice.kind is NoticeKind.ASK and notice.state in (NoticeState.FAILED, NoticeState.DROPPED)
    }
    for ask in request.open_asks:
        if (ask.round, ask.number) in unreachable:
            request = request.move_ask(ask, AskState.UNDELIVERABLE, now).note(Happening.NOT_REACHED, now, ask=ask)
        elif ask.deadline <= now:
            request = request.move_ask(ask, AskState.TIMED_OUT, now).note(Happening.NO_ANSWER, now, ask=ask)
    return request


def places(request: Request, policy: Policy) -> int:
    """How many neighbours may be asked now, in a tidy request (I4)."""
    return policy.open_asks - len(request.open_asks) if request.status is Status.OPEN else 0


def _search_on(
    request: Request, bench: Sequence[Candidate], policy: Policy, now: datetime, mint: Callable[[], str]
) -> tuple[Request, Step, tuple[Member, ...]]:
    if now >= request.needed_until:
        return _end(request, Status.EXPIRED, now), Step(StepKind.FINISH), ()
    free = places(request, policy)
    ready = [each for each in bench if each.member.may_be_asked_at(now, urgent=request.urgent) == now][:free]
    if len(ready) < free and not searched_everywhere(request):
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
    return _end(request, Status.NOBODY_AVAILABLE, now), Step(StepKind.FINISH)


def _wait(request: Request, until: datetime, why: Happening, now: datetime) -> tuple[Request, Step]:
    if request.waiting_until != until:
        request = replace(request, waiting_until=until).note(why, now)
    return request, Step(StepKind.WAIT, until)


def searched_everywhere(request: Request) -> bool:
    """Whether this round's search has looked in every circle."""
    return request.shortlist is not None and request.shortlist.circles >= len(request.rings)


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


def _accompany(request: Request, policy: Policy, now: datetime) -> tuple[Request, Step]:
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
    return _end(request, Status.HELPED, now), Step(StepKind.FINISH)  # no news is good news


_ENDS = {
    Status.HELPED: (Happening.HELPED, None),
    Status.EXPIRED: (Happening.EXPIRED, NoticeKind.EXPIRED),
    Status.NOBODY_AVAILABLE: (Happening.NOBODY_AVAILABLE, NoticeKind.NOBODY_AVAILABLE),
}


def _end(request: Request, status: Status, now: datetime) -> Request:
    what, notice = _ENDS[status]
    request = request.move(status, now).note(what, now)
    return request.tell(notice, request.requester_id) if notice else request


def release_others(request: Request, now: datetime) -> Request:
    """Close every open ask because the answer is no longer needed, and tell those neighbours so."""
    for ask in request.open_asks:
        request = request.move_ask(ask, AskState.RELEASED, now).tell(NoticeKind.RELEASED, ask.helper_id, ask)
    return request


def next_round(request: Request, now: datetime, by: Actor, ask: Ask) -> Request:
    """Search again after the match fell through: a new round with its own cascade, nobody asked yet."""
    request = request.move(Status.OPEN, now).note(Happening.WITHDRAWN, now, by, ask)
    request = replace(request, round=request.round + 1, generation=1, shortlist=None, token=None)
    return request.tell(NoticeKind.SEARCHING_AGAIN, request.requester_id)


def _not_later_than(due: datetime | None, step: Step) -> Step:
    """A step that ends in time for the next message; a request with a message to send is not finished."""
    if due is None:
        return step
    if step.until is None:
        return Step(StepKind.WAIT, due)
    return replace(step, until=min(step.until, due))
