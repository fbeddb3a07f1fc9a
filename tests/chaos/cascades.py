"""What became of the cascades: which of them died, and of what."""

from collections.abc import Collection, Iterator
from contextlib import closing, contextmanager

from local.stack import Stack

RESTARTED = "States.ServiceRestart"  # what the emulator says of those that were running when it stopped


class Cascades:
    """Every execution of the state machine. Nobody withdraws here, so all of them are of a first round."""

    def __init__(self, stack: Stack) -> None:
        self._client, self._machine = stack.client("stepfunctions"), stack.cascade_arn

    def that(self, status: str, requests: Collection[str]) -> dict[tuple[str, int], str]:
        """The request and generation of each cascade for one of these that is in this status, and its ARN."""
        pages = self._client.get_paginator("list_executions").paginate(
            stateMachineArn=self._machine, statusFilter=status
        )
        found = {_named(each["name"]): each["executionArn"] for page in pages for each in page["executions"]}
        return {named: arn for named, arn in found.items() if named[0] in requests}

    def died_of(self, error: str, requests: Collection[str]) -> set[tuple[str, int]]:
        """The request and generation of each cascade for one of these that failed with this error."""
        failed = self.that("FAILED", requests).items()
        return {named for named, arn in failed if self._client.describe_execution(executionArn=arn)["error"] == error}

    def close(self) -> None:
        self._client.close()


@contextmanager
def schedule_off(stack: Stack) -> Iterator[None]:
    """Meanwhile the janitor hears of events, and of nothing else."""
    with closing(stack.client("events")) as rules:
        [schedule] = (rule["Name"] for rule in rules.list_rules()["Rules"] if "ScheduleExpression" in rule)
        rules.disable_rule(Name=schedule)
        try:
            yield
        finally:
            rules.enable_rule(Name=schedule)


def _named(execution: str) -> tuple[str, int]:
    request_id, _, *generation = execution.split("-")
    return request_id, int(generation[0]) if generation else 1
