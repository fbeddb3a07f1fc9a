"""Every alarm has its paragraph in docs/operations.md with commands that exist, and every paragraph its alarm."""

import json
import re
import shlex
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from botocore import xform_name
from botocore.session import Session

from tests.rules import template_rules
from whapp.adapters.logbook import COUNTED, MINUTES_OVERDUE, MINUTES_TO_YES, NAMESPACE

PAGE = Path("docs/operations.md").read_text()
TEMPLATE = template_rules.load(Path("template.yaml"))
RESOURCES: dict[str, Any] = TEMPLATE["Resources"]
PARAGRAPHS = dict(re.findall(r"^## (\w+Alarm)\n(.*?)(?=^## |\Z)", PAGE, re.MULTILINE | re.DOTALL))
FIRST_COMMANDS = 3
WARMS_REQUESTS = re.compile(r'\.warm_up\([^)]*"requests"')
EVERYWHERE = {"query", "output", "max-items", "cli-binary-format"}  # the CLI's own, for any command


def test_every_alarm_is_explained_and_nothing_else_is() -> None:
    assert set(PARAGRAPHS) == alarms()


@pytest.mark.parametrize("alarm", PARAGRAPHS)
def test_a_paragraph_tells_what_it_means_and_the_first_three_commands(alarm: str) -> None:
    words, _, block = PARAGRAPHS[alarm].partition("```sh\n")
    assert len(words.split()) > 20
    assert len(block.partition("```")[0].splitlines()) == FIRST_COMMANDS


def test_every_alarm_stands_under_a_promise() -> None:
    table = PAGE.partition("## Which promise, which alarm")[2].partition("\n## ")[0]
    assert set(re.findall(r"\w+Alarm", table)) == alarms()


@pytest.mark.parametrize("line", sorted({line for line in PAGE.splitlines() if "aws " in line and "`" not in line}))
def test_a_command_exists_with_all_its_options(line: str) -> None:
    for command in commands(line):
        service, operation, *rest = command
        known = operations(service)
        assert operation in known, f"aws {service} has no {operation}"
        given = {word[2:] for word in rest if word.startswith("--")} - EVERYWHERE
        assert given <= known[operation], f"aws {service} {operation} takes no {given - known[operation]}"


def test_commands_speak_of_what_is_in_the_template() -> None:
    named = set(re.findall(r"\$\(real (\w+)\)", PAGE))
    assert named
    assert named <= RESOURCES.keys()


def test_the_query_on_the_page_is_the_one_that_is_saved() -> None:
    assert f"```\n{RESOURCES['StoryQuery']['Properties']['QueryString']}```" in PAGE


def test_the_query_reads_every_log_that_tells_of_a_request() -> None:
    read = {group["Ref"] for group in RESOURCES["StoryQuery"]["Properties"]["LogGroupNames"]}
    touching = {
        path.parent.name for path in Path("functions").glob("*/app.py") if WARMS_REQUESTS.search(path.read_text())
    }
    logs = {
        each["LoggingConfig"]["LogGroup"]["Ref"]
        for each in properties("AWS::Serverless::Function")
        if Path(each["CodeUri"]).name in touching
    }
    assert {"InboundSmsLogs", "DecideLogs"} <= logs
    assert read == {*logs, "CascadeLogs"}


def test_an_alarm_listens_for_a_line_that_is_logged() -> None:
    """A line that is named otherwise in the code would leave its alarm silent for ever."""
    code = "".join(path.read_text() for root in ("layers/core", "functions") for path in Path(root).rglob("*.py"))
    logged = set(re.findall(r'logger\.\w+\(\s*"([^"]+)"', code))
    listened = {
        words
        for each in properties("AWS::Logs::MetricFilter")
        for words in re.findall(r'\$\.message = "([^"]+)"', each["FilterPattern"])
    }
    assert len(listened) > 4
    assert listened <= logged


def test_the_dashboard_shows_every_alarm() -> None:
    body = json.dumps(RESOURCES["Dashboard"])
    assert set(re.findall(r"\$\{(\w+Alarm)\.Arn\}", body)) == alarms()


def test_what_is_drawn_is_what_we_count() -> None:
    """A metric that nobody makes would be a line at zero: it looks like peace."""
    body = json.loads(_written_out(RESOURCES["Dashboard"]["Properties"]["DashboardBody"]["Fn::Sub"][0]))
    drawn = [line for widget in body["widgets"] for line in widget["properties"].get("metrics", [])]
    names = {line[1] for line in _continued(drawn) if line[0] == NAMESPACE}
    assert names == {*COUNTED.values(), MINUTES_TO_YES, MINUTES_OVERDUE, "stack-janitor-acted"}


def test_what_alarms_is_what_we_count() -> None:
    alarmed = {
        each["MetricName"] for each in properties("AWS::CloudWatch::Alarm") if each.get("Namespace") == NAMESPACE
    }
    filtered = {each["MetricTransformations"][0]["MetricName"] for each in properties("AWS::Logs::MetricFilter")}
    assert alarmed - filtered <= {*COUNTED.values(), MINUTES_OVERDUE}
    assert filtered <= alarmed


def alarms() -> set[str]:
    """The names of all alarms."""
    return {name for name, each in RESOURCES.items() if each["Type"] == "AWS::CloudWatch::Alarm"}


def properties(kind: str) -> Iterator[dict[str, Any]]:
    """What stands under each resource of this kind, with a !Sub as its text."""
    for each in RESOURCES.values():
        if each["Type"] == kind:
            yield json.loads(re.sub(r'\{"Fn::Sub": ("[^"]*")\}', r"\1", json.dumps(each["Properties"])))


def commands(line: str) -> Iterator[list[str]]:
    """The words behind each `aws` of a line, those inside another command too."""
    words = shlex.split(re.sub(r"\$\(real \w+\)", "NAME", line).replace('"$(', " ; ").replace(')"', " ; "))
    found = " ".join(words).split("aws ")[1:]
    for each in found:
        yield each.split(" ; ")[0].split()


@cache
def operations(service: str) -> dict[str, set[str]]:
    """The commands of a service and the options that each takes, as the CLI derives them from the service's model."""
    model = Session().get_service_model(service)
    return {
        xform_name(name, "-"): {xform_name(option, "-") for option in _options(model.operation_model(name))}
        for name in model.operation_names
    }


def _options(operation: Any) -> list[str]:
    return list(operation.input_shape.members) if operation.input_shape else []


def _written_out(body: str) -> str:
    return body.replace("${AWS::StackName}", "stack").replace("${AllAlarms}", "").replace("${", "").replace('}"', '"')


def _continued(lines: list[list[Any]]) -> Iterator[list[Any]]:
    """Each line of a dashboard with what it takes from the one above."""
    above: list[Any] = []
    for line in lines:
        words = [word for word in line if isinstance(word, str)]
        if words == ["..."]:
            words = above
        above = [above[place] if word == "." else word for place, word in enumerate(words)]
        yield above
