"""The house rules of the cascade's state machine. A rule tells in sentences where a definition breaks it."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from jsonata import Jsonata

from whapp.app.decide import NEXT_ROUND
from whapp.domain.request import Status
from whapp.domain.step import StepKind

Asl = Mapping[str, Any]
Rule = Callable[[Asl], Iterator[str]]

WAITS_FOR_TOKEN = ".waitForTaskToken"
TOKEN = "{% $states.context.Task.Token %}"
# All that an execution may hold: its history cannot be erased for 90 days.
IDS_COUNTS_AND_TIMES = {"request_id", "round", "generation", "version", "seconds", "token", "step", "outcome"}
WHAT_DECIDE_NEEDS = {"request_id", "round", "generation"}
WHAT_WAIT_NEEDS = WHAT_DECIDE_NEEDS | {"version", "seconds", "token"}
SERVICE_ERRORS = {
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
    "Lambda.TooManyRequestsException",
    "Lambda.Unknown",
}
STEPS = set(StepKind) - {StepKind.SEARCH}
OUTCOMES = {status for status in Status if status.is_final} | {NEXT_ROUND}
JSON_PATH_FIELDS = {"InputPath", "OutputPath", "ResultPath", "Parameters", "ResultSelector", "SecondsPath", "Variable"}


def violations(asl: Asl) -> list[str]:
    """Everything in this definition that a rule forbids."""
    return [sentence for rule in RULES for sentence in rule(asl)]


def speaks_jsonata(asl: Asl) -> Iterator[str]:
    if asl.get("QueryLanguage") != "JSONata":
        yield "the machine does not speak JSONata"
    for name, state in asl["States"].items():
        if state.get("QueryLanguage", "JSONata") != "JSONata" or JSON_PATH_FIELDS & state.keys():
            yield f"{name} speaks JSONPath"


def every_execution_ends(asl: Asl) -> Iterator[str]:
    if not isinstance(asl.get("TimeoutSeconds"), int):
        yield "an execution may run for ever"


def every_wait_ends(asl: Asl) -> Iterator[str]:
    for name, state in _tasks(asl):
        if not state.get("TimeoutSeconds"):
            yield f"{name} may wait for ever"
        if _is_callback(state) and not any("States.Timeout" in catch["ErrorEquals"] for catch in _catches(state)):
            yield f"{name} takes the end of patience for a mistake"


def every_wait_can_be_woken(asl: Asl) -> Iterator[str]:
    for name, state in _tasks(asl):
        if _is_callback(state) and _payload(state).get("token") != TOKEN:
            yield f"{name} gives nobody its token"


def only_service_errors_are_retried(asl: Asl) -> Iterator[str]:
    for name, state in _tasks(asl):
        retries = state.get("Retry", [])
        if not retries:
            yield f"{name} gives up at Lambda's first hiccup"
        for retry in retries:
            for error in sorted(set(retry["ErrorEquals"]) - SERVICE_ERRORS):
                yield f"{name} tries again after {error}, which is no hiccup of Lambda"
            if retry.get("JitterStrategy") != "FULL":
                yield f"{name} tries again together with everybody else"


def every_path_ends_in_words(asl: Asl) -> Iterator[str]:
    """From the start every state can be reached, and from every state an end."""
    states = asl["States"]
    for name, state in states.items():
        for target in _next(state) - states.keys():
            yield f"{name} leads to {target}, which does not exist"
        if state.get("End"):
            yield f"{name} ends without saying how"
        elif state["Type"] not in {"Succeed", "Fail"} and not _next(state):
            yield f"{name} leads nowhere"
        if state["Type"] == "Choice" and "Default" not in state:
            yield f"{name} does not know what to do with a step it does not know"
    for name in sorted(states.keys() - _reachable(asl, asl["StartAt"])):
        yield f"{name} is never reached"
    for name in states:
        if not any(states[end]["Type"] in {"Succeed", "Fail"} for end in _reachable(asl, name)):
            yield f"{name} leads round and round"


def every_end_is_an_outcome(asl: Asl) -> Iterator[str]:
    ends = {_slug(name): name for name, state in asl["States"].items() if state["Type"] == "Succeed"}
    for slug in sorted(ends.keys() - OUTCOMES):
        yield f"{ends[slug]} is no outcome of a request"
    for outcome in sorted(OUTCOMES - ends.keys()):
        yield f"a request that is {outcome} has no end"


def every_step_is_known(asl: Asl) -> Iterator[str]:
    """The choices name each step and outcome that Decide answers, in its own words."""
    choices = [choice["Condition"] for state in asl["States"].values() for choice in state.get("Choices", [])]
    named = set(re.findall(r"'(\w+)'", " ".join(choices)))
    for word in sorted(named - STEPS - OUTCOMES):
        yield f"{word} is chosen, but never answered"
    for word in sorted((STEPS | OUTCOMES) - named):
        yield f"{word} is answered, but never chosen"


def only_ids_counts_and_times_are_told(asl: Asl) -> Iterator[str]:
    """What a function gets is named field by field, and each field holds what its name says."""
    for name, state in _tasks(asl):
        payload = _payload(state)
        if not payload:
            yield f"{name} passes on whatever it was given"
        for field, value in payload.items():
            if field not in IDS_COUNTS_AND_TIMES:
                yield f"{name} passes on {field}"
            elif value not in {f"{{% $states.input.{field} %}}", TOKEN}:
                yield f"{name} passes on {field} that is something else"
        for field in sorted((WHAT_WAIT_NEEDS if _is_callback(state) else WHAT_DECIDE_NEEDS) - payload.keys()):
            yield f"{name} forgets to pass on {field}"


def decide_gets_back_what_it_needs(asl: Asl) -> Iterator[str]:
    """However a wait ends, exactly the ids of the request are handed on; nothing that a waker said gets in."""
    given = {"request_id": "r1", "round": 1, "generation": 2, "version": 3, "seconds": 4, "step": "ask"}
    heard = {"input": given, "result": {"secret": 1}, "errorOutput": {"Error": "States.Timeout"}}
    for name, state in _tasks(asl):
        for way in [state, *_catches(state)] if _is_callback(state) else []:
            handed_on = _evaluated(way.get("Output", "{% $states.result %}"), heard)
            if handed_on != {field: given[field] for field in WHAT_DECIDE_NEEDS}:
                yield f"{name} hands on {handed_on}"


RULES: tuple[Rule, ...] = (
    speaks_jsonata,
    every_execution_ends,
    every_wait_ends,
    every_wait_can_be_woken,
    only_service_errors_are_retried,
    every_path_ends_in_words,
    every_end_is_an_outcome,
    every_step_is_known,
    only_ids_counts_and_times_are_told,
    decide_gets_back_what_it_needs,
)


def _tasks(asl: Asl) -> Iterator[tuple[str, Asl]]:
    return ((name, state) for name, state in asl["States"].items() if state["Type"] == "Task")


def _is_callback(state: Asl) -> bool:
    return bool(state["Resource"].endswith(WAITS_FOR_TOKEN))


def _payload(state: Asl) -> Mapping[str, Any]:
    payload = state.get("Arguments", {}).get("Payload")
    return payload if isinstance(payload, dict) else {}


def _catches(state: Asl) -> list[Asl]:
    return list(state.get("Catch", []))


def _next(state: Asl) -> set[str]:
    ways = [state, *_catches(state), *state.get("Choices", [])]
    return {way[key] for way in ways for key in ("Next", "Default") if key in way}


def _reachable(asl: Asl, start: str) -> set[str]:
    found: set[str] = set()
    ahead = {start}
    while ahead:
        found |= ahead
        ahead = {target for name in ahead for target in _next(asl["States"].get(name, {}))} - found
    return {name for name in found if name in asl["States"]}


def _slug(name: str) -> str:
    return name.lower().replace(" ", "_")


def _evaluated(template: object, states: Mapping[str, object]) -> object:
    """The value of `{% expression %}`, as Step Functions would find it."""
    if not isinstance(template, str):
        return template
    expression = Jsonata(template.removeprefix("{%").removesuffix("%}"))
    frame = expression.create_frame()
    frame.bind("states", states)
    return expression.evaluate(None, frame)
