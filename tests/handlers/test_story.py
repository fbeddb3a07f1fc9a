"""One query over the logs tells a request's story; what is counted holds nobody's id."""

import json
import logging
import re
from collections.abc import Iterator
from io import StringIO
from typing import Any

import pytest

from tests.handlers.samples import ANNAS_REQUEST, REQUEST
from tests.handlers.test_events import ASKED, SIGNED_UP
from tests.handlers.world import ANNA, BERT, PHONES, ROOT, World
from tests.rules import template_rules
from whapp.telemetry import logger

QUERY: str = template_rules.load(ROOT / "template.yaml")["Resources"]["StoryQuery"]["Properties"]["QueryString"]
PERSONAL = {ANNA, BERT, ANNAS_REQUEST, *PHONES.values()}


@pytest.fixture
def lines(world: World) -> Iterator[list[str]]:
    """The lines of the log, as our functions write them; stirred, for each function has a log of its own."""
    output, found = StringIO(), list[str]()
    handler = logging.StreamHandler(output)
    handler.setFormatter(logger.registered_formatter)
    logging.getLogger(logger.name).addHandler(handler)
    tell_the_story(world)
    found += sorted(output.getvalue().splitlines(), key=hash)
    yield found
    logging.getLogger(logger.name).removeHandler(handler)


def tell_the_story(world: World) -> None:
    """Anna asks, Bert says yes and withdraws again, and nobody rings; and somebody else asks for something too."""
    world.play(*ASKED, "reply/get", "reply/post_yes", "decide/first_look", "reply/post_withdraw")
    other = world.call("POST", "/v1/requests", REQUEST, by=BERT, headers={"idempotency-key": "another"})
    assert other.status == 201
    world.later(hours=1)
    world.play("janitor/schedule")


def ask(query: str, lines: list[str]) -> list[dict[str, Any]]:
    """What the query finds: as much of its language as the saved query uses."""
    fields, wanted, order, _ = (part.strip() for part in query.split("\n| "))
    [needle] = re.findall("^filter @message like /(.+)/$", wanted)
    assert order == "sort @timestamp asc"
    found = sorted((json.loads(line) for line in lines if needle in line), key=lambda line: str(line["timestamp"]))
    names = fields.removeprefix("fields @timestamp, ").split(", ")
    return [{name: line[name] for name in names if line.get(name) is not None} for line in found]


def test_the_saved_query_tells_the_story_in_order(lines: list[str], world: World) -> None:
    story = ask(QUERY.replace("REQUEST_ID", ANNAS_REQUEST), lines)
    assert [(line["function_name"], line["message"]) for line in story] == [
        ("whapp-api", "happened"),
        ("whapp-decide", "happened"),
        ("whapp-decide", "decided"),
        ("whapp-wait", "waiting"),
        ("whapp-reply", "happened"),
        ("whapp-decide", "decided"),
        ("whapp-reply", "happened"),
        ("whapp-janitor", "overdue"),
        ("whapp-janitor", "janitor acted"),
    ]
    told = [what for line in story for what in line.get("happened", "").split()]
    rows = world.call("GET", f"/v1/requests/{ANNAS_REQUEST}/timeline").json["items"]
    assert told == [row["code"] for row in rows] == ["created", "asked", "matched", "withdrawn"]


def test_each_line_names_its_execution(lines: list[str]) -> None:
    story = ask(QUERY.replace("REQUEST_ID", ANNAS_REQUEST), lines)
    executions = [line["execution"] for line in story if line["message"] != "janitor acted"]
    first, second = f"{ANNAS_REQUEST}-1", f"{ANNAS_REQUEST}-2"
    assert executions == [first] * 6 + [second] * 2
    assert [line["asks"] for line in story if line.get("happened") == "asked"] == ["1"]


def counted(printed: str) -> list[dict[str, Any]]:
    """The lines that CloudWatch makes metrics of."""
    return [json.loads(line) for line in printed.splitlines() if line.startswith('{"_aws"')]


def test_what_is_counted_is_true_and_names_the_stack_only(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """I20: no id, no name; whoever reads the metrics learns nothing of anybody."""
    world.play(*SIGNED_UP, "api/post_requests")
    world.later(minutes=3)
    world.play("decide/first_look", "wait/ask_and_wait")
    world.later(minutes=4)
    world.play("reply/post_yes", "reply/post_yes", "api/post_done")
    made = counted(capsys.readouterr().out)
    numbers = {name: value for line in made for name, value in line.items() if name not in ("_aws", "service")}
    assert numbers == {"Requests": [1.0], "Asks": [1.0], "Yeses": [1.0], "MinutesToYes": [7.0], "Helped": [1.0]}
    assert len(made) == 4, "a second tap is not a second yes"
    for line in made:
        assert line["service"] == "whapp"
        [described] = line["_aws"]["CloudWatchMetrics"]
        assert described["Namespace"] == "Whapp"
        assert described["Dimensions"] == [["service"]]
        assert {each["Name"] for each in described["Metrics"]} == line.keys() - {"_aws", "service"}
        assert [secret for secret in PERSONAL if secret in json.dumps(line)] == []


def test_what_is_overdue_is_counted_in_minutes(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    world.play(*SIGNED_UP, "api/post_requests")
    world.later(minutes=20)
    world.play("janitor/schedule")
    [late] = [line["MinutesOverdue"] for line in counted(capsys.readouterr().out) if "MinutesOverdue" in line]
    assert late == [18.0], "two minutes of slack"
