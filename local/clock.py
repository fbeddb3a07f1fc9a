"""Moving the clock for one request: everything in it becomes as much older as its cascade would still wait."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

from local.stack import Stack

_FORMAT = "%Y-%m-%dT%H:%M:%S.%f%z"
_INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}\+0000")
_ORDER_OF_A_LIST = "owner_sk"


def skip(stack: Stack, request_id: str, time: timedelta) -> bool:
    """Let this much time pass for the request, and wake its cascade; False when it does not wait at this instant.

    The table is told in one transaction, as by any act: who decides at this moment finds another version.
    """
    table = stack.client("dynamodb")
    found = table.query(
        TableName=stack.table,
        ConsistentRead=True,
        KeyConditionExpression="pk = :pk AND sk BETWEEN :first AND :last",
        ExpressionAttributeValues={
            ":pk": {"S": f"REQUEST#{request_id}"},
            ":first": {"S": "ASK#"},
            ":last": {"S": "SHORTLIST#~"},
        },
    )["Items"]
    request = next(row for row in found if row["sk"]["S"] == "REQUEST")
    if "token" not in request:
        return False
    rows = [{**row, **_older(row, time)} for row in found if row is request or _older(row, time)]
    try:
        table.transact_write_items(TransactItems=[{"Put": _put(stack, row, request)} for row in rows])
    except table.exceptions.TransactionCanceledException:
        return False
    stack.client("stepfunctions").send_task_success(taskToken=request["token"]["S"], output="{}")
    return True


def _older(row: dict[str, Any], time: timedelta) -> dict[str, Any]:
    """The row's instants, so much earlier."""
    return {
        name: {"S": (datetime.strptime(value["S"], _FORMAT).astimezone(UTC) - time).strftime(_FORMAT)}
        for name, value in row.items()
        if name != _ORDER_OF_A_LIST and _INSTANT.fullmatch(value.get("S", ""))
    }


def _put(stack: Stack, row: dict[str, Any], request: dict[str, Any]) -> dict[str, Any]:
    if row["sk"]["S"] != "REQUEST":
        return {"TableName": stack.table, "Item": row}
    version = request["version"]["N"]
    return {
        "TableName": stack.table,
        "Item": {**row, "version": {"N": str(int(version) + 1)}},
        "ConditionExpression": "version = :seen",
        "ExpressionAttributeValues": {":seen": {"N": version}},
    }
