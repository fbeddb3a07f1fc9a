"""What operations do when people call them, and the safety desk when somebody reported somebody."""

from functools import partial

from tests.explore import rows
from tests.explore.acts import People, is_
from tests.explore.village import OPERATIONS
from tests.explore.workers import Worker
from whapp.app.assign_helper import assign_helper
from whapp.app.lift_suspension import lift_suspension
from whapp.app.operate import operate
from whapp.app.resolve_report import resolve_report
from whapp.app.suspend_member import suspend_member
from whapp.bootstrap import services
from whapp.domain import operations
from whapp.domain.errors import Busy, InvalidInput, NotFound, StateForbids
from whapp.domain.report import Verdict

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


def assign(people: People, helper: str, id_: str) -> None:
    """Somebody said yes by telephone."""
    world, watch = people.world, people.watch(id_, helper=helper)
    case = rows.case(world.table, id_)
    until = rows.instant(case.request, "needed_until") if case else None

    def judge(worker: Worker) -> None:
        if worker.error is None:
            if not any(truth.ask == "accepted" for truth in watch.seen):
                world.blame("I8", f"operations are told that {helper} comes while it was {watch.seen}")
            people.assigned.append((helper, id_))
        elif is_(worker, StateForbids):
            if until and world.clock.time < until and all(truth.may_come for truth in watch.seen):
                world.blame("I8", f"{helper} cannot be assigned while it was {watch.seen}")
        elif not (is_(worker, InvalidInput) and helper in people.gone) and not (is_(worker, NotFound) and not case):
            people.excuse(worker, Busy)

    work = partial(assign_helper, services, id_, OPERATIONS, helper)
    people.act("ops assign", f"operations assign {helper}", work, judge, watch, comes=helper)


def resolve(people: People, id_: str) -> None:
    """The safety desk heard both about the first report, and one of them has to go."""
    case = rows.case(people.world.table, id_)
    if not case or not case.reports:
        return
    report = case.reports[0]
    about = f"{id_}-{rows.number(report, 'round')}-{rows.number(report, 'number')}-{rows.text(report, 'by')}"

    def judge(worker: Worker) -> None:
        now = rows.case(people.world.table, id_)
        if worker.error is not None:
            people.excuse(worker, Busy)
        elif not now or "suspended" not in {rows.text(each, "verdict") for each in now.reports}:
            people.world.blame("I8", f"{about} is told to be resolved, and is not")

    work = partial(resolve_report, services, about, OPERATIONS, Verdict.SUSPENDED)
    people.act("resolve", f"the desk resolves {about[-9:]}", work, judge)


def suspend(people: People, who: str) -> None:
    """Take somebody out: what is under way with them ends, all of it as long as no index lags behind."""
    world, table = people.world, people.world.table
    people.taken_out.add(who)
    under_way = [] if world.faulty else [case.id for case in rows.cases(table)]

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            people.excuse(worker, Busy, *((NotFound,) if who in people.gone else ()))
        elif rows.suspended(table, who):  # and nobody let them back in, nor did they leave
            for case in filter(None, (rows.case(table, id_) for id_ in under_way)):
                if case.requester == who and not case.is_final:
                    world.blame("I7", f"{who} is suspended, and their request stays {case.status}")
                if state := case.under_way(who, world.clock.time):
                    world.blame("I7", f"{who} is suspended, and it stays {state}")

    people.act("suspend", f"the desk suspends {who}", partial(suspend_member, services, who, OPERATIONS), judge)


def lift(people: People, who: str) -> None:
    """Let them back in."""

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            people.excuse(worker, Busy, *((NotFound,) if who in people.gone else ()))

    people.act("lift", f"the desk lets {who} back in", partial(lift_suspension, services, who, OPERATIONS), judge)
