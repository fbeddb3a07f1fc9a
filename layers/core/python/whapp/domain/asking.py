"""Before the yes: whom to ask now, how long to wait for them, and when there is nobody left."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import accumulate

from whapp.domain.ask import Ask, AskState, hash_secret
from whapp.domain.chance import any_yes, at_hour
from whapp.domain.ending import end
from whapp.domain.event import Happening
from whapp.domain.hours import QuietHours
from whapp.domain.learning import ROOM, room_for
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind
from whapp.domain.policy import ENOUGH, Pace, Policy
from whapp.domain.ranking import done_with, stand_bys
from whapp.domain.request import Prospect, Request, Status
from whapp.domain.step import Step, StepKind

_USUAL_HOURS = QuietHours()  # most people leave them as they are


@dataclass(frozen=True, slots=True)
class Candidate:
    """Somebody from the shortlist with their profile as it is now."""

    member: Member
    prospect: Prospect


def left_to_ask(request: Request) -> tuple[Prospect, ...]:
    """Those on the shortlist who may still be asked in this round, best first.

    But for a stand-by, nobody outside the circles that the requester chose; those further away first while the
    requester wants that, but never before a stand-by.
    """
    left_out, first = done_with(request), {prospect.member_id for prospect in stand_bys(request)}
    listed = request.shortlist.prospects if request.shortlist else ()
    left = [
        each
        for each in listed
        if each.member_id not in left_out and (each.circle < request.reach or each.member_id in first)
    ]
    if request.wants_further:
        left.sort(key=lambda each: each.circle < request.circles_asked and each.member_id not in first)
    return tuple(left)


def chances(request: Request, now: datetime) -> list[float]:
    """The chances of everybody who may still say yes: those who are asked, then those who may be, best first."""
    to_ask = [at_hour(prospect.chance, now) for prospect in left_to_ask(request)]
    return [ask.chance for ask in request.open_asks] + to_ask


def pace(request: Request, policy: Policy, now: datetime) -> Pace:
    """How many at once and how patiently, from the time in which a yes is of use and the chances that are left."""
    left = time_of_use(request.needed_from, request.needed_until, now, urgent=request.urgent)
    return policy.pace(chances(request, now), left, request.urgency)


def time_of_use(needed_from: datetime, needed_until: datetime, now: datetime, *, urgent: bool) -> timedelta:
    """The waking time in which a yes is of use: until the middle of when help is needed, which leaves time to come."""
    begins = max(needed_from, now)
    return waking_time(now, begins + (needed_until - begins) / 2, urgent=urgent)


def waking_time(start: datetime, end: datetime, *, urgent: bool) -> timedelta:
    """The time between these in which people can be asked: not the night, unless it is all there is. Then whoever is
    awake has the night for it."""
    waking = timedelta() if urgent else _USUAL_HOURS.waking_between(start, end)
    return waking or end - start


def places(request: Request, policy: Policy, now: datetime) -> int:
    """How many neighbours may be asked now, in a tidy request (I4): one more while the requester wants it further."""
    if request.status is not Status.OPEN or request.paused_at or request.needed_until - now < policy.least_patience:
        return 0  # in the last minutes a message would only disturb
    further = request.wants_further and any(each.circle >= request.circles_asked for each in left_to_ask(request))
    return max(0, pace(request, policy, now).open_asks + further - len(request.open_asks))


def wants_wider(request: Request, now: datetime) -> bool:
    """Whether the next circle should be searched too: it was asked for, or those found so far may not be enough.

    A group may live in any of the circles, so whoever wants it asked first has all of them searched.
    """
    if request.status is not Status.OPEN or request.paused_at or searched_everywhere(request):
        return False
    return request.circles is not None or bool(request.first_groups) or any_yes(chances(request, now)) < ENOUGH


def searched_everywhere(request: Request) -> bool:
    """Whether this round's search has looked in every circle that it may look in."""
    return request.shortlist is not None and request.shortlist.circles >= request.reach


def search_on(
    request: Request, bench: Sequence[Candidate], policy: Policy, now: datetime, mint: Callable[[], str]
) -> tuple[Request, Step, tuple[Member, ...]]:
    """Ask as many as may be asked now; the request, the next step, and the members just asked with their new load."""
    if now >= request.needed_until:
        return end(request, Status.EXPIRED, now), Step(StepKind.FINISH), ()
    if request.held_until and request.is_held_at(now):
        return *_wait(request, min(request.held_until, request.needed_until), Happening.FIRST_REQUEST_WAITS, now), ()
    if request.paused_at:
        return request, _on_hold(request), ()
    if wants_wider(request, now):
        return request, Step(StepKind.SEARCH), ()
    free = places(request, policy, now)
    ready = [each for each in bench if each.member.may_be_asked_at(now, urgent=request.urgent) == now][:free]
    if len(ready) < free and not searched_everywhere(request):
        return request, Step(StepKind.SEARCH), ()
    patience = pace(request, policy, now).patience
    asked: list[Member] = []
    for candidate in _that_fit(ready):
        request, member = _ask(request, candidate, patience, now, mint())
        asked.append(member)
    if request.open_asks:
        until = min(ask.deadline for ask in request.open_asks)
        if len(ready) < free:  # somebody may be free before the first deadline
            until = min(until, _soonest(request, bench, now) or until)
        return request, Step(StepKind.ASK, until if len(asked) == len(ready) else now), tuple(asked)
    request, step = _nobody_now(request, bench, policy, now)
    return request, step, ()


def _that_fit(ready: Sequence[Candidate]) -> Sequence[Candidate]:
    """As many of these as can be asked in one look: the next are for the next."""
    taken = accumulate(room_for(candidate.member) for candidate in ready)
    return [candidate for candidate, rows in zip(ready, taken, strict=True) if rows <= ROOM]


def _on_hold(request: Request) -> Step:
    """Nobody is asked; whoever was may still answer."""
    if request.open_asks:
        return Step(StepKind.ASK, min(ask.deadline for ask in request.open_asks))
    return Step(StepKind.WAIT, request.needed_until)


def _soonest(request: Request, bench: Sequence[Candidate], now: datetime) -> datetime | None:
    """When the first of those who cannot be asked now can be."""
    later = (candidate.member.may_be_asked_at(now, urgent=request.urgent) for candidate in bench)
    return min((at for at in later if at and now < at < request.needed_until), default=None)


def _nobody_now(request: Request, bench: Sequence[Candidate], policy: Policy, now: datetime) -> tuple[Request, Step]:
    """Nobody can be asked now: wait for those who can be later, then for late answers, then look once more."""
    soonest = _soonest(request, bench, now)
    if soonest:
        return _wait(request, soonest, _what_for(request, bench, soonest, now), now)
    silent = [ask.closed_at for ask in request.asks_of_round if ask.state is AskState.TIMED_OUT and ask.closed_at]
    if silent:
        late_answers = min(max(silent) + policy.late_answers(request), request.needed_until)
        if now < late_answers:
            return _wait(request, late_answers, Happening.EVERYONE_ASKED, now)
        if request.shortlist and request.shortlist.made_at < late_answers:
            return replace(request, shortlist=None), Step(StepKind.SEARCH)
    return end(request, Status.NOBODY_AVAILABLE, now), Step(StepKind.FINISH)


def _what_for(request: Request, bench: Sequence[Candidate], soonest: datetime, now: datetime) -> Happening:
    """Whether somebody who can be asked first sleeps, or all of them are busy, or had enough for now."""
    first = (each.member for each in bench if each.member.may_be_asked_at(now, urgent=request.urgent) == soonest)
    asleep = any(member.may_be_told_at(now, urgent=request.urgent) > now for member in first)
    return Happening.WAITING_FOR_WAKING_HOURS if asleep else Happening.WAITING_FOR_SOMEBODY_FREE


def _wait(request: Request, until: datetime, why: Happening, now: datetime) -> tuple[Request, Step]:
    if request.waiting_until != until:
        request = replace(request, waiting_until=until).note(why, now)
    return request, Step(StepKind.WAIT, until)


def _ask(
    request: Request, candidate: Candidate, patience: timedelta, now: datetime, secret: str
) -> tuple[Request, Member]:
    member, prospect = candidate.member, candidate.prospect
    outside = [ask for ask in request.asks_of_round if not ask.in_group]
    awake = member.urgent_overrides_quiet and request.urgent
    deadline = now + patience if awake else member.quiet_hours.add_waking(now, patience)
    ask = Ask(
        request_id=request.id,
        round=request.round,
        number=len(request.asks_of_round) + 1,
        helper_id=member.id,
        state=AskState.OPEN,
        asked_at=now,
        deadline=min(deadline, request.needed_until),
        circle=prospect.circle,
        reply_hash=hash_secret(secret),
        chance=round(at_hour(prospect.chance, now), 3),
        prior=round(at_hour(prospect.prior, now), 3),
        in_group=prospect.in_group,
    )
    if request.first_groups and not prospect.in_group and not outside:
        request = request.note(Happening.BEYOND_GROUP, now)
    if not prospect.in_group and prospect.circle > max((earlier.circle for earlier in outside), default=0):
        request = request.note(Happening.WIDENED, now)
    request = replace(request, asks=(*request.asks, ask), waiting_until=None)
    request = request.tell(NoticeKind.ASK, member.id, ask, secret)
    request = request.note(Happening.ASKED, now, ask=ask, chance=round(any_yes(chances(request, now)), 2))
    return request, member.asked(now, ask.deadline)
