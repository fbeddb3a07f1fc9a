"""What a function costs once it runs: its first call to the cloud, to a later one; a request, to a bare handler.

The bare handler makes the same calls with boto3, picks the same fields and writes the same JSON, without checking,
logging or routing. Both talk to a server in another process that answers what the strict fake answered.
"""

import json
from collections.abc import Callable, Mapping
from statistics import median
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks import fresh
from benchmarks.counts import REQUESTER, body, move_in
from benchmarks.goals import Figure
from benchmarks.stage import signed_in, staged
from tests.explore.cloud.sdk import Call
from tests.explore.plug import TABLE

CALLS, REQUESTS, PROCESSES = 40, 60, 5
OURS = fresh.ENVIRONMENT["WHAPP_TABLE"]
_FIRST = """
from time import process_time
from whapp.bootstrap import services
from whapp.domain.errors import NotFound
def call():
    begun = process_time()
    try:
        services.requests.load("nobody")
    except NotFound:
        pass
    return process_time() - begun
first = call()
later = sorted(call() for _ in range({calls}))
print(first, later[len(later) // 2])
"""
_WARM = """
import json, boto3
from time import process_time
from types import SimpleNamespace
event, calls = json.loads({event!r}), json.loads({calls!r})
context = SimpleNamespace(
    function_name="whapp-api", memory_limit_in_mb=512, invoked_function_arn="arn:aws:lambda:x", aws_request_id="1",
)
client = boto3.client("dynamodb")
def ours():
    answer = app.handler(event, context)
    assert answer["statusCode"] == 200, answer
def bare():
    found = [getattr(client, name)(**given) for name, given in calls]
    rows = [row for each in found for row in each.get("Items", ())]
    row = next(row for row in rows if row["sk"]["S"] == "REQUEST")
    return dict(statusCode=200, body=json.dumps({{name: next(iter(value.values())) for name, value in row.items()}}))
spent = dict(ours=[], bare=[])
for _ in range({requests}):
    for name, handler in (("ours", ours), ("bare", bare)):
        begun = process_time()
        handler()
        spent[name].append(process_time() - begun)
print(*(sorted(each)[len(each) // 2] for each in spent.values()))
"""


def ask(console: Console) -> list[Figure]:
    """Both ratios: medians over fresh processes, each of which compares medians of its own."""
    event, calls, answers = _recorded()
    warm = _WARM.format(event=json.dumps(event), calls=json.dumps(calls), requests=REQUESTS)
    with fresh.lambda_like() as environment:
        first = _pairs(fresh.loading("decide") + _FIRST.format(calls=CALLS), environment)
    with fresh.lambda_like(answers) as environment:
        whole = _pairs(fresh.loading("api") + warm, environment)
    table = Table(title="once it runs, ms of processor", title_justify="left", box=SIMPLE_HEAD)
    for column in ("what", "ours", "to compare", "ratio"):
        table.add_column(column, justify="left" if column == "what" else "right")
    figures = {"first-call": first, "warm-api": whole}
    for name, pairs in figures.items():
        sides = (f"{median(side) * 1000:.2f}" for side in zip(*pairs, strict=True))
        table.add_row(name, *sides, f"{_ratio(pairs):.2f}")
    console.print(table)
    binds = {"first-call": "what botocore reads at a first Query", "warm-api": "PynamoDB, routing, validation, logging"}
    return [Figure(name, _ratio(pairs), binds[name]) for name, pairs in figures.items()]


def _ratio(pairs: list[tuple[float, float]]) -> float:
    return median(one / other for one, other in pairs)


def _pairs(program: str, environment: Mapping[str, str]) -> list[tuple[float, float]]:
    told = [fresh.output(program, environment).stdout.split()[-2:] for _ in range(PROCESSES)]
    return [(float(one), float(other)) for one, other in told]


def _recorded() -> tuple[Any, list[Any], dict[str, Any]]:
    """A look at one's own request: the event, the SDK calls it makes, and what they were answered."""
    calls: list[Any] = []
    answers: dict[str, Any] = {}
    with staged() as stage:
        move_in(stage)
        request_id = stage.call("POST", "/v1/requests", REQUESTER, body())["id"]
        stage.cascade_goes_on()
        event = signed_in("GET", f"/v1/requests/{request_id}", REQUESTER)
        usual = stage.plug.sdk.deliver

        def listening(call: Call, do: Callable[[], dict[str, Any]]) -> dict[str, Any]:
            answer = usual(call, do)
            name = "".join(f"_{each.lower()}" if each.isupper() else each for each in call.operation).strip("_")
            calls.append((name, json.loads(json.dumps(call.given).replace(TABLE, OURS))))
            answers[fresh.question(call.operation, call.given)] = json.loads(json.dumps(answer).replace(TABLE, OURS))
            return answer

        stage.plug.sdk.deliver = listening
        stage.invoke("api", event)
    return event, calls, answers
