"""The Amazon States Language as statemachines/cascade.asl.json uses it, in JSONata: what a state says.

https://states-language.net/spec.html and https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html
Every field that is not understood is refused, so that the file cannot say something that the proof does not hear.
"""

import json
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jsonata import Jsonata

CALLBACK = "arn:aws:states:::lambda:invoke.waitForTaskToken"
INVOKE = "arn:aws:states:::lambda:invoke"
MAX_DATA = 256 * 1024

_MACHINE = frozenset({"Comment", "QueryLanguage", "TimeoutSeconds", "StartAt", "States"})
_FIELDS: Mapping[str, frozenset[str]] = {
    "Task": frozenset({
        "Type", "Comment", "Resource", "Arguments", "TimeoutSeconds", "Output", "Retry", "Catch", "Next",
    }),
    "Choice": frozenset({"Type", "Comment", "Choices", "Default"}),
    "Succeed": frozenset({"Type", "Comment"}),
    "Fail": frozenset({"Type", "Comment", "Error", "Cause"}),
}  # fmt: skip
_RETRY = frozenset(
    {"Comment", "ErrorEquals", "IntervalSeconds", "BackoffRate", "MaxAttempts", "MaxDelaySeconds", "JitterStrategy"}
)
_CATCH = frozenset({"Comment", "ErrorEquals", "Output", "Next"})
_NOT_ALL = frozenset({"States.DataLimitExceeded", "States.Runtime", "States.QueryEvaluationError"})


class StateError(Exception):
    """A state failed, with an error name that Retry and Catch can match."""

    def __init__(self, name: str, cause: str = "") -> None:
        super().__init__(name, cause)
        self.name, self.cause = name, cause


@cache
def load(path: Path) -> Mapping[str, Any]:
    """The machine in a file; NotImplementedError for anything in it that is not understood."""
    machine: Mapping[str, Any] = json.loads(path.read_text())
    _only(machine, _MACHINE, "the machine")
    if machine["QueryLanguage"] != "JSONata":
        raise NotImplementedError("JSONPath")
    for name, state in machine["States"].items():
        _only(state, _FIELDS.get(state["Type"], frozenset()), name)
        for retrier in state.get("Retry", ()):
            _only(retrier, _RETRY, name)
        for catcher in state.get("Catch", ()):
            _only(catcher, _CATCH, name)
        if state["Type"] == "Task" and state["Resource"] not in (CALLBACK, INVOKE):
            raise NotImplementedError(state["Resource"])
    return machine


def _only(given: Mapping[str, Any], known: frozenset[str], where: str) -> None:
    if given.keys() - known:
        raise NotImplementedError(f"{where}: teach the fake what {sorted(given.keys() - known)} means")


@cache
def _compiled(expression: str) -> Any:
    return Jsonata(expression)


def evaluate(template: Any, states: str) -> Any:
    """A value of the file with every {% expression %} in it evaluated; an undefined result is an error, as in AWS.

    `states` is what `$states` holds, as JSON. Nobody may change what comes back: it is not evaluated again.
    """
    if isinstance(template, dict):
        return {name: evaluate(value, states) for name, value in template.items()}
    if isinstance(template, list):
        return [evaluate(value, states) for value in template]
    if isinstance(template, str) and template.startswith("{%") and template.endswith("%}"):
        return _evaluated(template, states)
    return template


@lru_cache(maxsize=65536)
def _evaluated(template: str, states: str) -> Any:
    compiled = _compiled(template[2:-2].strip())
    frame = compiled.create_frame()
    frame.bind("states", json.loads(states))
    result = compiled.evaluate(None, frame)
    if result is None:
        raise StateError("States.QueryEvaluationError", f"{template} is undefined")
    return result


def choose(state: Mapping[str, Any], states: str) -> str:
    """The state that a Choice leads to."""
    for choice in state["Choices"]:
        holds = evaluate(choice["Condition"], states)
        if not isinstance(holds, bool):
            raise StateError("States.QueryEvaluationError", "a condition is neither true nor false")
        if holds:
            next_state: str = choice["Next"]
            return next_state
    if "Default" not in state:
        raise StateError("States.NoChoiceMatched")
    default: str = state["Default"]
    return default


def seconds(state: Mapping[str, Any], states: str) -> int:
    """How long a Task may take."""
    allowed = evaluate(state.get("TimeoutSeconds", 99_999_999), states)
    if not isinstance(allowed, int) or isinstance(allowed, bool) or not 1 <= allowed <= 99_999_999:
        raise StateError("States.QueryEvaluationError", f"TimeoutSeconds is {allowed!r}")
    return allowed


def matches(names: list[str], error: str) -> bool:
    """Whether a Retry or Catch that lists these names hears this error."""
    if error in names:
        return True
    if "States.ALL" in names:
        return error not in _NOT_ALL
    return "States.TaskFailed" in names and error != "States.Timeout"
