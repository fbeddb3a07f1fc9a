"""One run's world: the cloud, the village, who is at work in it, and what has been told of it so far."""

import json
from collections import Counter, deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

from tests.explore.choices import Choices
from tests.explore.cloud import asl
from tests.explore.cloud.clock import Clock
from tests.explore.cloud.cognito import Cognito
from tests.explore.cloud.dynamodb import DynamoDB
from tests.explore.cloud.sdk import Call
from tests.explore.cloud.sns import Sns
from tests.explore.cloud.stepfunctions import Execution, Invocation, StepFunctions
from tests.explore.cloud.table import Index, Table
from tests.explore.ears import as_logged, indiscretion
from tests.explore.plug import CASCADE, ROOT, TABLE, TOPICS, Plug, context, function
from tests.explore.village import MINTED, TOKEN, Village
from tests.explore.workers import FAULTS, Fate, Worker
from tests.support.builders import AT_ONCE
from whapp.app.reply_view import ReplyView
from whapp.bootstrap import services
from whapp.domain.policy import Policy

# The time-outs of template.yaml, after which Lambda ends a function. A signed-in call has the API's.
LASTS = {"decide": timedelta(seconds=30), "janitor": timedelta(seconds=60), "care": timedelta(seconds=300)}
LASTS["remind"] = LASTS["janitor"]
CASCADE_FILE = ROOT / "statemachines" / "cascade.asl.json"
LASTS_ELSE = timedelta(seconds=20)
INDEXES = (
    Index(
        "candidates",
        "candidates_pk",
        "candidates_sk",
        frozenset({"kind", "point", "radius_m", "days", "day_parts", "groups", "expected", "yeses", "silences"}),
    ),
    Index("watch", "watch_pk", "watch_at", frozenset({"kind"})),
    Index("owner", "owner_pk", "owner_sk", frozenset({"kind"})),
)


class Violation(Exception):
    """An invariant does not hold."""

    def __init__(self, invariant: str, what: str) -> None:
        super().__init__(f"{invariant}: {what}")
        self.invariant = invariant


@dataclass
class World:
    """What stands around the handlers in one run."""

    plug: Plug
    village: Village
    choices: Choices
    telling: bool = False  # whether a trace is kept: it costs time
    faulty: bool = True  # whether the cloud may lag and lose things; not any more at the end of a run
    workers: list[Worker] = field(default_factory=list)
    invocations: deque[Invocation] = field(default_factory=deque)
    deaths: deque[dict[str, Any]] = field(default_factory=deque)  # status change events on their way to the janitor
    current: Worker | None = None
    broken: list[Violation] = field(default_factory=list)
    calls: int = 0
    mishaps: int = 0  # faults, deaths, delays, hands in the console: without any the janitor is not needed
    went_out: Counter[tuple[str, str, str]] = field(default_factory=Counter)  # request, notice, phone or topic
    stood: dict[str, list[tuple[int, str]]] = field(default_factory=dict)  # in the group, from which write on
    letters_out: set[str] = field(default_factory=set)  # the hashes of the links in letters that went out
    swept: bool = False  # whether TTL removed anything
    told: list[str] = field(default_factory=list)
    cut: Callable[[int], int] = lambda below: 0  # where a read that is interrupted is interrupted
    fate_of: Callable[[Worker, Call], Fate | None] = lambda worker, call: None
    _secrets: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.clock = Clock(self.village.begins)
        self.now = self.clock
        self.table = Table(TABLE, {index.name: index for index in INDEXES})
        self.table.commit((self.table.key_of(row, only=False), row) for row in self.village.rows())
        self.table.settled = self.table.writes
        self.stood = {member.id: [(0, "attested")] for member in self.village.members if member.groups}
        self.dynamodb = DynamoDB(self.table, self.clock, self._pick)
        self.sns = Sns(self.clock, TOPICS, opted_out=set(self.village.opted_out))
        self.sns.topics = {TOPICS + member.id: {member.email or ""} for member in self.village.members}
        self.cognito = Cognito({member.id: _user(member.id, member.phone) for member in self.village.members})
        self.states = StepFunctions(
            _machine(CASCADE_FILE), CASCADE, self.clock, self.invocations.append, self._started, self._ended, self._pick
        )
        if story := self.village.begun:
            for waiting in story.executions:
                self.states.take_up(waiting, _machine(story.machine))
        sdk = self.plug.sdk
        sdk.services = {
            "dynamodb": self.dynamodb, "sns": self.sns, "cognito-idp": self.cognito, "stepfunctions": self.states,
        }  # fmt: skip
        sdk.deliver = self._deliver
        self.plug.world = self
        services.__dict__["policy"] = replace(
            Policy() if self.village.newcomers else AT_ONCE, most_open_asks=self.village.open_asks
        )

    def mint(self) -> str:
        """A secret as long as a real one, that a reader of the trace can recognise."""
        return f"{MINTED}{'new' if self.village.begun else '000'}{next(self._secrets):012}"

    def page_shown(self, view: ReplyView | None) -> None:
        """The page that the present worker shows; None for the page of trouble."""
        if self.current:
            self.current.known["page"] = view

    def tell(self, line: str) -> None:
        """Add a line to the trace."""
        if self.telling:
            self.told.append(f"{self.clock.time:%a %d %H:%M:%S}  {line}")

    def blame(self, invariant: str, what: str) -> None:
        """An invariant is broken. Told to the stage, not raised here: our code must not catch it."""
        self.broken.append(Violation(invariant, what))
        self.tell(f"!!! {invariant}: {what}")

    def overhear(self, where: str, said: str, *, may_hold_a_link: bool = False) -> None:
        """Something is said where others can hear it."""
        if heard := indiscretion(said, may_hold_a_link=may_hold_a_link):
            self.blame("I20", f"{where} holds {heard!r}")

    def standings(self, who: str, since: int) -> set[str]:
        """How this member stood in the group at each instant since that write of the table; empty for not at all."""
        at_first = [standing for write, standing in self.stood.get(who, ()) if write <= since]
        return {*(at_first[-1:] or [""]), *(standing for write, standing in self.stood.get(who, ()) if write > since)}

    # --- work ---

    def begin(self, worker: Worker) -> Worker:
        """Let somebody start to work, up to their first call."""
        self.tell(f"{worker.words} begins")
        self.workers.append(worker)
        worker.known["begun"] = self.table.writes
        self._step(worker, worker.begin)
        return worker

    def go_on(self, worker: Worker, fate: Fate) -> None:
        """Let this become of a worker's call."""
        if self.telling and worker.call:
            self.tell(f"{worker.words}: {_described(worker.call)} {'' if fate is Fate.FINE else fate}".rstrip())
        self.mishaps += fate in FAULTS
        self._step(worker, lambda: worker.go_on(fate))

    def _step(self, worker: Worker, step: Callable[[], None]) -> None:
        self.current = worker
        try:
            step()
        finally:
            self.current = None
        if worker.ended:
            self.workers.remove(worker)
            if self.telling:
                self.tell(_ending(worker))
            worker.done(worker)

    def let_time_pass(self, until: datetime) -> None:
        """Move the clock; whoever works longer than a function may is ended."""
        if self.telling:
            self.tell(f"... until {until:%a %d %H:%M:%S}")
        ring = self.clock.next_ring
        self.mishaps += bool(self.workers or self.invocations or (ring and ring < until))  # somebody is late
        while True:
            overdue = [worker for worker in self.workers if worker.dies_at <= until]
            if not overdue:
                break
            worker = min(overdue, key=lambda each: each.dies_at)
            self.clock.move_to(worker.dies_at)
            if worker in self.workers:
                worker.faults += 1
                self._step(worker, worker.die)
        self.clock.move_to(until)

    def a_worker(self, what: str, words: str, work: Callable[[], Any], done: Callable[[Worker], None]) -> Worker:
        return Worker(what, words, work, self.clock.time + LASTS.get(what, LASTS_ELSE), done, cut=self.cut)

    def run_function(self, name: str, event: Any, words: str, done: Callable[[Worker], None], **known: Any) -> Worker:
        """Call a Lambda function: JSON in, JSON out. `known` is what the checks shall remember about it."""
        handler = function(name).handler
        payload = json.loads(json.dumps(event))
        worker = self.a_worker(name, words, lambda: handler(payload, context(name)), done)
        worker.known.update(known)
        return self.begin(worker)

    def run_invocation(self, invocation: Invocation, *, again: bool = False) -> None:
        """What the state machine asked for; `again`: a second delivery, whose answer nobody waits for."""

        def done(worker: Worker) -> None:
            self._look_for_bugs(worker)
            if again:
                return
            self.overhear("the output of a state", str(worker.result))
            if worker.error is None:
                self.states.returned(invocation, worker.result)
            else:
                error = "Lambda.Unknown" if worker.crashed else type(worker.error).__name__
                self.states.failed(invocation, error)

        self.overhear("the input of a state", json.dumps(invocation.payload).replace(TOKEN, ""))
        words = f"{invocation.function} ({invocation.execution.name[-3:]}{', delivered twice' if again else ''})"
        self.run_function(invocation.function, invocation.payload, words, done, invocation=invocation)

    def run_janitor(self, event: dict[str, Any] | None = None, tries: int = 3) -> None:
        """The schedule's call, or that of a status change, which Lambda repeats twice when it fails."""

        def done(worker: Worker) -> None:
            self._look_for_bugs(worker)
            if worker.error is not None and event and tries > 1:
                self.clock.after(timedelta(minutes=1), lambda: self.deaths.append(event))

        self.run_function("janitor", event or {"detail-type": "Scheduled Event"}, "janitor", done)

    def run_care(self) -> None:
        """The hourly call of the care job."""
        self.run_function("care", {}, "care", self._look_for_bugs)

    def run_reminders(self) -> None:
        """The hourly call that looks after badges."""
        self.run_function("remind", {}, "remind", self._look_for_bugs)

    def _look_for_bugs(self, worker: Worker) -> None:
        if self.plug.hearing and worker.error is not None:
            self.overhear("the log of a function that failed", as_logged(worker.error))
        if worker.error is not None and not worker.faults and not worker.crashed:
            self.blame("no crash without a fault", f"{worker.words} ended with {worker.error!r}")

    # --- the cloud calls back ---

    def _deliver(self, call: Call, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        self.calls += 1
        if call.service == "stepfunctions" and call.operation != "SendTaskSuccess":
            self.overhear(f"a call of {call.operation}", str(call.given))
        return self.current.deliver(call, do) if self.current else do()

    def _pick(self, below: int, what: str) -> int:
        if not self.faulty or below < 2:
            return 0
        picked = self.choices.pick((8, *(1,) * (below - 1)))
        if picked:
            self.tell(f"    ({what}: {picked})")
        return picked

    def _started(self, execution: Execution) -> None:
        given = execution.given
        name = f"{given['request_id']}-{given['round']}"
        if given["generation"] > 1:
            name += f"-{given['generation']}"
        if execution.name != name:
            self.blame("I18", f"an execution of {name} is named {execution.name}: nothing keeps a second one away")

    def _ended(self, execution: Execution) -> None:
        self.tell(f"execution {execution.name[-3:]} {execution.status} {execution.error} in {execution.state}")
        if execution.status in ("FAILED", "TIMED_OUT", "ABORTED"):
            self.mishaps += 1
            detail = {"name": execution.name, "status": execution.status, "executionArn": execution.arn}
            self.deaths.append({"detail-type": "Step Functions Execution Status Change", "detail": detail})


def _user(member_id: str, phone: str | None) -> dict[str, str]:
    return {
        "sub": member_id,
        "phone_number": phone or "",
        "phone_number_verified": "true",
        "email": f"{member_id}@whapp.example",
        "email_verified": "true",
    }


@cache
def _machine(path: Path) -> Any:
    """The real file with the template's DefinitionSubstitutions: here the plain names of the functions."""
    text = json.dumps(asl.load(path))
    text = text.replace("${DecideFunctionArn}", "decide").replace("${WaitFunctionArn}", "wait")
    return json.loads(text)


def _ending(worker: Worker) -> str:
    """How a worker's work ended, for the trace."""
    if worker.error is not None:
        return f"{worker.words} ends with {worker.error!r}"[:200]
    return f"{worker.words} ends: {worker.known.get('page') or worker.result}"[:120]


def _described(call: Call) -> str:
    """A call in a few words for the trace."""
    given = call.given
    if call.operation == "TransactWriteItems":
        parts = []
        for each in given["TransactItems"]:
            ((action, about),) = each.items()
            key = about.get("Key") or about["Item"]
            about_what = key["sk"]["S"]
            if about_what == "PROFILE":
                about_what = key["pk"]["S"]
            state = about.get("Item", {}).get("status") or about.get("Item", {}).get("state")
            parts.append(f"{action} {about_what}{'=' + state['S'] if state else ''}")
        return f"transaction[{', '.join(parts)}]"
    if call.operation == "Publish":
        return f"Publish to {given.get('PhoneNumber') or given.get('TopicArn')}: {given['Message'][:50]!r}"
    key = given.get("Key")
    where = given.get("IndexName", "")
    return f"{call.operation} {where}{key['sk']['S'] if key else ''}"
