"""What the machinery keeps of people: nothing in executions, nothing in logs (I20).

Runs last, so that it looks at what every other story left behind.
"""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from local.deploy import STACK
from local.stack import Stack
from tests.rules import template_rules
from tests.support.discretion import CANARY
from tests.support.neighbourhood import Neighbourhood, Search
from tests.support.patience import eventually
from tests.support.phone import LINK, MATCHED


@pytest.fixture
def search(neighbourhood: Neighbourhood) -> Search:
    """A whole story, so that there is something to look at when this file runs alone."""
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    anna.taps("contact")
    truus.is_told(MATCHED)
    truus.is_helped(search)
    return search


def test_executions_hold_nothing_of_people(search: Search, stack: Stack) -> None:
    kept = list(_executions(stack))
    assert any(search.id in each for each in kept)
    _assert_nothing_personal(stack, kept)


def test_logs_hold_nothing_of_people(search: Search, stack: Stack) -> None:
    kept = list(_log_lines(stack))
    assert any(search.id in line for line in kept)
    _assert_nothing_personal(stack, kept)


def test_the_saved_query_tells_the_story_of_a_request(search: Search, stack: Stack) -> None:
    """Asked of the logs that the functions wrote. The emulator finds no fields in a line, so it hands on the lines."""
    saved = template_rules.load(Path("template.yaml"))["Resources"]["StoryQuery"]["Properties"]
    names = {each["LogicalResourceId"]: each["PhysicalResourceId"] for each in _resources(stack)}
    logs, now = stack.client("logs"), int(time.time())
    asked = logs.start_query(
        logGroupNames=[names[group["Ref"]] for group in saved["LogGroupNames"]],
        startTime=now - 3600,
        endTime=now + 60,
        queryString=saved["QueryString"].replace("REQUEST_ID", search.id).replace("fields ", "fields @message, "),
    )
    eventually(lambda: logs.get_query_results(queryId=asked["queryId"])["status"] == "Complete", 30, "the answer")
    found = logs.get_query_results(queryId=asked["queryId"])["results"]
    told = [field["value"] for line in found for field in line if field["field"] == "@message"]
    lines = [json.loads(line) for line in told if line.startswith("{")]
    assert [what for line in lines for what in line.get("happened", "").split()] == search.timeline()
    assert {line["execution"] for line in lines if "execution" in line} == {f"{search.id}-1"}
    assert [line["outcome"] for line in lines if line.get("outcome")] == ["helped"]


@pytest.mark.usefixtures("search")
def test_no_function_logged_an_error(stack: Stack) -> None:
    lines = [json.loads(line) for line in _log_lines(stack) if line.startswith("{")]
    counts = [line for line in lines if "_aws" in line]
    assert any("Yeses" in line for line in counts), "CloudWatch gets nothing to make metrics of"
    assert not [line for line in lines if line not in counts and line["level"] not in ("INFO", "WARNING")]


def _assert_nothing_personal(stack: Stack, kept: list[str]) -> None:
    links = [link[0] for sms in stack.sms() if (link := LINK.search(sms.text))]
    secrets = {link.rpartition("/")[2][16:] for link in links}  # behind the id of the request
    names = {"Truus", "Anna", "Cor "}
    for personal in {CANARY, "+3163", "example.org", *names, *secrets}:
        assert not [each for each in kept if personal in each], personal


def _executions(stack: Stack) -> Iterator[str]:
    """Input, output and every event of every execution of the cascade."""
    cascades = stack.client("stepfunctions")
    pages = cascades.get_paginator("list_executions").paginate(stateMachineArn=stack.cascade_arn)
    for execution in (each for page in pages for each in page["executions"]):
        arn = execution["executionArn"]
        yield _text(cascades.describe_execution(executionArn=arn))
        yield _text(cascades.get_execution_history(executionArn=arn, maxResults=1000))


def _log_lines(stack: Stack) -> Iterator[str]:
    logs = stack.client("logs")
    for group in logs.describe_log_groups()["logGroups"]:
        pages = logs.get_paginator("filter_log_events").paginate(logGroupName=group["logGroupName"])
        yield from (event["message"] for page in pages for event in page["events"])


def _resources(stack: Stack) -> list[Any]:
    pages = stack.client("cloudformation").get_paginator("list_stack_resources").paginate(StackName=STACK)
    return [each for page in pages for each in page["StackResourceSummaries"]]


def _text(answer: Any) -> str:
    return json.dumps(answer, default=str, ensure_ascii=False)
