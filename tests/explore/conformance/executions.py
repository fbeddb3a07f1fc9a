"""Executions, their names, their task tokens; and messages."""

from tests.explore.conformance import SNS, STATES, Aws, refused, rule

START = STATES + "apireference/API_StartExecution.html"
DESCRIBE = STATES + "apireference/API_DescribeExecution.html"
SUCCESS = STATES + "apireference/API_SendTaskSuccess.html"
PUBLISH = SNS + "api/API_Publish.html"


def _start(aws: Aws, name: str, given: str = "{}") -> str:
    arn: str = aws.stepfunctions.start_execution(stateMachineArn=aws.machine, name=name, input=given)["executionArn"]
    return arn


@rule(START)
def a_running_execution_of_the_same_name_and_input_is_the_same(aws: Aws) -> None:
    assert _start(aws, "same") == _start(aws, "same")


@rule(START)
def a_running_execution_of_the_same_name_with_other_input_is_in_the_way(aws: Aws) -> None:
    _start(aws, "other")
    assert refused(lambda: _start(aws, "other", '{"a":1}'))["Code"] == "ExecutionAlreadyExists"


@rule(START)
def the_name_of_a_closed_execution_is_taken(aws: Aws) -> None:
    aws.stepfunctions.stop_execution(executionArn=_start(aws, "closed"))
    assert refused(lambda: _start(aws, "closed"))["Code"] == "ExecutionAlreadyExists"


@rule(START)
def a_name_has_at_most_80_characters(aws: Aws) -> None:
    assert refused(lambda: _start(aws, "n" * 81))["Code"] in {"InvalidName", "ValidationException"}


@rule(START)
def the_input_must_be_json(aws: Aws) -> None:
    assert refused(lambda: _start(aws, "words", "not json"))["Code"] == "InvalidExecutionInput"


@rule(DESCRIBE)
def an_execution_that_never_was_does_not_exist(aws: Aws) -> None:
    arn = aws.machine.replace(":stateMachine:", ":execution:") + ":nobody"
    answer = refused(lambda: aws.stepfunctions.describe_execution(executionArn=arn))
    assert answer["Code"] == "ExecutionDoesNotExist"


@rule(SUCCESS)
def a_token_that_cannot_be_one_is_invalid(aws: Aws) -> None:
    answer = refused(lambda: aws.stepfunctions.send_task_success(taskToken="no token", output="{}"))
    assert answer["Code"] == "InvalidToken"


@rule(SUCCESS)
def the_output_must_be_json(aws: Aws) -> None:
    answer = refused(lambda: aws.stepfunctions.send_task_success(taskToken="AQCEAAAAKgAAAAMA", output="not json"))
    assert answer["Code"] == "InvalidOutput"


@rule(PUBLISH)
def a_phone_number_is_in_e164(aws: Aws) -> None:
    assert refused(lambda: aws.sns.publish(PhoneNumber="0612345678", Message="hi"))["Code"] == "InvalidParameter"


@rule(PUBLISH)
def a_message_is_not_empty(aws: Aws) -> None:
    answer = refused(lambda: aws.sns.publish(PhoneNumber="+31612345678", Message=""))
    assert answer["Code"] == "InvalidParameter"


@rule(PUBLISH)
def a_topic_must_be_there(aws: Aws) -> None:
    topic = aws.sns.create_topic(Name="conformance")["TopicArn"]
    aws.sns.delete_topic(TopicArn=topic)
    assert refused(lambda: aws.sns.publish(TopicArn=topic, Message="hi"))["Code"] == "NotFound"


@rule(SNS + "api/API_DeleteTopic.html")
def deleting_a_topic_twice_is_no_mistake(aws: Aws) -> None:
    topic = aws.sns.create_topic(Name="twice")["TopicArn"]
    aws.sns.delete_topic(TopicArn=topic)
    aws.sns.delete_topic(TopicArn=topic)


@rule(SNS + "api/API_GetTopicAttributes.html")
def a_topic_that_is_gone_has_no_attributes(aws: Aws) -> None:
    topic = aws.sns.create_topic(Name="gone")["TopicArn"]
    aws.sns.delete_topic(TopicArn=topic)
    assert refused(lambda: aws.sns.get_topic_attributes(TopicArn=topic))["Code"] == "NotFound"


@rule(SNS + "dg/sns-email-notifications.html")
def an_address_counts_once_it_is_confirmed(aws: Aws) -> None:
    topic = aws.sns.create_topic(Name="pending")["TopicArn"]
    aws.sns.subscribe(TopicArn=topic, Protocol="email", Endpoint="anna@example.org")
    assert aws.sns.get_topic_attributes(TopicArn=topic)["Attributes"]["SubscriptionsConfirmed"] == "0"
