"""Cascades as Step Functions executions."""

from typing import TYPE_CHECKING

from botocore.exceptions import BotoCoreError, ClientError

from whapp.domain.ids import cascade_name
from whapp.domain.request import Request
from whapp.telemetry import logger

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient


SUPERSEDED = "Superseded"


class StepFunctionsCascades:
    """`whapp.ports.Cascades` on a state machine. An execution bears the request's id and round (I18)."""

    def __init__(self, client: "SFNClient", state_machine_arn: str) -> None:
        self._client = client
        self._state_machine_arn = state_machine_arn

    def start(self, request: Request) -> None:
        try:
            self._client.start_execution(
                stateMachineArn=self._state_machine_arn,
                name=execution_name(request),
                input=execution_input(request),
            )
        except self._client.exceptions.ExecutionAlreadyExists:
            return
        except (ClientError, BotoCoreError) as error:
            # The row is written and watched: the janitor starts the cascade within its period.
            logger.warning(
                "cascade not started", request_id=request.id, round=request.round, error=type(error).__name__
            )

    def wake(self, token: str) -> bool:
        try:
            self._client.send_task_success(taskToken=token, output="{}")
        except (ClientError, BotoCoreError) as error:
            # A wait that ended by itself, or an alarm clock that rings late: the next look at the table is right
            # anyway.
            logger.info("nobody woke up", error=type(error).__name__)
            return False
        return True

    def stop(self, request: Request) -> None:
        arn = self._state_machine_arn.replace(":stateMachine:", ":execution:")
        try:
            self._client.stop_execution(executionArn=f"{arn}:{execution_name(request)}", error=SUPERSEDED)
        except (ClientError, BotoCoreError) as error:
            # It never began, or cannot be reached: then it finds at its next look that another generation took over.
            logger.info("nothing stopped", request_id=request.id, error=type(error).__name__)


def execution_name(request: Request) -> str:
    """The name of the execution of this round and generation."""
    return cascade_name(request.id, request.round, request.generation)


def execution_input(request: Request) -> str:
    """Ids and counts only: the history of an execution cannot be erased for 90 days."""
    return f'{{"request_id":"{request.id}","round":{request.round},"generation":{request.generation}}}'
