"""The cascade keeps the house rules, and each rule would notice when it did not."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.rules import asl_rules as rules

CASCADE = Path(__file__).resolve().parents[2] / "statemachines" / "cascade.asl.json"
Plant = Callable[[dict[str, Any]], object]


@pytest.fixture
def cascade() -> dict[str, Any]:
    definition: dict[str, Any] = json.loads(CASCADE.read_text())
    return definition


def at(*path: str | int) -> Callable[[dict[str, Any]], Any]:
    """The part of a definition at this path, counted from its states."""

    def find(asl: dict[str, Any]) -> Any:
        part = asl["States"]
        for step in path:
            part = part[step]
        return part

    return find


ASK = at("Ask and wait")
RETRY = at("Ask and wait", "Retry", 0)
PAYLOAD = at("Ask and wait", "Arguments", "Payload")
CATCH = at("Ask and wait", "Catch", 0)
STATES = at()

PLANTS: list[tuple[rules.Rule, str, Plant]] = [
    (rules.speaks_jsonata, "the machine does not speak", lambda asl: asl.pop("QueryLanguage")),
    (rules.speaks_jsonata, "Ask and wait speaks JSONPath", lambda asl: ASK(asl).update(ResultPath="$.answer")),
    (rules.speaks_jsonata, "Ask and wait speaks JSONPath", lambda asl: ASK(asl).update(QueryLanguage="JSONPath")),
    (rules.every_execution_ends, "may run for ever", lambda asl: asl.pop("TimeoutSeconds")),
    (rules.every_wait_ends, "Ask and wait may wait for ever", lambda asl: ASK(asl).pop("TimeoutSeconds")),
    (rules.every_wait_ends, "takes the end of patience for", lambda asl: ASK(asl).pop("Catch")),
    (rules.every_wait_ends, "takes the end of patience", lambda asl: CATCH(asl).update(ErrorEquals=["Lambda.Unknown"])),
    (rules.every_wait_can_be_woken, "gives nobody its token", lambda asl: PAYLOAD(asl).pop("token")),
    (rules.every_wait_can_be_woken, "gives nobody", lambda asl: PAYLOAD(asl).update(token="{% $states.input.token %}")),
    (rules.only_service_errors_are_retried, "gives up at", lambda asl: ASK(asl).pop("Retry")),
    (rules.only_service_errors_are_retried, "States.ALL", lambda asl: RETRY(asl)["ErrorEquals"].append("States.ALL")),
    (
        rules.only_service_errors_are_retried,
        "States.Timeout",
        lambda asl: RETRY(asl).update(ErrorEquals=["States.Timeout"]),
    ),
    (rules.only_service_errors_are_retried, "with everybody else", lambda asl: RETRY(asl).pop("JitterStrategy")),
    (rules.every_path_ends_in_words, "ends without saying how", lambda asl: ASK(asl).update(End=True)),
    (rules.every_path_ends_in_words, "leads to Elsewhere", lambda asl: ASK(asl).update(Next="Elsewhere")),
    (rules.every_path_ends_in_words, "leads nowhere", lambda asl: at("Decide")(asl).pop("Next")),
    (rules.every_path_ends_in_words, "does not know what to do", lambda asl: at("Which step?")(asl).pop("Default")),
    (
        rules.every_path_ends_in_words,
        "Pause is never reached",
        lambda asl: STATES(asl).update(Pause={"Type": "Succeed"}),
    ),
    (rules.every_path_ends_in_words, "leads round and round", lambda asl: at("Decide")(asl).update(Next="Decide")),
    (rules.every_end_is_an_outcome, "Done is no outcome", lambda asl: STATES(asl).update(Done={"Type": "Succeed"})),
    (rules.every_end_is_an_outcome, "that is expired has no end", lambda asl: STATES(asl).pop("Expired")),
    (rules.every_step_is_known, "never chosen", lambda asl: at("Which step?", "Choices")(asl).pop()),
    (
        rules.every_step_is_known,
        "pray is chosen",
        lambda asl: at("Which step?", "Choices", 0)(asl).update(Condition="{% $states.input.step = 'pray' %}"),
    ),
    (rules.only_ids_counts_and_times_are_told, "passes on address", lambda asl: PAYLOAD(asl).update(address="...")),
    (
        rules.only_ids_counts_and_times_are_told,
        "passes on version that is something else",
        lambda asl: PAYLOAD(asl).update(version="{% $states.input %}"),
    ),
    (
        rules.only_ids_counts_and_times_are_told,
        "whatever it was given",
        lambda asl: at("Decide", "Arguments")(asl).update(Payload="{% $states.input %}"),
    ),
    (rules.only_ids_counts_and_times_are_told, "forgets to pass on version", lambda asl: PAYLOAD(asl).pop("version")),
    (rules.decide_gets_back_what_it_needs, "hands on {'secret': 1}", lambda asl: ASK(asl).pop("Output")),
    (rules.decide_gets_back_what_it_needs, "'seconds': 4", lambda asl: CATCH(asl).update(Output="{% $states.input %}")),
]


def test_the_cascade_keeps_every_house_rule(cascade: dict[str, Any]) -> None:
    assert rules.violations(cascade) == []


@pytest.mark.parametrize(
    ("rule", "sentence", "plant"), PLANTS, ids=[f"{rule.__name__}: {said}" for rule, said, _ in PLANTS]
)
def test_a_planted_mistake_is_noticed(cascade: dict[str, Any], rule: rules.Rule, sentence: str, plant: Plant) -> None:
    plant(cascade)
    assert any(sentence in said for said in rule(cascade))


def test_every_rule_has_been_seen_to_fail() -> None:
    assert {rule for rule, _, _ in PLANTS} == set(rules.RULES)
