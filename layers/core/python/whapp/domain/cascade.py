"""The brain: what to do next for a request. One pure function, `decide`, drives every cascade.

It may be called at any time and any number of times: it looks at what is, not at what it did before, so an early
alarm, a lost one or a repeated one all come to the same.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from whapp.domain import outbox
from whapp.domain.acts.parting import keep_apart
from whapp.domain.ask import AskState
from whapp.domain.asking import Candidate, search_on
from whapp.domain.event import Happening
from whapp.domain.learning import Load, has_news, learn
from whapp.domain.member import Member
from whapp.domain.notice import NoticeKind, NoticeState
from whapp.domain.outbox import Delivery
from whapp.domain.policy import Policy
from whapp.domain.ranking import stand_bys
from whapp.domain.request import Request, Status
from whapp.domain.step import Step, StepKind
from whapp.domain.visit import accompany


@dataclass(frozen=True, slots=True)
class Decision:
    """The request as it becomes, the next step, what it does to members, and the messages to send once it is saved."""

    request: Request
    step: Step
    loads: tuple[Load, ...] = ()
    deliveries: tuple[Delivery, ...] = ()

    @property
    def is_last(self) -> bool:
        """Whether nothing comes after it: the request has ended, and nobody is left to be told."""
        return self.request.status.is_final and self.step.kind is StepKind.FINISH and not self.deliveries


def decide(  # noqa: PLR0913 - everything a decision depends on, and nothing else
    request: Request,
    bench: Sequence[Candidate],
    people: Mapping[str, Member],
    policy: Policy,
    now: datetime,
    mint: Callable[[], str],
) -> Decision:
    """Decide the next step for `request`.

    `bench` are the shortlisted who were not asked in this round, best first; `people` the profiles of all that
    `concerned` names (absent: no longer a member); `mint` makes the secret of a reply link. Pure: the same arguments
    give the same decision.
    """
    asked: tuple[Member, ...] = ()
    request = tidy(request, people, now)
    match request.status:
        case Status.OPEN:
            request, step, asked = search_on(request, bench, policy, now, mint)
        case Status.MATCHED:
            request, step = accompany(request, people, policy, now, mint)
        case _:
            step = Step(StepKind.FINISH)
    if step.kind is StepKind.SEARCH:
        return Decision(request, step)
    request, loads = learn(request, people, asked)
    outgoing = outbox.claim(request, {**people, **{load.member.id: load.member for load in loads}}, now)
    due = now if any(map(has_news, request.asks)) else outgoing.next_due
    return Decision(outgoing.request, _not_later_than(due, step), loads, outgoing.deliveries)


def concerned(request: Request) -> tuple[str, ...]:
    """Whose profiles a decision needs: who is told, who comes or could, and whose ask may have something to teach."""
    helpers = (ask.helper_id for ask in request.asks if ask.state is AskState.OPEN or has_news(ask))
    receivers = (notice.member_id for notice in request.pending_notices)
    match = (request.match.helper_id,) if request.match else ()
    ready = (prospect.member_id for prospect in stand_bys(request))
    return tuple(dict.fromkeys((request.requester_id, *match, *ready, *helpers, *receivers)))


def tidy(request: Request, people: Mapping[str, Member], now: datetime) -> Request:
    """The request without what is settled: messages that will not go out, asks that nobody will answer (I9), and the
    helpers who are apart from the requester."""
    request = keep_apart(outbox.settle(request, people, now), people, now)
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


def _not_later_than(due: datetime | None, step: Step) -> Step:
    """A step that ends in time for what is due; with a message to send or a lesson to learn no request is finished."""
    if due is None:
        return step
    if step.until is None:
        return Step(StepKind.WAIT, due)
    return replace(step, until=min(step.until, due))
