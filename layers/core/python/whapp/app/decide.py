"""The cascade's worker: decide what is next, save it, send what is due."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from whapp.app.search import bench, widen
from whapp.domain import cascade
from whapp.domain.asking import wants_wider
from whapp.domain.cascade import Decision
from whapp.domain.errors import Conflict, DeliveryDelayed, SmsPaused, TurnedAway, Undeliverable
from whapp.domain.ids import reply_id
from whapp.domain.member import Channel
from whapp.domain.messages import compose
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.outbox import Delivery, come_back, put_off
from whapp.domain.request import Request
from whapp.domain.step import Step, StepKind
from whapp.ports import Services

ATTEMPTS = 10
A_MOMENT = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the state machine is told: the step, the request's version it rests on, and the end when it is one."""

    step: Step
    version: int
    outcome: str | None = None

    def seconds(self, now: datetime) -> int:
        """How long to wait at most; at least one second, as the state machine demands."""
        if self.step.until is None:
            return 0
        return max(1, -(-(self.step.until - now) // timedelta(seconds=1)))


NEXT_ROUND = "next_round"


def decide(services: Services, request_id: str, round_: int, generation: int) -> Ruling:
    """Bring the request as far as it can be brought now, and say what to wait for.

    Idempotent: a repeated call finds what the first one did. A cascade of an earlier round or generation is told that
    another one took over. Raises NotFound.
    """
    for _ in range(ATTEMPTS):
        now = services.now()
        before = services.requests.load(request_id)
        if (before.round, before.generation) != (round_, generation):
            return Ruling(Step(StepKind.FINISH), before.version, NEXT_ROUND)
        decision = _decide(services, before, now)
        try:
            saved = _save(services, before, decision, now)
        except Conflict:
            continue
        if saved.round != round_:
            services.cascades.start(saved)
        settled = [_deliver(services, saved, delivery) for delivery in decision.deliveries]
        if saved.round != round_:
            return Ruling(Step(StepKind.FINISH), saved.version, NEXT_ROUND)
        if decision.is_last:
            return Ruling(decision.step, saved.version, saved.status)
        if all(settled) and decision.step.kind is not StepKind.FINISH:
            return Ruling(decision.step, saved.version)
    # Many were faster, or many could not be reached: let the state machine come back rather than hold on here.
    return Ruling(Step(StepKind.WAIT, now + A_MOMENT), before.version)


def _decide(services: Services, request: Request, now: datetime) -> Decision:
    people = services.members.find(cascade.concerned(request))
    request = cascade.tidy(request, people, now)
    while True:
        if wants_wider(request, now):
            request = widen(services, request, now)
            continue
        seated = bench(services, request, now, services.notifier.sms_resume_at(now))
        decision = cascade.decide(request, seated, people, services.policy, now, services.mint)
        if decision.step.kind is not StepKind.SEARCH:
            return decision
        request = widen(services, decision.request, now)


def _save(services: Services, before: Request, decision: Decision, now: datetime) -> Request:
    if decision.request == before and decision.is_last == (before.watch_at is None):
        return before
    after = replace(decision.request, token=None, watch_at=None if decision.is_last else now + services.policy.slack)
    told = [delivery.to for delivery in decision.deliveries]
    saved = services.requests.save(before, after, loads=decision.loads, told=told)
    services.logbook.note(after)
    return saved


def _deliver(services: Services, request: Request, delivery: Delivery) -> bool:
    """Send one message on each channel of its receiver; whether it is settled with somebody reached."""
    claimed, member = delivery.notice, delivery.to
    link = None
    if claimed.secret:
        link = f"{services.public_url}/r/{reply_id(request.id, claimed.secret)}"
    message = compose(claimed.kind, member.language, link, guest=member.is_guest)
    for channel in member.channels:
        if channel in claimed.sent or channel in claimed.failed:
            continue
        try:
            services.notifier.send(member, channel, message)
        except TurnedAway:
            services.requests.mark(request.id, claimed, come_back(claimed, request, services.now()))
            return False
        except SmsPaused as paused:
            if claimed.kind is NoticeKind.ASK or Channel.EMAIL in member.channels:  # there is another way today
                tried = claimed.tried(channel, reached=False, channels=member.channels)
            else:
                tried = put_off(claimed, paused.until)
        except DeliveryDelayed:
            continue
        except Undeliverable:
            tried = claimed.tried(channel, reached=False, channels=member.channels)
        else:
            tried = claimed.tried(channel, reached=True, channels=member.channels)
        services.requests.mark(request.id, claimed, tried)
        claimed = tried
    return claimed.state is NoticeState.SENT
