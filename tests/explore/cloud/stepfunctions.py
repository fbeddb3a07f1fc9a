"""Step Functions: standard executions of one state machine, their names, their task tokens and their ends.

https://docs.aws.amazon.com/step-functions/latest/apireference/Welcome.html
It hands every Lambda invocation to `invoke` and is told by `returned` or `failed` what came of it.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.explore.cloud import asl
from tests.explore.cloud.asl import StateError
from tests.explore.cloud.clock import Clock, Timer
from tests.explore.cloud.errors import ExecutionAlreadyExists, ExecutionDoesNotExist, Rejected

NAME_KEPT = timedelta(days=90)
MAX_ERROR, MAX_CAUSE = 256, 32768
TAKEN_UP = 1000  # visits of an execution that somebody else began are counted from here: tokens never come again
REDRIVABLE = timedelta(days=14)
_NAME = re.compile(r"[\w\-.]{1,80}")
_TOKEN = re.compile(r"AQC[\w=+/-]{1,1021}")


@dataclass(eq=False)
class Execution:
    """One run of a machine, as it was defined at the start.

    `visit` counts every attempt at a state: whoever reports about an earlier one is late.
    """

    machine: Mapping[str, Any]
    name: str
    arn: str
    input: str
    given: Any
    started: datetime
    status: str = "RUNNING"
    before: str = "NONE"
    ended: datetime | None = None
    error: str = ""
    state: str = ""
    data: Any = None
    visit: int = 0
    retries: dict[int, int] = field(default_factory=dict)
    timers: list[Timer] = field(default_factory=list)
    alarm: Timer | None = None
    path: list[str] = field(default_factory=list)

    @property
    def runs(self) -> bool:
        return self.status == "RUNNING"


@dataclass(frozen=True)
class Waiting:
    """An execution that waits for its token: how it began, where it is, and when the wait is over."""

    name: str
    input: str
    started: datetime
    state: str
    data: Any
    token: str
    until: datetime


@dataclass(frozen=True)
class Invocation:
    """A Lambda function to be called for a state."""

    execution: Execution
    visit: int
    function: str
    payload: Mapping[str, Any]
    token: str | None = None


@dataclass
class StepFunctions:
    """The state machine `machine`, and everything that ever ran on it."""

    machine: Mapping[str, Any]
    arn: str
    clock: Clock
    invoke: Callable[[Invocation], None]
    started: Callable[[Execution], None] = lambda execution: None
    ended: Callable[[Execution], None] = lambda execution: None
    pick: Callable[[int, str], int] = lambda n, what: 0
    executions: dict[str, Execution] = field(default_factory=dict)
    _tokens: dict[str, tuple[Execution, int]] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    def apply(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Do what is asked, at this instant."""
        known: Mapping[str, Callable[..., dict[str, Any]]] = {
            "StartExecution": self._start_execution,
            "SendTaskSuccess": self._send_task_success,
            "DescribeExecution": self._describe_execution,
            "StopExecution": self._stop_execution,
            "RedriveExecution": self._redrive_execution,
        }
        if operation not in known:
            raise NotImplementedError(f"{operation}: the fake knows what Whapp calls; teach it this too")
        return known[operation](**given)

    def _start_execution(self, stateMachineArn: str, name: str, input: str) -> dict[str, Any]:  # noqa: N803 - AWS's names
        if stateMachineArn != self.arn:
            raise Rejected("StateMachineDoesNotExist")
        if not _NAME.fullmatch(name):
            raise Rejected("InvalidName", f"Invalid Name: '{name}'")
        if len(input.encode()) > asl.MAX_DATA:
            raise Rejected("InvalidExecutionInput")
        try:
            data = json.loads(input)
        except ValueError:
            raise Rejected("InvalidExecutionInput") from None
        known = self.executions.get(name)
        if known and not (known.ended and self.clock() >= known.ended + NAME_KEPT):
            if known.runs and known.input == input:
                return {"executionArn": known.arn, "startDate": known.started}
            raise ExecutionAlreadyExists(name)
        execution = self._begun(name, input, data, self.machine, self.clock())
        self._enter(execution, self.machine["StartAt"], data)
        return {"executionArn": execution.arn, "startDate": execution.started}

    def _begun(self, name: str, text: str, given: Any, machine: Mapping[str, Any], at: datetime) -> Execution:
        arn = f"{self.arn.replace(':stateMachine:', ':execution:')}:{name}"
        execution = Execution(machine, name, arn, text, given, at)
        self.executions[name] = execution
        self.started(execution)
        if "TimeoutSeconds" in machine:
            end = at + timedelta(seconds=machine["TimeoutSeconds"])
            execution.alarm = self.clock.at(end, lambda: self._end(execution, "TIMED_OUT", "States.Timeout"))
        return execution

    def waiting(self, execution: Execution) -> Waiting | None:
        """How an execution waits for its token; None if it does not wait for one."""
        token = next((token for token, of in self._tokens.items() if of == (execution, execution.visit)), None)
        if token is None or not execution.timers:
            return None
        until = execution.timers[0].at
        return Waiting(
            execution.name, execution.input, execution.started, execution.state, execution.data, token, until
        )

    def take_up(self, waiting: Waiting, machine: Mapping[str, Any]) -> None:
        """An execution that somebody else began, on another definition perhaps, goes on waiting."""
        execution = self._begun(waiting.name, waiting.input, json.loads(waiting.input), machine, waiting.started)
        execution.state, execution.data = waiting.state, waiting.data
        execution.path.append(waiting.state)
        execution.visit = visit = TAKEN_UP
        self._tokens[waiting.token] = execution, visit
        execution.timers.append(self.clock.at(waiting.until, lambda: self._too_late(execution, visit)))

    def _send_task_success(self, taskToken: str, output: str) -> dict[str, Any]:  # noqa: N803 - AWS's names
        if not _TOKEN.fullmatch(taskToken):
            raise Rejected("InvalidToken", "Invalid Token: 'Invalid token'")
        if len(output.encode()) > asl.MAX_DATA:
            raise Rejected("InvalidOutput")
        try:
            result = json.loads(output)
        except ValueError:
            raise Rejected("InvalidOutput") from None
        if taskToken not in self._tokens:
            raise Rejected("TaskDoesNotExist", "Task does not exist")
        execution, visit = self._tokens[taskToken]
        if taskToken in self._used or not execution.runs or execution.visit != visit:
            raise Rejected("TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'")
        self._used.add(taskToken)
        self._finish(execution, result)
        return {}

    def _describe_execution(self, executionArn: str) -> dict[str, Any]:  # noqa: N803 - AWS's names
        execution = self.executions.get(executionArn.rpartition(":")[2])
        if execution is None:
            raise ExecutionDoesNotExist(executionArn)
        late = self.pick(2, "the description of the execution lags behind")  # documented as eventually consistent
        status = execution.before if late else execution.status
        if status == "NONE":
            raise ExecutionDoesNotExist(executionArn)
        return {"executionArn": executionArn, "name": execution.name, "status": status, "input": execution.input}

    def _stop_execution(self, executionArn: str, error: str = "", cause: str = "") -> dict[str, Any]:  # noqa: N803 - AWS's names
        if len(error) > MAX_ERROR or len(cause) > MAX_CAUSE:
            raise Rejected("ValidationException")
        execution = self.executions.get(executionArn.rpartition(":")[2])
        if execution is None:
            raise ExecutionDoesNotExist(executionArn)
        self._end(execution, "ABORTED", error)
        return {"stopDate": execution.ended}

    def _redrive_execution(self, executionArn: str) -> dict[str, Any]:  # noqa: N803 - AWS's names
        execution = self.executions.get(executionArn.rpartition(":")[2])
        if execution is None:
            raise ExecutionDoesNotExist(executionArn)
        if not self.may_be_redriven(execution):
            raise Rejected("ExecutionNotRedrivable")
        execution.before, execution.status, execution.ended = execution.status, "RUNNING", None
        self._enter(execution, execution.state, execution.data)
        return {"redriveDate": self.clock()}

    def may_be_redriven(self, execution: Execution) -> bool:
        """Whether it came to a bad end, no longer than 14 days ago."""
        if execution.status in ("RUNNING", "SUCCEEDED") or execution.ended is None:
            return False
        return self.clock() <= execution.ended + REDRIVABLE

    def returned(self, invocation: Invocation, payload: Any) -> None:
        """The function answered. For a callback state that means nothing yet."""
        execution = invocation.execution
        if execution.runs and execution.visit == invocation.visit and invocation.token is None:
            self._finish(execution, {"StatusCode": 200, "Payload": payload})

    def failed(self, invocation: Invocation, error: str) -> None:
        """The function raised `error`, or came to its end otherwise (Lambda.Unknown)."""
        if invocation.execution.runs and invocation.execution.visit == invocation.visit:
            self._trouble(invocation.execution, StateError(error))

    def _enter(self, execution: Execution, name: str, data: Any) -> None:
        execution.state, execution.data = name, data
        execution.retries = {}
        execution.path.append(name)
        try:
            self._run(execution)
        except StateError as error:
            self._trouble(execution, error)

    def _run(self, execution: Execution) -> None:
        state = self._begin_visit(execution)
        match state["Type"]:
            case "Task":
                self._dispatch(execution, state)
            case "Choice":
                self._enter(execution, asl.choose(state, self._states(execution)), execution.data)
            case "Succeed":
                self._end(execution, "SUCCEEDED", "")
            case "Fail":
                self._end(execution, "FAILED", state["Error"])

    def _begin_visit(self, execution: Execution) -> Mapping[str, Any]:
        execution.visit += 1
        for timer in execution.timers:
            timer.cancel()
        execution.timers = []
        state: Mapping[str, Any] = execution.machine["States"][execution.state]
        return state

    def _dispatch(self, execution: Execution, state: Mapping[str, Any]) -> None:
        token = None
        if state["Resource"] == asl.CALLBACK:
            token = f"AQCEAAAAKgAAAAMAAAAAAAAAA{execution.name}-{execution.visit}=="
            self._tokens[token] = execution, execution.visit
        states = self._states(execution, token=token)
        asked = asl.evaluate(state["Arguments"], states)
        visit, allowed = execution.visit, asl.seconds(state, states)
        timer = self.clock.after(timedelta(seconds=allowed), lambda: self._too_late(execution, visit))
        execution.timers.append(timer)
        self.invoke(Invocation(execution, visit, asked["FunctionName"], asked["Payload"], token))

    def _too_late(self, execution: Execution, visit: int) -> None:
        if execution.runs and execution.visit == visit:
            self._trouble(execution, StateError("States.Timeout"))

    def _finish(self, execution: Execution, result: Any) -> None:
        state = self._begin_visit(execution)
        try:
            data = (
                asl.evaluate(state["Output"], self._states(execution, result=result)) if "Output" in state else result
            )
            if len(json.dumps(data)) > asl.MAX_DATA:
                raise StateError("States.DataLimitExceeded")
        except StateError as error:
            self._trouble(execution, error)
            return
        self._enter(execution, state["Next"], data)

    def _trouble(self, execution: Execution, error: StateError) -> None:
        """A state failed: again after a while, or on to who catches it, or the end of the execution."""
        state = self._begin_visit(execution)
        for number, retrier in enumerate(state.get("Retry", ())):
            if asl.matches(retrier["ErrorEquals"], error.name):
                tried = execution.retries.get(number, 0)
                if tried < retrier.get("MaxAttempts", 3):
                    execution.retries[number] = tried + 1
                    self._retry_later(execution, retrier, tried)
                    return
                break
        for catcher in state.get("Catch", ()):
            if asl.matches(catcher["ErrorEquals"], error.name):
                told = {"Error": error.name, "Cause": error.cause}
                data = asl.evaluate(catcher.get("Output", told), self._states(execution, error=told))
                self._enter(execution, catcher["Next"], data)
                return
        self._end(execution, "FAILED", error.name)

    def _retry_later(self, execution: Execution, retrier: Mapping[str, Any], tried: int) -> None:
        delay = retrier.get("IntervalSeconds", 1) * retrier.get("BackoffRate", 2.0) ** tried
        delay = min(delay, retrier.get("MaxDelaySeconds", delay))
        if retrier.get("JitterStrategy") == "FULL":
            delay -= delay * self.pick(3, "jitter of the retry") / 2
        execution.timers.append(self.clock.after(timedelta(seconds=delay), lambda: self._again(execution)))

    def _again(self, execution: Execution) -> None:
        try:
            self._run(execution)
        except StateError as error:
            self._trouble(execution, error)

    def _end(self, execution: Execution, status: str, error: str) -> None:
        if not execution.runs:
            return
        execution.visit += 1
        for timer in (*execution.timers, *((execution.alarm,) if execution.alarm else ())):
            timer.cancel()
        execution.before, execution.status = execution.status, status
        execution.ended, execution.error = self.clock(), error
        self.ended(execution)

    def _states(self, execution: Execution, *, token: str | None = None, **more: Any) -> str:
        """What `$states` holds, as JSON."""
        context: dict[str, Any] = {
            "Execution": {"Id": execution.arn, "Name": execution.name, "Input": execution.given},
            "State": {"Name": execution.state, "RetryCount": sum(execution.retries.values())},
        }
        if token:
            context["Task"] = {"Token": token}
        more = {"errorOutput" if name == "error" else name: value for name, value in more.items()}
        return json.dumps({"input": execution.data, "context": context, **more})
