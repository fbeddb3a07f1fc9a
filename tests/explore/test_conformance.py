"""The strict fake keeps AWS's documented rules; what moto and the emulator make of the same rules is listed.

The rules that need a clock to be set are at the end, for the fake only.
"""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import pytest
from botocore.config import Config
from moto import mock_aws

from local.emulator import Emulator, free_port
from tests.explore.cloud.clock import Clock
from tests.explore.cloud.dynamodb import DynamoDB
from tests.explore.cloud.sdk import Sdk
from tests.explore.cloud.sns import Sns
from tests.explore.cloud.stepfunctions import Execution, Invocation, StepFunctions
from tests.explore.cloud.table import Index, Table
from tests.explore.conformance import (
    DYNAMODB,
    RULES,
    STATES,
    TABLE,
    Aws,
    Rule,
    executions,
    items,
    put,
    refused,
    transactions,
    value,
)

MODULES = (items, transactions, executions)  # importing them registers their rules
REGION = "eu-west-1"
MACHINE = f"arn:aws:states:{REGION}:123456789012:stateMachine:conformance"
TOPICS = f"arn:aws:sns:{REGION}:123456789012:"
# What the emulators do not keep, as of moto 5.2.5 and ministack 1.5.33. A rule that is kept after all fails its test.
MOTO_GAPS = {
    "a_token_that_cannot_be_one_is_invalid": "says yes to any token",
    "the_output_must_be_json": "does not look at the output",
    "a_message_is_not_empty": "sends empty messages",
    "a_transaction_holds_at_most_4_megabytes": "does not weigh transactions",
    "an_index_key_has_the_type_that_the_index_says": "does not look at the keys of indexes",
    "a_number_has_at_most_38_digits": "does not count digits",
    "a_page_that_is_full_names_its_last_key_even_at_the_end": "looks ahead",
    "the_same_token_again_changes_nothing_and_succeeds": "ignores the client request token",
    "the_same_token_for_something_else_is_refused": "ignores the client request token",
}
EMULATOR_GAPS = {
    "a_running_execution_of_the_same_name_and_input_is_the_same": "says that it exists already",
    "a_name_has_at_most_80_characters": "does not look at names",
    "the_input_must_be_json": "does not look at the input",
    "a_token_that_cannot_be_one_is_invalid": "says that the task does not exist",
    "the_output_must_be_json": "says that the task does not exist",
    "a_phone_number_is_in_e164": "sends to any number",
    "a_message_is_not_empty": "sends empty messages",
    "one_attribute_is_named_once_in_an_update": "lets the last one win",
}

WAITING = {
    "QueryLanguage": "JSONata",
    "StartAt": "Wait",
    "States": {
        "Wait": {
            "Type": "Task",
            "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken",
            "Arguments": {"FunctionName": "wait", "Payload": {"token": "{% $states.context.Task.Token %}"}},
            "TimeoutSeconds": 60,
            "Retry": [{"ErrorEquals": ["Lambda.Unknown"], "IntervalSeconds": 2, "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["States.Timeout"], "Next": "End", "Output": {"late": True}}],
            "Next": "End",
        },
        "End": {"Type": "Succeed"},
    },
}
TABLE_DEFINITION: dict[str, Any] = {
    "TableName": TABLE,
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [
        {"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "other_pk", "other_sk")
    ],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "other",
            "KeySchema": [
                {"AttributeName": "other_pk", "KeyType": "HASH"},
                {"AttributeName": "other_sk", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
}


class Fake:
    """The strict fake with one table, one machine, and a clock."""

    def __init__(self) -> None:
        self.clock = Clock(datetime(2026, 11, 24, 9, tzinfo=UTC))
        self.table = Table(TABLE, {"other": Index("other", "other_pk", "other_sk")})
        self.dynamodb = DynamoDB(self.table, self.clock)
        self.invoked: list[Invocation] = []
        self.ended: list[Execution] = []
        self.states = StepFunctions(
            WAITING, MACHINE, self.clock, self.invoked.append, lambda _: None, self.ended.append
        )
        self.sns = Sns(self.clock, TOPICS)
        sdk = Sdk({"dynamodb": self.dynamodb, "stepfunctions": self.states, "sns": self.sns})
        self.aws = Aws(sdk.client("dynamodb"), sdk.client("stepfunctions"), sdk.client("sns"), MACHINE)

    def start(self, name: str = "one") -> str:
        """Start an execution; the token that it waits with."""
        self.aws.stepfunctions.start_execution(stateMachineArn=MACHINE, name=name, input="{}")
        return self.invoked[-1].token or ""

    def pass_time(self, **time: float) -> None:
        self.clock.move_to(self.clock.time + timedelta(**time))

    def succeed(self, token: str, output: str = "{}") -> None:
        self.aws.stepfunctions.send_task_success(taskToken=token, output=output)


@pytest.fixture
def fake() -> Fake:
    return Fake()


def _made(endpoint: str | None = None) -> Aws:
    """A table and a machine in moto or the emulator; validation is the cloud's to do, so the SDK's own is off."""
    config = Config(parameter_validation=False, retries={"total_max_attempts": 1})
    clients: list[Any] = [
        boto3.client(
            name, region_name=REGION, endpoint_url=endpoint, config=config,
            aws_access_key_id="test", aws_secret_access_key="test",
        )
        for name in ("dynamodb", "stepfunctions", "sns", "iam")
    ]  # fmt: skip
    dynamodb, states, sns, iam = clients
    role = iam.create_role(RoleName="conformance", AssumeRolePolicyDocument="{}")["Role"]["Arn"]
    dynamodb.create_table(**TABLE_DEFINITION)
    wait = {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 600, "End": True}}}
    machine = states.create_state_machine(name="conformance", definition=json.dumps(wait), roleArn=role)
    return Aws(dynamodb, states, sns, machine["stateMachineArn"])


@pytest.fixture(scope="module")
def moto() -> Iterator[Aws]:
    with mock_aws():
        yield _made()


@pytest.fixture(scope="module")
def emulator() -> Iterator[Aws]:
    running = Emulator(free_port())
    running.start()
    try:
        yield _made(running.endpoint)
    finally:
        running.stop()


def _rules(gaps: dict[str, str]) -> list[Any]:
    return [
        pytest.param(rule, id=rule.name, marks=[pytest.mark.xfail(reason=gaps[rule.name])] if rule.name in gaps else [])
        for rule in RULES
    ]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_the_fake_keeps_the_rule(rule: Rule, fake: Fake) -> None:
    rule.check(fake.aws)


@pytest.mark.parametrize("rule", _rules(MOTO_GAPS))
def test_moto_keeps_the_rule(rule: Rule, moto: Aws) -> None:
    rule.check(moto)


@pytest.mark.parametrize("rule", _rules(EMULATOR_GAPS))
def test_the_emulator_keeps_the_rule(rule: Rule, emulator: Aws) -> None:
    rule.check(emulator)


def test_every_rule_names_its_source() -> None:
    assert len(RULES) >= 40
    assert all(rule.source.startswith("https://docs.aws.amazon.com/") for rule in RULES)
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_token_of_a_transaction_lives_for_ten_minutes(fake: Fake) -> None:
    """API_TransactWriteItems: "A client request token is valid for 10 minutes after the first request"."""
    action = put("life", "a", "attribute_not_exists(pk)")
    fake.aws.write(action, ClientRequestToken="t")
    fake.pass_time(minutes=9)
    fake.aws.write(action, ClientRequestToken="t")
    fake.pass_time(minutes=2)
    answer = refused(lambda: fake.aws.write(action, ClientRequestToken="t"))
    assert answer["Code"] == "TransactionCanceledException"


def test_an_index_may_lag_behind_and_the_table_may_not(fake: Fake) -> None:
    """HowItWorks.ReadConsistency: reads of a global secondary index are eventually consistent."""
    fake.aws.put("lag", other_pk="x", other_sk="y")
    fake.dynamodb.pick = lambda n, what: 1
    asked = {"IndexName": "other", "KeyConditionExpression": "other_pk = :x"}
    late = fake.aws.dynamodb.query(TableName=TABLE, ExpressionAttributeValues={":x": value("x")}, **asked)
    assert late["Items"] == []
    assert fake.aws.query("lag")["Count"] == 1


def test_a_batch_may_leave_keys_for_later(fake: Fake) -> None:
    """API_BatchGetItem: "UnprocessedKeys"."""
    fake.aws.put("left")
    fake.dynamodb.pick = lambda n, what: n - 1
    keys = [{"pk": value("left"), "sk": value(sk)} for sk in ("a", "b")]
    answer = fake.aws.dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys, "ConsistentRead": True}})
    assert len(answer["UnprocessedKeys"][TABLE]["Keys"]) == 1
    assert answer["UnprocessedKeys"][TABLE]["ConsistentRead"] is True


def test_ttl_removes_late_or_never(fake: Fake) -> None:
    """TTL: "items are typically deleted within a few days of their expiration"; until then they are read."""
    fake.aws.put("old", expires_at=int(fake.clock.time.timestamp()) - 1)
    assert fake.aws.get("old")
    assert fake.dynamodb.broom(("old", "a"))
    assert fake.aws.get("old") is None


def test_a_token_is_good_once(fake: Fake) -> None:
    """API_SendTaskSuccess: TaskTimedOut, "the task token has either expired or the task ... has already completed"."""
    token = fake.start()
    fake.succeed(token)
    assert refused(lambda: fake.succeed(token))["Code"] == "TaskTimedOut"


def test_a_time_out_kills_the_token(fake: Fake) -> None:
    """connect-to-resource: a callback ends by its token or by its time-out."""
    token = fake.start()
    fake.pass_time(seconds=61)
    assert refused(lambda: fake.succeed(token))["Code"] == "TaskTimedOut"
    assert fake.ended[0].status == "SUCCEEDED", "the time-out is caught"


def test_a_stopped_execution_kills_the_token(fake: Fake) -> None:
    """API_SendTaskSuccess."""
    token = fake.start()
    fake.aws.stepfunctions.stop_execution(executionArn=fake.states.executions["one"].arn)
    assert refused(lambda: fake.succeed(token))["Code"] == "TaskTimedOut"


def test_an_unknown_token_belongs_to_no_task(fake: Fake) -> None:
    """API_SendTaskSuccess: TaskDoesNotExist."""
    assert refused(lambda: fake.succeed("AQCEAAAAKgAAAAMAAAA"))["Code"] == "TaskDoesNotExist"


def test_an_output_has_at_most_256_kilobytes(fake: Fake) -> None:
    """API_SendTaskSuccess: output, maximum length 262144."""
    token = fake.start()
    assert refused(lambda: fake.succeed(token, json.dumps("x" * 262_144)))["Code"] == "InvalidOutput"


def test_each_retry_brings_a_new_token(fake: Fake) -> None:
    """concepts-error-handling: a retry runs the state again; connect-to-resource: a token for each task."""
    token = fake.start()
    fake.states.failed(fake.invoked[-1], "Lambda.Unknown")
    fake.pass_time(seconds=5)
    assert len(fake.invoked) == 2
    assert fake.invoked[-1].token != token
    assert refused(lambda: fake.succeed(token))["Code"] == "TaskTimedOut"
    fake.succeed(fake.invoked[-1].token or "")


def test_an_error_that_nobody_names_ends_the_execution(fake: Fake) -> None:
    """concepts-error-handling: "the execution fails" when neither Retry nor Catch matches."""
    fake.start()
    fake.states.failed(fake.invoked[-1], "ValueError")
    assert (fake.ended[0].status, fake.ended[0].error) == ("FAILED", "ValueError")


def test_a_name_is_free_again_after_90_days(fake: Fake) -> None:
    """API_StartExecution: "This name must be unique ... for 90 days"."""
    fake.succeed(fake.start())
    fake.pass_time(days=91)
    fake.start()
    assert len(fake.invoked) == 2


def test_a_redrive_runs_the_failed_state_again_within_14_days(fake: Fake) -> None:
    """redrive-executions."""
    fake.start()
    fake.states.failed(fake.invoked[-1], "ValueError")
    arn = fake.states.executions["one"].arn
    fake.aws.stepfunctions.redrive_execution(executionArn=arn)
    assert len(fake.invoked) == 2
    fake.succeed(fake.invoked[-1].token or "")
    assert fake.states.executions["one"].status == "SUCCEEDED"
    assert (
        refused(lambda: fake.aws.stepfunctions.redrive_execution(executionArn=arn))["Code"] == "ExecutionNotRedrivable"
    )


def test_what_the_fake_does_not_know_it_refuses_loudly(fake: Fake) -> None:
    with pytest.raises(NotImplementedError):
        fake.aws.dynamodb.scan(TableName=TABLE)
    with pytest.raises(NotImplementedError):
        fake.aws.update("x", "DELETE a :one", values={":one": 1})
    with pytest.raises(NotImplementedError):
        fake.aws.stepfunctions.send_task_heartbeat(taskToken="x")
    assert DYNAMODB
    assert STATES
