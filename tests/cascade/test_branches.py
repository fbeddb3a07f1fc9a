"""Every branch of the real state machine: its waits left in both ways, its ends, its mistakes."""

import pytest

from local.stack import Stack
from tests.cascade import stubs
from tests.cascade.stubs import StubbedCascade
from tests.support.patience import eventually

WAITS = {
    "ask": "Ask and wait",
    "wait": "Wait for waking hours",
    "accompany": "Until the visit",
    "follow_up": "Ask how it went",
}
ENDS = {
    "helped": "Helped",
    "nobody_available": "Nobody available",
    "cancelled": "Cancelled",
    "expired": "Expired",
    "next_round": "Next round",
}


@pytest.fixture(scope="session")
def cascade(stack: Stack) -> StubbedCascade:
    return stubs.deploy(stack)


def walk(cascade: StubbedCascade, script: str, generation: int = 1) -> tuple[str, list[str]]:
    """Its status in the end, and the states it went through except for the two in the middle."""
    return ended(cascade, cascade.begin(script, generation))


def ended(cascade: StubbedCascade, execution: str) -> tuple[str, list[str]]:
    """Wait for its end; then as `walk`."""
    eventually(lambda: cascade.look(execution)["status"] != "RUNNING", 20, f"the end of {execution}")
    states = [state for state in cascade.states(execution) if state not in ("Decide", "Which step?")]
    return cascade.look(execution)["status"], states


@pytest.mark.parametrize("outcome", ENDS)
def test_every_honest_outcome_is_a_success(cascade: StubbedCascade, outcome: str) -> None:
    assert walk(cascade, f"finish-{outcome}") == ("SUCCEEDED", [ENDS[outcome]])


@pytest.mark.parametrize("how", ["woken", "silence"])
@pytest.mark.parametrize("step", WAITS)
def test_every_wait_ends_by_its_time_or_by_being_woken(cascade: StubbedCascade, step: str, how: str) -> None:
    # The end is reached only if the wait hands on the ids: they tell the stub how far it is.
    assert walk(cascade, f"{step}-{how}.finish-expired", generation=3) == ("SUCCEEDED", [WAITS[step], "Expired"])


def test_a_cascade_goes_round_as_often_as_it_must(cascade: StubbedCascade) -> None:
    script = "ask-woken.wait-woken.ask-woken.accompany-woken.follow_up-woken.finish-helped"
    assert walk(cascade, script) == (
        "SUCCEEDED",
        ["Ask and wait", "Wait for waking hours", "Ask and wait", "Until the visit", "Ask how it went", "Helped"],
    )


@pytest.mark.parametrize("script", ["dance", "finish-married", "ask-woken.finish", "search"])
def test_an_answer_that_makes_no_sense_ends_in_unknown_step(cascade: StubbedCascade, script: str) -> None:
    status, states = walk(cascade, script)
    assert (status, states[-1]) == ("FAILED", "Unknown step")


def test_when_lambda_has_no_room_decide_is_tried_again(cascade: StubbedCascade) -> None:
    with cascade.no_capacity():
        execution = cascade.begin("finish-helped")
        turned_away = {"TaskFailed", "TaskStateEntered"}
        eventually(lambda: turned_away <= {event["type"] for event in cascade.history(execution)}, 5, "a refusal")
    assert ended(cascade, execution) == ("SUCCEEDED", ["Helped"])


def test_a_mistake_of_our_own_is_not_tried_again(cascade: StubbedCascade) -> None:
    assert walk(cascade, "raise-mistake") == ("FAILED", [])


def test_these_are_all_states_there_are(cascade: StubbedCascade) -> None:
    described = cascade.stack.client("stepfunctions").describe_state_machine(stateMachineArn=cascade.arn)
    every = {"Decide", "Which step?", "Unknown step", *WAITS.values(), *ENDS.values()}
    assert stubs.state_names(described["definition"]) == every
