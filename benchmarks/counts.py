"""What each operation calls, reads and writes, and how far the state machine goes for it. Counted, so exact."""

import random
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks.capacity import Used
from benchmarks.goals import Figure
from benchmarks.stage import Counted, Stage, staged
from tests.support.builders import HOME, MORNING, a_member, an_offer
from whapp.domain.chance import Record

HELPERS = 12
ASKS = 5  # that are counted, after the first
REQUESTER = "rosa"


@dataclass(frozen=True)
class Operation:
    """What was called for one operation. `times`: how often it was done."""

    name: str
    goal: str
    calls: Sequence[Counted]
    invocations: Mapping[str, int]
    transitions: int = 0
    times: int = 1

    @property
    def count(self) -> float:
        """Calls for one, candidate queries apart: they have a goal of their own."""
        return len([call for call in self.calls if call.where != "candidates"]) / self.times

    @property
    def calls_of_all(self) -> float:
        """Calls for one, candidate queries too."""
        return len(self.calls) / self.times

    @property
    def used(self) -> Used:
        """Capacity for one."""
        used = sum((call.used for call in self.calls), Used())
        return Used(used.reads / self.times, used.writes / self.times, used.index_writes / self.times)

    @property
    def told(self) -> str:
        """The calls of the first time, in order."""
        return ", ".join(
            f"{call.operation}{' ' + call.where if call.where else ''}"
            for call in self.calls[: round(len(self.calls) / self.times)]
        )


@dataclass(frozen=True)
class Story:
    """A request that was declined several times and then accepted, and everything it took."""

    operations: Sequence[Operation]
    transitions_per_ask: float
    payload: int


@cache
def story() -> Story:
    """Play it."""
    with staged() as stage:
        return _played(stage)


def ask(console: Console) -> list[Figure]:
    """The calls of each operation, and what the state machine does for an ask."""
    told = story()
    table = Table(title="what an operation takes", title_justify="left", box=SIMPLE_HEAD)
    for column in ("operation", "calls", "reads", "writes", "in indexes", "which calls"):
        table.add_column(column, justify="left" if column in ("operation", "which calls") else "right")
    for each in told.operations:
        used = each.used
        figures = (f"{value:.1f}" for value in (each.count, used.reads, used.writes, used.index_writes))
        table.add_row(each.name, *figures, each.told)
    console.print(table)
    return [
        *(Figure(each.goal, each.count, each.told) for each in told.operations if each.goal),
        Figure("transitions", told.transitions_per_ask, "Decide, Which step?, Ask and wait"),
        Figure("payload", told.payload),
    ]


def _played(stage: Stage) -> Story:
    move_in(stage)
    done: list[Operation] = []

    def counted(name: str, goal: str, work: Callable[[], object]) -> None:
        entered, invoked = stage.states.transitions, len(stage.invoked)
        with stage.counting() as calls:
            work()
        done.append(Operation(name, goal, calls, Counter(stage.invoked[invoked:]), stage.states.transitions - entered))

    ids: list[str] = []
    counted("create", "calls-create", lambda: ids.append(stage.call("POST", "/v1/requests", REQUESTER, body())["id"]))
    stage.until_asked()
    counted("the page looked at", "", lambda: stage.look(stage.last_link))
    done += _declined(stage)
    counted("yes", "calls-yes", lambda: stage.tap(stage.last_link, "yes"))
    counted("the match: decide and wait", "", stage.cascade_goes_on)
    counted("read", "calls-read", lambda: stage.call("GET", f"/v1/requests/{ids[0]}", REQUESTER))
    counted("timeline", "calls-timeline", lambda: stage.call("GET", f"/v1/requests/{ids[0]}/timeline", REQUESTER))
    transitions = next(each.transitions / each.times for each in done if each.goal == "calls-ask")
    return Story(done, transitions, stage.states.largest)


def _declined(stage: Stage) -> list[Operation]:
    """A few noes, each followed by the next ask."""
    before, invoked = stage.states.transitions, len(stage.invoked)
    with stage.counting() as calls:
        for _ in range(ASKS):
            stage.tap(stage.last_link, "no")
            stage.until_asked()
    called = Counter(stage.invoked[invoked:])
    entered = stage.states.transitions - before
    nos = [call for call in calls if call.by == "reply"]
    asks = [call for call in calls if call.by in ("decide", "wait")]
    replies = {"reply": called.pop("reply")}
    return [
        Operation("no", "calls-no", nos, replies, times=ASKS),
        Operation("an ask: decide and wait", "calls-ask", asks, called, entered, ASKS),
    ]


def body() -> dict[str, str]:
    """Groceries, some time tomorrow."""
    begins = MORNING + timedelta(hours=4)
    return {
        "category": "groceries",
        "text": "Een tas boodschappen halen. Ik loop slecht.",
        "needed_from": begins.isoformat().replace("+00:00", "Z"),
        "needed_until": (begins + timedelta(hours=30)).isoformat().replace("+00:00", "Z"),
        "urgency": "planned",
    }


def move_in(stage: Stage) -> None:
    """Somebody who needs help, and people next door who do groceries."""
    draw = random.Random(1)
    helpers = [
        replace(a_member(f"helper-{number:02}", phone=f"+316120000{number:02}"), record=_record(draw))
        for number in range(HELPERS)
    ]
    offers = [an_offer(helper.id, point=HOME, cell=helper.cell, record=helper.record) for helper in helpers]
    stage.move_in([a_member(REQUESTER, offers=frozenset(), phone="+31612999999"), *helpers], offers)


def _record(draw: random.Random) -> Record:
    return Record(expected=round(draw.uniform(0, 3), 2), yeses=draw.randint(0, 2))
