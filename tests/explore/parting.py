"""What people do who want nothing more to do with somebody they met, and what may be answered to it."""

from collections.abc import Callable
from typing import Any

from tests.explore import rows
from tests.explore.acts import People
from tests.explore.rows import text
from tests.explore.workers import Worker
from whapp.app.block_member import Block, block_member
from whapp.app.report_member import report_member
from whapp.bootstrap import services
from whapp.domain.errors import Busy, NotFound
from whapp.domain.ids import block_id
from whapp.domain.report import Complaint, Report

Part = Callable[[People, str, str], None]


def block(people: People, who: str, id_: str) -> None:
    """Never again, and without a word: the requester, or who was asked."""

    def whom(made: Block) -> str:
        case = rows.case(people.world.table, id_)
        met = {case.requester, *(text(ask, "helper_id") for ask in case.asks)} if case else set()
        return next((each for each in met if block_id(who, each) == made.id), "")

    _part(people, block, who, id_, lambda: block_member(services, id_, who, None), whom)


def report(people: People, who: str, id_: str) -> None:
    """Something is not right: the safety desk hears it, and the two are apart."""

    def whom(made: Report) -> str:
        case = rows.case(people.world.table, id_)
        names = ("round", "number", "by", "reporter_id", "reported_id")
        said = [str(getattr(made, name)) for name in names]
        written = [
            [str(rows.number(row, name)) for name in names[:2]] + [text(row, name) for name in names[2:]]
            for row in (case.reports if case else ())
        ]
        return made.reported_id if said in written else ""

    _part(people, report, who, id_, lambda: report_member(services, id_, who, None, Complaint.UNSAFE), whom)


def _part(people: People, how: Part, who: str, id_: str, work: Callable[[], Any], whom: Callable[[Any], str]) -> None:
    world, what = people.world, how.__name__
    begun = rows.case(world.table, id_)
    had_met = begun.met_by(who) if begun else ""

    def judge(worker: Worker) -> None:
        if worker.error is not None:
            left = people.gone & {who, had_met} if what == "block" else set()
            people.excuse(worker, Busy, *((NotFound,) if left or not had_met or world.swept else ()))
            return
        other, case = whom(worker.result), rows.case(world.table, id_)
        if not other or not case:
            world.blame("I8", f"{who} is told of a {what} that there is not")
            return
        if not people.gone & {who, other} and not rows.apart(world.table, who, other):
            world.blame("I7", f"{who} is told that {other} is kept away, and no profile tells it")
        if state := case.under_way(who if other == case.requester else other, world.clock.time):
            world.blame("I7", f"{who} is told that {other} is kept away, and it stays {state}")
        people.parted.append((how, who, id_, other))

    people.act(what, f"{who}: {what}", work, judge)
