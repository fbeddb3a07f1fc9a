"""What goes wrong in the cloud, and time that passes meanwhile."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from local.stack import Stack
from tests.support.neighbourhood import Search

OVERDUE = timedelta(minutes=1)


def stop(stack: Stack, search: Search, generation: int = 1) -> None:
    """Somebody in the console presses "Stop execution"."""
    arn = stack.execution_arn(search.id, generation=generation)
    stack.client("stepfunctions").stop_execution(executionArn=arn)
    assert stack.execution(search.id, generation=generation)[0] == "ABORTED"


@contextmanager
def outage(stack: Stack, function: str, action: str) -> Iterator[None]:
    """Meanwhile this function is refused this action."""
    configuration = stack.client("lambda").get_function_configuration(FunctionName=f"whapp-{function}")
    role, roles = configuration["Role"].rpartition("/")[2], stack.client("iam")
    denial = {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "Action": action, "Resource": "*"}}
    roles.put_role_policy(RoleName=role, PolicyName="outage", PolicyDocument=json.dumps(denial))
    try:
        yield
    finally:
        roles.delete_role_policy(RoleName=role, PolicyName="outage")


def two_minutes_pass(stack: Stack, search: Search) -> None:
    """The request is overdue now, as it would be once the janitor's slack is over."""
    then = datetime.now(UTC) - OVERDUE
    stack.client("dynamodb").update_item(
        TableName=stack.table,
        Key={"pk": {"S": f"REQUEST#{search.id}"}, "sk": {"S": "REQUEST"}},
        UpdateExpression="SET watch_at = :then",
        ConditionExpression="attribute_exists(watch_at)",
        ExpressionAttributeValues={":then": {"S": f"{then:%Y-%m-%dT%H:%M:%S.%f%z}"}},
    )
