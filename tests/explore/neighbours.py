"""Neighbours who look what is needed nearby, and step forward without having been asked."""

from functools import partial

from tests.explore import rows
from tests.explore.acts import People, is_
from tests.explore.workers import Worker
from whapp.app.list_needs import list_needs
from whapp.app.step_forward import step_forward
from whapp.bootstrap import services
from whapp.domain.ask import Answer
from whapp.domain.errors import Busy, NotFound


def look_around(people: People, who: str) -> None:
    """See what is needed nearby, and step forward for the last of it."""
    world = people.world
    hidden = {
        case.id
        for case in rows.cases(world.table)
        if who in (case.requester, case.follower) or case.is_final or rows.apart(world.table, case.requester, who)
    }

    def work() -> list[str]:
        return [need.id for need in list_needs(services, who)]

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            people.excuse(worker, *((NotFound,) if who in people.gone else ()))
            return
        shown: list[str] = worker.result
        if told := hidden & set(shown):
            world.blame("I11", f"{who} is shown {told}, which is over, or not for them")
        if shown:
            come(people, who, shown[-1])

    people.act("needs", f"{who} looks around", work, judge, who=who)


def come(people: People, who: str, id_: str) -> None:
    """Step forward for a need that the member saw; it may be long ago."""
    world, watch = people.world, people.watch(id_, helper=who)

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            never_asked = any(not truth.ask for truth in watch.seen)
            strange = never_asked or who in people.gone or not watch.seen  # and it may not be theirs to see any more
            if not (is_(worker, NotFound) and strange):
                people.excuse(worker, Busy)
            return
        case = rows.case(world.table, id_)
        until = rows.instant(case.request, "needed_until") if case else None
        true = watch.outcomes(Answer.YES, left=who in people.gone) | (
            {"closed"} if until and until <= world.clock.time else set()
        )
        if worker.result not in true:
            world.blame("I8", f"{who} steps forward and is told {worker.result} where {watch.seen} was true")

    work = partial(step_forward, services, id_, who)
    people.act("step forward", f"{who} steps forward", work, judge, watch, who=who, comes=who)
