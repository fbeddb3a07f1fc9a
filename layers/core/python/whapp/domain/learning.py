"""What an ask teaches about the one who was asked. Only `Decide` learns, in the transaction of what it decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from whapp.domain.ask import Ask, AskState
from whapp.domain.member import Member
from whapp.domain.request import Request

_YES = frozenset({AskState.ACCEPTED, AskState.STAND_BY, AskState.WITHDRAWN})
_ANSWERED = _YES | {AskState.DECLINED}
_CUT_SHORT = frozenset({AskState.RELEASED, AskState.UNDELIVERABLE})  # nobody knows what the answer would have been


@dataclass(frozen=True, slots=True)
class Load:
    """A member as a decision leaves them, and what it adds to the record of their offer. `asked`: just now."""

    member: Member
    asked: bool = False
    expected: float = 0.0
    yeses: int = 0

    @property
    def changes_record(self) -> bool:
        """Whether the offer's record is touched at all."""
        return self.asked or bool(self.expected or self.yeses)


def has_news(ask: Ask) -> bool:
    """Whether this ask has something to teach that was not learnt yet."""
    return ask.state is not AskState.OPEN and ask.learnt != ask.state and ask.learnt not in _YES


def learn(request: Request, people: Mapping[str, Member], asked: Sequence[Member]) -> tuple[Request, tuple[Load, ...]]:
    """The request with every lesson noted once, and the loads of those it is about; of somebody who left, none.

    `asked` are those who were asked by this decision, with that load.
    """
    loads = {member.id: Load(member, asked=True, expected=request.newest_asks[member.id].prior) for member in asked}
    for ask in request.asks:
        if not has_news(ask):
            continue
        load = loads.get(ask.helper_id) or (Load(people[ask.helper_id]) if ask.helper_id in people else None)
        if load:
            loads[ask.helper_id] = _taught(load, ask)
        request = _noted(request, ask)
    return request, tuple(loads.values())


def _noted(request: Request, ask: Ask) -> Request:
    noted = replace(ask, learnt=ask.state)
    return replace(request, asks=tuple(noted if each.id == ask.id else each for each in request.asks))


def _taught(load: Load, ask: Ask) -> Load:
    member = load.member
    if ask.state is AskState.TIMED_OUT:
        member = replace(member, silences=member.silences + 1)
    elif ask.state in _ANSWERED and ask.closed_at and ask.learnt not in _ANSWERED:
        member = replace(member, silences=0, last_answered=ask.closed_at)
    expected = load.expected + ask.prior * ((ask.learnt in _CUT_SHORT) - (ask.state in _CUT_SHORT))
    return replace(load, member=member, expected=expected, yeses=load.yeses + (ask.state in _YES))
