"""Nothing is lost: whatever happens to a cascade, its request ends (I13, I14)."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from local.stack import Stack
from tests.support.neighbourhood import Neighbourhood, Search
from tests.support.patience import eventually
from tests.support.phone import MATCHED, NOBODY_AVAILABLE, RELEASED, VISIT_CANCELLED

SCHEDULE = Path("events/janitor/schedule.json")


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
    """The request is overdue now, as it would be after the janitor's slack."""
    stack.client("dynamodb").update_item(
        TableName=stack.table,
        Key={"pk": {"S": f"REQUEST#{search.id}"}, "sk": {"S": "REQUEST"}},
        UpdateExpression="SET watch_at = :then",
        ConditionExpression="attribute_exists(watch_at)",
        ExpressionAttributeValues={
            ":then": {"S": f"{datetime.now(UTC) - timedelta(minutes=1):%Y-%m-%dT%H:%M:%S.%f%z}"}
        },
    )


def janitor_comes_by(stack: Stack) -> Any:
    """What the schedule does every few minutes."""
    answer = stack.client("lambda").invoke(FunctionName="whapp-janitor", Payload=SCHEDULE.read_bytes())
    return json.loads(answer["Payload"].read())


def test_a_cascade_that_was_stopped_begins_again_and_the_request_ends(
    neighbourhood: Neighbourhood, stack: Stack
) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    stop(stack, search)
    bea.is_asked()
    search.is_in("Ask and wait", generation=2)
    stop(stack, search, generation=2)
    bea.says_yes()
    truus.is_told(MATCHED)
    search.is_in("Until the visit", generation=3)
    truus.is_helped(search, generation=3)


def test_a_cascade_that_was_stopped_before_its_end_tells_what_is_left_to_tell(
    neighbourhood: Neighbourhood, stack: Stack
) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    search.is_in("Wait for waking hours")
    stop(stack, search)
    truus.is_told(NOBODY_AVAILABLE)
    search.ends_in("Nobody available", generation=2)


def test_a_wake_up_that_was_lost_is_repeated(neighbourhood: Neighbourhood, stack: Stack) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    search.is_in("Until the visit")
    with outage(stack, "api", "states:SendTaskSuccess"):
        truus.cancels(search)
    assert stack.execution(search.id)[0] == "RUNNING"
    two_minutes_pass(stack, search)
    assert janitor_comes_by(stack)["woken"] == 1
    anna.is_told(VISIT_CANCELLED)
    search.ends_in("Cancelled")


def test_a_search_that_could_not_begin_is_begun(neighbourhood: Neighbourhood, stack: Stack) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    with outage(stack, "api", "states:StartExecution"):
        search = truus.asks_for("groceries")
    assert truus.sees(search)["status"] == "open"
    two_minutes_pass(stack, search)
    assert janitor_comes_by(stack)["restarted"] == 1
    anna.is_asked()
    truus.cancels(search)
    anna.is_told(RELEASED)
    search.ends_in("Cancelled", generation=2)


def test_the_janitor_leaves_alone_what_goes_well(neighbourhood: Neighbourhood, stack: Stack) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    search.is_in("Until the visit")
    before = stack.execution(search.id)
    assert not any(janitor_comes_by(stack).values())
    assert stack.execution(search.id) == before
    truus.is_helped(search)


def test_the_schedule_of_the_janitor_is_on(stack: Stack) -> None:
    rules = stack.client("events").list_rules()["Rules"]
    [schedule] = [rule for rule in rules if rule.get("ScheduleExpression")]
    assert (schedule["ScheduleExpression"], schedule["State"]) == ("rate(1 minute)", "ENABLED")
    group = next(
        each["logGroupName"]
        for each in stack.client("logs").describe_log_groups()["logGroups"]
        if "JanitorLogs" in each["logGroupName"]
    )
    logs = stack.client("logs")
    eventually(lambda: logs.filter_log_events(logGroupName=group)["events"], 70, "the janitor's first round")
