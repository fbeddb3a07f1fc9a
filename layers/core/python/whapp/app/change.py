"""How every act reaches a request: read, change, save, wake the cascade; again when somebody else was first."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from whapp.domain.errors import Busy, Conflict
from whapp.domain.request import Request
from whapp.ports import Services

ATTEMPTS = 10  # each lost race means that somebody else got ahead; after the first the outcome is mostly settled

T = TypeVar("T")


def change(services: Services, request_id: str, act: Callable[[Request], tuple[Request, T]], *, wake: bool = True) -> T:
    """Apply `act` to the request as it is now, and return what the act says about it.

    What was saved makes the request overdue at once, so that the janitor hears it should the cascade not wake up. A
    cascade that has finished cannot be woken: its next generation is started.
    Raises NotFound, Busy and whatever `act` raises.
    """
    for _ in range(ATTEMPTS):
        before = services.requests.load(request_id)
        after, result = act(before)
        if after == before:
            return result
        if wake:
            finished = before.watch_at is None
            after = replace(
                after, generation=after.generation + finished, watch_at=services.now() + services.policy.slack
            )
        try:
            services.requests.save(before, after)
        except Conflict:
            continue
        services.logbook.note(after)
        if wake:
            if before.token:
                services.cascades.wake(before.token)
            if finished or after.round > before.round:
                services.cascades.start(after)
        return result
    raise Busy
