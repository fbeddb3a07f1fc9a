"""The real state machine with two functions that do as they are told, so that every branch of it can be walked.

What they shall do stands in the request's id, as words with dots between them; the round counts how far we are. So the
stubs remember nothing, and a wait that does not hand on round and generation is seen at once.
"""

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from local.stack import Stack

DEFINITION = Path("statemachines/cascade.asl.json")

_DECIDE = """
WAITS = ("ask", "wait", "accompany", "follow_up")

def handler(event, context):
    assert set(event) == {"request_id", "round", "generation"}, event
    word = event["request_id"].split(".")[event["round"] - 1]
    step, _, how = word.partition("-")
    if step == "raise":
        raise KeyError(how)
    return {
        "request_id": event["request_id"],
        "round": event["round"] + 1,
        "generation": event["generation"],
        "step": step,
        "outcome": None if step in WAITS else how,
        "seconds": {"woken": 600, "silence": 1}.get(how, 0),
        "version": 7,
    }
"""

_WAIT = """
import boto3

def handler(event, context):
    expected = {"request_id", "round", "generation", "version", "seconds", "token"}
    client = boto3.client("stepfunctions")
    if set(event) != expected or event["version"] != 7 or not event["token"]:
        client.send_task_failure(taskToken=event["token"], error="WrongPayload", cause=str(sorted(event)))
    elif event["seconds"] == 600:
        client.send_task_success(taskToken=event["token"], output="{}")
"""


@dataclass(frozen=True)
class StubbedCascade:
    """A state machine made from the real definition."""

    stack: Stack
    arn: str

    def begin(self, script: str, generation: int = 1) -> str:
        """Start an execution that goes as the script says; returns its address."""
        given = {"request_id": script, "round": 1, "generation": generation}
        begun = self.stack.client("stepfunctions").start_execution(stateMachineArn=self.arn, input=json.dumps(given))
        return str(begun["executionArn"])

    def look(self, execution: str) -> dict[str, Any]:
        """The execution as it is now."""
        answer: dict[str, Any] = self.stack.client("stepfunctions").describe_execution(executionArn=execution)
        return answer

    def history(self, execution: str) -> list[dict[str, Any]]:
        """What happened in it so far."""
        client = self.stack.client("stepfunctions")
        events: list[dict[str, Any]] = client.get_execution_history(executionArn=execution, maxResults=1000)["events"]
        return events

    def states(self, execution: str) -> list[str]:
        """The states it went through so far."""
        entered = (event.get("stateEnteredEventDetails") for event in self.history(execution))
        return [details["name"] for details in entered if details]

    @contextmanager
    def no_capacity(self) -> Iterator[None]:
        """Meanwhile Lambda turns away every call of Decide."""
        functions = self.stack.client("lambda")
        functions.put_function_concurrency(FunctionName="stub-decide", ReservedConcurrentExecutions=0)
        try:
            yield
        finally:
            functions.delete_function_concurrency(FunctionName="stub-decide")


def deploy(stack: Stack) -> StubbedCascade:
    """The real definition, with the real roles, around the stubs."""
    cascades = stack.client("stepfunctions")
    definition = DEFINITION.read_text()
    for name, code in (("decide", _DECIDE), ("wait", _WAIT)):
        definition = definition.replace(f"${{{name.capitalize()}FunctionArn}}", _function(stack, name, code))
    role = cascades.describe_state_machine(stateMachineArn=stack.cascade_arn)["roleArn"]
    made = cascades.create_state_machine(name="stubbed-cascade", definition=definition, roleArn=role)
    return StubbedCascade(stack, made["stateMachineArn"])


def _function(stack: Stack, name: str, code: str) -> str:
    functions = stack.client("lambda")
    real = functions.get_function_configuration(FunctionName=f"whapp-{name}")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("app.py", code)
    made = functions.create_function(
        FunctionName=f"stub-{name}",
        Runtime=real["Runtime"],
        Role=real["Role"],
        Handler="app.handler",
        Code={"ZipFile": packed.getvalue()},
    )
    return str(made["FunctionArn"])


def state_names(definition: str) -> set[str]:
    """The names of the states of a definition."""
    return set(json.loads(definition)["States"])
