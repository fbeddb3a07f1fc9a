"""Capacity units by DynamoDB's rounding."""

from datetime import datetime
from typing import Any

import pytest

from benchmarks.capacity import Used, measured
from tests.explore.cloud.dynamodb import DynamoDB
from tests.explore.cloud.sdk import Call
from tests.explore.cloud.table import Index, Table
from tests.support.builders import MORNING

WATCH = Index("watch", "watch_pk", "watch_at", frozenset({"kind"}))
KEY = {"pk": {"S": "p"}, "sk": {"S": "s"}}


def now() -> datetime:
    return MORNING


@pytest.fixture
def table() -> Table:
    return Table("t", {"watch": WATCH})


def used(table: Table, operation: str, **given: Any) -> Used:
    call = Call("dynamodb", operation, {"TableName": "t", **given})
    return measured(table, call, lambda: DynamoDB(table, now).apply(operation, call.given))[1]


def an_item(size: int, **more: str) -> dict[str, Any]:
    """An item of so many bytes, besides its indexed attributes."""
    return {**KEY, "text": {"S": "x" * (size - 10)}, **{name: {"S": value} for name, value in more.items()}}


@pytest.mark.parametrize(("size", "units"), [(100, 1), (1024, 1), (1025, 2), (3000, 3)])
def test_a_write_is_a_unit_for_each_kilobyte(table: Table, size: int, units: int) -> None:
    assert used(table, "PutItem", Item=an_item(size)) == Used(writes=units)


def test_a_write_counts_what_was_there_if_that_was_larger(table: Table) -> None:
    used(table, "PutItem", Item=an_item(2500))
    assert used(table, "PutItem", Item=an_item(100)).writes == 3


def test_a_transaction_costs_double_and_its_checks_too(table: Table) -> None:
    used(table, "PutItem", Item={"pk": {"S": "q"}, "sk": {"S": "s"}})
    check = {
        "TableName": "t", "Key": {"pk": {"S": "q"}, "sk": {"S": "s"}}, "ConditionExpression": "attribute_exists(pk)",
    }  # fmt: skip
    items = [{"Put": {"TableName": "t", "Item": an_item(1500)}}, {"ConditionCheck": check}]
    call = Call("dynamodb", "TransactWriteItems", {"TransactItems": items})
    assert measured(table, call, lambda: DynamoDB(table, now).apply(call.operation, call.given))[1].writes == 6


@pytest.mark.parametrize(
    ("change", "units"),
    [
        ({"watch_pk": "a", "watch_at": "1"}, 0),
        ({"watch_pk": "a", "watch_at": "2"}, 2),
        ({"watch_pk": "a", "watch_at": "1", "kind": "new"}, 1),
        ({}, 1),
    ],
    ids=["not-shown", "moved", "looks-different", "gone"],
)
def test_an_index_is_written_when_it_shows_the_change(table: Table, change: dict[str, str], units: int) -> None:
    assert used(table, "PutItem", Item=an_item(100, watch_pk="a", watch_at="1")).index_writes == 1
    assert used(table, "PutItem", Item=an_item(200, **change)).index_writes == units


@pytest.mark.parametrize(("consistent", "units"), [(True, 2), (False, 1)])
def test_a_query_rounds_the_sum_and_a_stale_one_is_half_the_price(table: Table, consistent: bool, units: float) -> None:
    for number in range(3):
        table.commit([(("p", str(number)), {"pk": {"S": "p"}, "sk": {"S": str(number)}, "text": {"S": "x" * 2000}})])
    table.settled = table.writes
    given = {"KeyConditionExpression": "pk = :p", "ExpressionAttributeValues": {":p": {"S": "p"}}}
    assert used(table, "Query", ConsistentRead=consistent, **given).reads == units


def test_what_is_not_there_is_read_all_the_same(table: Table) -> None:
    assert used(table, "GetItem", Key=KEY, ConsistentRead=True).reads == 1
