"""Cascades as executions: their names, what they are given, and what the refusals of the service mean."""

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING

import boto3
import pytest
from botocore.exceptions import EndpointConnectionError
from botocore.stub import Stubber

from tests.support.builders import MORNING, REQUEST_ID, a_request
from tests.support.table import REGION
from whapp.adapters.stepfunctions import StepFunctionsCascades
from whapp.domain.request import Wording

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

MACHINE = f"arn:aws:states:{REGION}:123456789012:stateMachine:whapp-cascade"
EXECUTION = f"arn:aws:states:{REGION}:123456789012:execution:whapp-cascade"
REQUEST = a_request(wording=Wording(text="melk", address="Dorpsstraat 1"))
STARTED = {"executionArn": f"{EXECUTION}:x", "startDate": MORNING}


@pytest.fixture
def client(credentials: None) -> "SFNClient":
    return boto3.client("stepfunctions", region_name=REGION)


@pytest.fixture
def service(client: "SFNClient") -> Iterator[Stubber]:
    with Stubber(client) as stubber:
        yield stubber
        stubber.assert_no_pending_responses()


@pytest.fixture
def cascades(client: "SFNClient") -> StepFunctionsCascades:
    return StepFunctionsCascades(client, MACHINE)


@pytest.mark.parametrize(
    ("round_", "generation", "name"),
    [(1, 1, f"{REQUEST_ID}-1"), (2, 1, f"{REQUEST_ID}-2"), (2, 3, f"{REQUEST_ID}-2-3")],
)
def test_an_execution_is_named_after_request_round_and_generation(
    service: Stubber, cascades: StepFunctionsCascades, round_: int, generation: int, name: str
) -> None:
    """I18, I20: and it is given ids and counts only."""
    given = {"request_id": REQUEST_ID, "round": round_, "generation": generation}
    expected = {"stateMachineArn": MACHINE, "name": name, "input": json.dumps(given, separators=(",", ":"))}
    service.add_response("start_execution", STARTED, expected)
    cascades.start(a_request(round=round_, generation=generation, wording=REQUEST.wording))


@pytest.mark.parametrize(
    "code", ["ExecutionAlreadyExists", "ExecutionLimitExceeded", "ThrottlingException", "StateMachineDoesNotExist"]
)
def test_starting_never_fails(service: Stubber, cascades: StepFunctionsCascades, code: str) -> None:
    """Promise 3: the row is written, so the janitor will see to it."""
    service.add_client_error("start_execution", service_error_code=code)
    cascades.start(REQUEST)


def test_a_service_that_is_out_of_reach_is_no_error_either(
    client: "SFNClient", cascades: StepFunctionsCascades, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_route(**_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://states")

    for call in ("start_execution", "send_task_success"):
        monkeypatch.setattr(client, call, no_route)
    cascades.start(REQUEST)
    assert not cascades.wake("token")


def test_waking_ends_the_wait_with_nothing_in_its_hands(service: Stubber, cascades: StepFunctionsCascades) -> None:
    service.add_response("send_task_success", {}, {"taskToken": "token", "output": "{}"})
    assert cascades.wake("token")


@pytest.mark.parametrize("code", ["TaskTimedOut", "TaskDoesNotExist", "InvalidToken", "ThrottlingException"])
def test_a_wait_that_is_over_cannot_be_woken(service: Stubber, cascades: StepFunctionsCascades, code: str) -> None:
    """A late alarm harms nobody."""
    service.add_client_error("send_task_success", service_error_code=code)
    assert not cascades.wake("token")


def test_what_is_replaced_is_stopped(service: Stubber, cascades: StepFunctionsCascades) -> None:
    stopped = {"executionArn": f"{EXECUTION}:{REQUEST_ID}-1-2", "error": "Superseded"}
    service.add_response("stop_execution", {"stopDate": MORNING}, stopped)
    cascades.stop(a_request(generation=2))
    service.assert_no_pending_responses()


@pytest.mark.parametrize("code", ["ExecutionDoesNotExist", "ThrottlingException"])
def test_what_never_began_or_is_out_of_reach_need_not_be_stopped(
    service: Stubber, cascades: StepFunctionsCascades, code: str
) -> None:
    service.add_client_error("stop_execution", service_error_code=code)
    cascades.stop(REQUEST)
    service.assert_no_pending_responses()
