"""The janitor: no request is forgotten, whatever happened to its cascade."""

from dataclasses import replace
from datetime import datetime
from enum import StrEnum

from whapp.domain.errors import Conflict, NotFound
from whapp.domain.request import Request
from whapp.ports import Services

AT_ONCE = 3  # generations that are followed at once; a hiccup is over by then


class Tended(StrEnum):
    """What the janitor did for a request."""

    NOTHING = "nothing"
    WOKEN = "woken"
    RESTARTED = "restarted"


def tend_overdue(services: Services, until: datetime | None = None) -> list[tuple[str, Tended]]:
    """Look after every request for which something should have happened by now, the longest overdue first.

    Begins with none at or after `until`: the next run goes on where this one stops. One that cannot be looked after
    does not keep the others waiting; what went wrong is raised at the end, together.
    """
    tended: list[tuple[str, Tended]] = []
    failures: list[Exception] = []
    for request_id in services.requests.overdue(services.now()):
        if until and services.now() >= until:
            break
        try:
            tended.append((request_id, tend(services, request_id)))
        except Exception as failure:  # noqa: BLE001 - raised again below
            failures.append(failure)
    if failures:
        raise ExceptionGroup(f"{len(failures)} overdue requests could not be looked after", failures)
    return tended


def tend(services: Services, request_id: str) -> Tended:
    """Wake the cascade of an overdue request, or begin its next generation. Safe to run twice at once."""
    try:
        request = services.requests.load(request_id)
    except NotFound:
        return Tended.NOTHING
    if request.watch_at is None or request.watch_at > services.now():
        return Tended.NOTHING  # the index lags behind, or somebody else saw to it
    services.logbook.overdue(request, services.now() - request.watch_at)
    if request.token and services.cascades.wake(request.token):
        services.requests.postpone(request, services.now() + services.policy.slack)
        return Tended.WOKEN
    # Asleep without an alarm clock that we know, dead, or never born: it looks the same from here, and one mend serves.
    return _restart(services, request)


def mourn(services: Services, request_id: str, round_: int, generation: int) -> Tended:
    """A cascade died: start the next generation at once if this was the present one and it is not finished.

    After a few it is left to the scheduled rounds: what dies again and again must not be started again and again.
    """
    try:
        request = services.requests.load(request_id)
    except NotFound:
        return Tended.NOTHING
    if (request.round, request.generation) != (round_, generation) or request.watch_at is None:
        return Tended.NOTHING
    return _restart(services, request) if generation <= AT_ONCE else Tended.NOTHING


def _restart(services: Services, request: Request) -> Tended:
    overdue = services.now() + services.policy.slack
    heir = replace(request, generation=request.generation + 1, token=None, watch_at=overdue)
    try:
        heir = services.requests.save(request, heir)
    except Conflict:
        return Tended.NOTHING  # somebody moved it on meanwhile; still overdue next time if that did not help
    services.cascades.stop(request)
    services.cascades.start(heir)
    return Tended.RESTARTED
