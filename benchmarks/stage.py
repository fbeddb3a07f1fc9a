"""The real handlers on the strict fake of the cloud, with everything they call counted.

Nothing fails here and nobody is late: that is what `make explore` is for. Signed-in calls come as the events that API
Gateway sends, and the cascade runs on the real definition.
"""

import json
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from typing import Any

from benchmarks.capacity import Used, measured
from tests.explore.cloud import asl
from tests.explore.cloud.clock import Clock
from tests.explore.cloud.dynamodb import DynamoDB
from tests.explore.cloud.sdk import Call
from tests.explore.cloud.sns import Sns
from tests.explore.cloud.stepfunctions import Execution, Invocation, StepFunctions
from tests.explore.cloud.table import Table
from tests.explore.plug import CASCADE, ROOT, TABLE, TOPICS, Plug, context, function, plugged
from tests.explore.world import INDEXES
from tests.support.builders import MORNING
from whapp.adapters.dynamodb import member_mapping
from whapp.bootstrap import services
from whapp.domain.member import Member, Offer
from whapp.domain.policy import Policy


@dataclass(frozen=True)
class Counted:
    """One call to the cloud, and what it used of the table."""

    by: str
    service: str
    operation: str
    where: str
    used: Used


@dataclass
class Machine(StepFunctions):
    """The state machine, with what it charges for: every state that is entered, and what goes in and comes out."""

    transitions: int = 0
    largest: int = 0

    def _enter(self, execution: Execution, name: str, data: Any) -> None:
        self.transitions += 1
        self.largest = max(self.largest, len(json.dumps(data).encode()))
        super()._enter(execution, name, data)


@dataclass
class Stage:
    """Where the members of one run live, act and are asked."""

    plug: Plug
    calls: list[Counted] = field(default_factory=list)
    by: str = ""
    invoked: list[str] = field(default_factory=list)
    _secrets: Iterator[int] = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.clock = self.now = Clock(MORNING)
        self.table = Table(TABLE, {index.name: index for index in INDEXES})
        self.invocations: deque[Invocation] = deque()
        self.states = Machine(_machine(), CASCADE, self.clock, self.invocations.append)
        self.sns = Sns(self.clock, TOPICS)
        self.plug.sdk.services = {
            "dynamodb": DynamoDB(self.table, self.clock),
            "sns": self.sns,
            "stepfunctions": self.states,
        }
        self.plug.sdk.deliver = self._deliver
        self.plug.world = self
        services.__dict__["policy"] = Policy(most_open_asks=1)

    def mint(self) -> str:
        """A secret as long as a real one."""
        return f"secret-{next(self._secrets):015}"

    def page_shown(self, _: object) -> None:
        """Nobody looks."""

    def move_in(self, members: Sequence[Member], offers: Sequence[Offer] = ()) -> None:
        """Let these live here."""
        rows = [member_mapping.member_row(member) for member in members]
        rows += [member_mapping.offer_row(offer) for offer in offers]  # type: ignore[misc] # rows of another kind
        items = [row.serialize() for row in rows]
        self.table.commit((self.table.key_of(item, only=False), item) for item in items)
        self.table.settled = self.table.writes

    def run(self, by: str, work: Callable[[], Any]) -> Any:
        """Let somebody work; what they call is put down to them."""
        self.by = by
        return work()

    def invoke(self, name: str, payload: Any) -> Any:
        """Call a function."""
        self.invoked.append(name)
        return self.run(name, lambda: function(name).handler(json.loads(json.dumps(payload)), context(name)))

    def cascade_goes_on(self) -> None:
        """Let the state machine work until it waits."""
        while self.invocations:
            each = self.invocations.popleft()
            self.states.largest = max(self.states.largest, len(json.dumps(each.payload).encode()))
            self.states.returned(each, self.invoke(each.function, each.payload))

    def call(self, method: str, path: str, by: str, body: Any = None) -> Any:
        """One call of the mobile app."""
        answer = self.invoke("api", signed_in(method, path, by, body))
        assert answer["statusCode"] < 300, answer  # noqa: S101 - or what is counted is not what is told
        return json.loads(answer["body"])

    def tap(self, reply: str, answer: str) -> None:
        """A neighbour answers on the page."""
        sent = deepcopy(_event("reply/post_yes"))
        sent |= {"rawPath": f"/r/{reply}", "pathParameters": {"reply": reply}, "isBase64Encoded": False}
        sent["body"] = f"lang=nl&answer={answer}"
        self.invoke("reply", sent)

    def look(self, reply: str) -> None:
        """A neighbour opens the page."""
        self.invoke("reply", _event("reply/get") | {"rawPath": f"/r/{reply}", "pathParameters": {"reply": reply}})

    def until_asked(self) -> None:
        """Let the cascade work, and time pass, until another neighbour was asked."""
        before = len(self.sns.sent)
        self.cascade_goes_on()
        while len(self.sns.sent) == before:
            self.later(minutes=1)

    @property
    def last_link(self) -> str:
        """The end of the newest link that went out."""
        return next(sent.text.partition("/r/")[2].split()[0] for sent in reversed(self.sns.sent) if "/r/" in sent.text)

    def later(self, **time: float) -> None:
        """Let time pass; whatever is due is done."""
        self.clock.move_to(self.clock.time + timedelta(**time))
        self.cascade_goes_on()

    @contextmanager
    def counting(self) -> Iterator[list[Counted]]:
        """What is called inside; filled at the end of the block."""
        begun = len(self.calls)
        inside: list[Counted] = []
        yield inside
        inside += self.calls[begun:]

    def _deliver(self, call: Call, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
        used = Used()
        if call.service == "dynamodb":
            answer, used = measured(self.table, call, do)
        else:
            answer = do()
        self.calls.append(Counted(self.by, call.service, call.operation, _where(call.given), used))
        return answer


def signed_in(method: str, path: str, by: str, body: Any = None) -> Any:
    """The event of a call by this member."""
    sent = deepcopy(_event("api/post_requests"))
    sent |= {"rawPath": path, "routeKey": f"{method} {path}", "body": json.dumps(body) if body else None}
    sent["requestContext"]["http"] |= {"method": method, "path": path}
    claims = {"sub": by, "iss": services.token_issuer, "client_id": services.token_client}
    sent["requestContext"]["authorizer"]["jwt"]["claims"] |= claims
    return sent


@contextmanager
def staged() -> Iterator[Stage]:
    """An empty stage."""
    with plugged(remembering=False) as plug:
        yield Stage(plug)


def _where(given: Mapping[str, Any]) -> str:
    index: str = given.get("IndexName", "")
    items = given.get("TransactItems")
    return f"of {len(items)}" if items else index


def _event(name: str) -> Any:
    return json.loads((ROOT / "events" / f"{name}.json").read_text())


def _machine() -> Any:
    text = json.dumps(asl.load(ROOT / "statemachines" / "cascade.asl.json"))
    return json.loads(text.replace("${DecideFunctionArn}", "decide").replace("${WaitFunctionArn}", "wait"))
