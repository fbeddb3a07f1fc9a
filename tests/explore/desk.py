"""What operations do when people call them."""

from functools import partial

from tests.explore.acts import People
from tests.explore.village import OPERATIONS
from whapp.app.operate import operate
from whapp.domain import operations

_ALIVE = {"open", "matched"}


def pause(people: People, id_: str) -> None:
    """Nobody more is asked."""
    people.on_own(
        "ops pause", partial(operate, act=operations.pause), OPERATIONS, id_, can_while=_ALIVE, leads_to=_ALIVE
    )


def resume(people: People, id_: str) -> None:
    """And on."""
    people.on_own(
        "ops resume", partial(operate, act=operations.resume), OPERATIONS, id_, can_while=_ALIVE, leads_to=_ALIVE
    )


def stop(people: People, id_: str) -> None:
    """It ends, and its requester is told."""
    end = partial(operate, act=operations.cancel)
    people.on_own("ops stop", end, OPERATIONS, id_, can_while=_ALIVE, leads_to={"cancelled"})
