"""How far a search has come: a requester's own group, and then further from home."""

from enum import StrEnum

from whapp.domain.request import Request


class Circle(StrEnum):
    """Among whom somebody was asked, so far."""

    GROUP = "group"  # the groups that the requester wants asked first, and nobody else
    OWN = "own"
    NEAR = "near"
    WIDER = "wider"


def circle_of(request: Request) -> Circle:
    """The furthest circle in which somebody was asked in this round; where it begins while nobody was."""
    outside = [ask.circle for ask in request.asks_of_round if not ask.in_group]
    if request.first_groups and not outside:
        return Circle.GROUP
    return (Circle.OWN, Circle.NEAR, Circle.WIDER)[min(max(outside, default=0), 2)]
