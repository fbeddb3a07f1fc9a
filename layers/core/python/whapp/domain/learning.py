"""What an ask teaches about the one who was asked. Only `Decide` learns, in the transaction of what it decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from whapp.domain.ask import Ask, AskState
from whapp.domain.member import Member
from whapp.domain.request import Request

_YES = frozenset({AskState.ACCEPTED, AskState.STAND_BY, AskState.WITHDRAWN, AskState.LET_GO, AskState.FELL_THROUGH})
_ANSWERED = _YES | {AskState.DECLINED}
_CUT_SHORT = frozenset(
    {AskState.RELEASED, AskState.UNDELIVERABLE, AskState.CALLED_OFF}
)  # nobody knows what the answer would have been


# Rows that one look may write for those whom it asks or learns of. A transaction holds a hundred: the rest is for the
# request itself, asks that time out, and messages (`outbox`). What finds no room is for the next look, a second later.
ROOM = 60


def room_for(member: Member) -> int:
    """How many rows it takes to ask this member, or to learn of them: ask, message, timeline, profile and offers."""
    return 4 + len(member.offers)


@dataclass(frozen=True, slots=True)
class Load:
    """A member as a decision leaves them: asked just now, or with a record that has learnt something from an ask."""

    member: Member
    asked: bool = False


def has_news(ask: Ask) -> bool:
    """Whether this ask has something to teach that was not learnt yet."""
    return ask.state is not AskState.OPEN and ask.learnt != ask.state and ask.learnt not in _YES


def learn(request: Request, people: Mapping[str, Member], asked: Sequence[Member]) -> tuple[Request, tuple[Load, ...]]:
    """The request with every lesson noted once, and the loads of those it is about; of somebody who left, none.

    `asked` are those who were asked by this decision. Lessons for which they leave no room still have news afterwards.
    """
    loads = {member.id: Load(_expecting(member, request.newest_asks[member.id].prior), asked=True) for member in asked}
    room = ROOM - sum(map(room_for, asked))
    for ask in request.asks:
        if not has_news(ask):
            continue
        if ask.state is AskState.TIMED_OUT and ask.deadline == request.needed_until:
            request = _noted(request, ask)  # the request's time was up, not theirs: no silence
            continue
        if ask.helper_id in people and ask.helper_id not in loads:
            room -= room_for(people[ask.helper_id])
            if room < 0:
                break
            loads[ask.helper_id] = Load(people[ask.helper_id])
        if load := loads.get(ask.helper_id):
            loads[ask.helper_id] = replace(load, member=_taught(load.member, ask))
        request = _noted(request, ask)
    return request, tuple(loads.values())


def _expecting(member: Member, chance: float) -> Member:
    expected = round(max(0.0, member.record.expected + chance), 3)
    return replace(member, record=replace(member.record, expected=expected))


def _noted(request: Request, ask: Ask) -> Request:
    noted = replace(ask, learnt=ask.state)
    return replace(request, asks=tuple(noted if each.id == ask.id else each for each in request.asks))


def _taught(member: Member, ask: Ask) -> Member:
    record = member.record
    if ask.state is AskState.TIMED_OUT:
        record = replace(record, silences=record.silences + 1)
    elif ask.state in _ANSWERED and ask.closed_at and ask.learnt not in _ANSWERED:
        record = replace(record, silences=0)
        member = replace(member, last_answered=ask.closed_at)
    member = replace(member, record=replace(record, yeses=record.yeses + (ask.state in _YES)))
    return _expecting(member, ask.prior * ((ask.learnt in _CUT_SHORT) - (ask.state in _CUT_SHORT)))
