"""DynamoDB: the operations we use, with the rules that races are decided by.

https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB.html
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from tests.explore.cloud import expressions
from tests.explore.cloud.errors import Rejected, cancelled, condition_failed, invalid
from tests.explore.cloud.expressions import Names, Values
from tests.explore.cloud.table import Index, Key, Table
from tests.explore.cloud.updates import update
from tests.explore.cloud.values import MAX_ITEM, Item, project, weigh

TOKEN_LIFE = timedelta(minutes=10)
MAX_TRANSACTION_ITEMS, MAX_TRANSACTION_SIZE = 100, 4 * 1024 * 1024
MAX_BATCH = 100
MAX_PAGE = 1024 * 1024

Pick = Callable[[int, str], int]


@dataclass
class DynamoDB:
    """One table. `pick(n, what)` chooses below n what the documentation leaves open; 0 is the plain answer."""

    table: Table
    now: Callable[[], datetime]
    pick: Pick = lambda n, what: 0
    _tokens: dict[str, tuple[datetime, list[Any]]] = field(default_factory=dict)

    def apply(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Do what is asked, at this instant."""
        if operation not in _OPERATIONS:
            raise NotImplementedError(f"{operation}: the fake knows what Whapp calls; teach it this too")
        run, known = _OPERATIONS[operation]
        if not given.keys() <= known:
            raise NotImplementedError(f"{operation} with {sorted(given.keys() - known)}: teach the fake what that does")
        if "TableName" in given and given["TableName"] != self.table.name:
            raise Rejected("ResourceNotFoundException", "Requested resource not found")
        return run(self, given)

    def get_item(self, given: Mapping[str, Any]) -> dict[str, Any]:
        _no_stray_placeholders(given)
        key = self.table.key_of(given["Key"])
        if given.get("ConsistentRead"):
            item = self.table.get(key)
        else:
            item = self.table.as_of(key, self.table.writes - self._lag())
        return {"Item": _projected(item, given)} if item else {}

    def batch_get_item(self, given: Mapping[str, Any]) -> dict[str, Any]:
        found: list[Any] = []
        left: list[Any] = []
        asked = 0
        for name, request in given["RequestItems"].items():
            if name != self.table.name:
                raise Rejected("ResourceNotFoundException", "Requested resource not found")
            keys = sorted(self.table.key_of(key) for key in request["Keys"])
            asked += len(keys)
            if len(set(keys)) < len(keys):
                raise invalid("Provided list of item keys contains duplicates")
            done = len(keys) - (self.pick(len(keys), "keys left unprocessed") if len(keys) <= MAX_BATCH else 0)
            lag = 0 if request.get("ConsistentRead") else self._lag()
            items = (self.table.as_of(key, self.table.writes - lag) for key in keys[:done])
            found = [_projected(item, request) for item in items if item]
            left = [{"pk": {"S": pk}, "sk": {"S": sk}} for pk, sk in keys[done:]]
        if not 0 < asked <= MAX_BATCH:
            raise invalid("Too many items requested for the BatchGetItem call" if asked else "The list is empty")
        unprocessed = {self.table.name: {**given["RequestItems"][self.table.name], "Keys": left}} if left else {}
        return {"Responses": {self.table.name: found}, "UnprocessedKeys": unprocessed}

    def query(self, given: Mapping[str, Any]) -> dict[str, Any]:
        names, values = _no_stray_placeholders(given)
        index = self._index(given)
        looks = expressions.key_condition(given["KeyConditionExpression"])
        partition, sort = (index.partition, index.sort) if index else ("pk", "sk")
        if expressions.resolve(looks.partition[0], names) != partition:
            raise invalid(f"Query condition missed key schema element: {partition}")
        if looks.sort is not None and expressions.resolve(looks.sort, names) != sort:
            raise invalid("Query key condition not supported")
        value = expressions.value_of(looks.partition[1], values)["S"]
        if not value:
            raise invalid("One or more parameter values are not valid: a key cannot be empty")
        if index:
            items = self.table.in_index(index, value, self._lag())
        else:
            items = self.table.partition(value, 0 if given.get("ConsistentRead") else self._lag())
        items = looks.among(items, sort, values)
        if not given.get("ScanIndexForward", True):
            items.reverse()
        return self._page(items, given, names, values, index)

    def _index(self, given: Mapping[str, Any]) -> Index | None:
        name = given.get("IndexName")
        if name is None:
            return None
        if name not in self.table.indexes:
            raise invalid(f"The table does not have the specified index: {name}")
        if given.get("ConsistentRead"):
            raise invalid("Consistent reads are not supported on global secondary indexes")
        return self.table.indexes[name]

    def _page(
        self, items: list[Item], given: Mapping[str, Any], names: Names, values: Values, index: Index | None
    ) -> dict[str, Any]:
        """One page: Limit and a megabyte count what is looked at, before the filter."""
        keys = {"pk", "sk", *((index.partition, index.sort) if index else ())}
        start = given.get("ExclusiveStartKey")
        if start is not None:
            if start.keys() != keys:
                raise invalid("The provided starting key is invalid")
            items = _after(items, start, keys, forward=given.get("ScanIndexForward", True))
        limit, size, looked = given.get("Limit", len(items) + 1), 0, []
        if limit < 1:
            raise invalid(
                "Value '0' at 'limit' failed to satisfy constraint: Member must be greater than or equal to 1"
            )
        for item in items:
            looked.append(item)
            size += self.table.size(item)
            if len(looked) == limit or size >= MAX_PAGE:
                break
        shown = [self.table.shown(index, item) for item in looked] if index else looked
        if "FilterExpression" in given:
            test = expressions.condition(given["FilterExpression"])
            shown = [item for item in shown if test(item, names, values)]
        answer: dict[str, Any] = {
            "Items": [_projected(item, given) for item in shown],
            "Count": len(shown),
            "ScannedCount": len(looked),
        }
        stopped = len(looked) == limit or size >= MAX_PAGE
        if looked and stopped:  # even when nothing follows: DynamoDB does not look ahead
            answer["LastEvaluatedKey"] = project(looked[-1], keys)
        return answer

    def put_item(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return self._single("Put", given)

    def delete_item(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return self._single("Delete", given)

    def update_item(self, given: Mapping[str, Any]) -> dict[str, Any]:
        return self._single("Update", given)

    def _single(self, action: str, given: Mapping[str, Any]) -> dict[str, Any]:
        key, before, holds, after = self._weigh(action, given)
        if not holds:
            raise condition_failed(before if given.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" else None)
        self.table.commit([(key, after)])
        if given.get("ReturnValues", "NONE") == "ALL_NEW":
            return {"Attributes": dict(after or {})}
        if given.get("ReturnValues") == "ALL_OLD" and before:
            return {"Attributes": dict(before)}
        return {}

    def transact_write_items(self, given: Mapping[str, Any]) -> dict[str, Any]:
        actions = given["TransactItems"]
        token = given.get("ClientRequestToken")
        if token is not None and not 1 <= len(token) <= 36:
            raise invalid("Value at 'clientRequestToken' failed to satisfy constraint: length 1 to 36")
        if token in self._tokens and self.now() < self._tokens[token][0] + TOKEN_LIFE:
            if self._tokens[token][1] != actions:
                raise Rejected(
                    "IdempotentParameterMismatchException",
                    "Different parameters were passed with the same client request token",
                )
            return {}
        if not 1 <= len(actions) <= MAX_TRANSACTION_ITEMS:
            raise invalid("Member must have length less than or equal to 100, and at least 1")
        weighed = [self._weigh(*_only_action(each)) for each in actions]
        if len({key for key, *_ in weighed}) < len(weighed):
            raise invalid("Transaction request cannot include multiple operations on one item")
        _not_too_much([after for *_, after in weighed if after])
        if not all(holds for _, _, holds, _ in weighed):
            raise cancelled(
                [_reason(each, before, holds) for each, (_, before, holds, _) in zip(actions, weighed, strict=True)]
            )
        if token is not None:
            self._tokens[token] = self.now(), actions
        written = [
            (key, after)
            for each, (key, _, _, after) in zip(actions, weighed, strict=True)
            if "ConditionCheck" not in each
        ]
        if written:
            self.table.commit(written)
        return {}

    def _weigh(self, action: str, given: Mapping[str, Any]) -> tuple[Key, Item | None, bool, Item | None]:
        """An action's key, its item now, whether its condition holds, and its item afterwards."""
        names, values = _no_stray_placeholders(given)
        whole: Item | None = given.get("Item")
        key = self.table.key_of(given["Item"] if action == "Put" else given["Key"], only=action != "Put")
        before = self.table.get(key)
        text = given.get("ConditionExpression")
        if action == "ConditionCheck" and not text:
            raise invalid("The expression can not be empty;")
        holds = text is None or expressions.condition(text)(before or {}, names, values)
        if action == "Update":
            blank = {"pk": {"S": key[0]}, "sk": {"S": key[1]}}
            if not holds:
                return key, before, False, None
            change = update(given["UpdateExpression"]) if given.get("UpdateExpression") else None
            whole = change.apply(before or blank, names, values, Table.KEYS) if change else before or blank
        elif action != "Put":
            return key, before, holds, None
        self.table.check(whole or {})
        return key, before, holds, whole

    def _lag(self) -> int:
        """How many writes ago an eventually consistent read may look; now and then, some."""
        return min(self.pick(6, "how far the read lags behind"), self.table.writes - self.table.settled)

    def broom(self, key: Key) -> bool:
        """Remove an item whose time to live is over, as DynamoDB does some time within days; whether it was."""
        item = self.table.get(key)
        if not item or "expires_at" not in item or int(item["expires_at"]["N"]) > self.now().timestamp():
            return False
        self.table.commit([(key, None)])
        return True


_ANY = frozenset({"ReturnConsumedCapacity", "TableName"})
_CONDITION = frozenset({"ConditionExpression", "ExpressionAttributeNames", "ExpressionAttributeValues"})
_WRITE = _CONDITION | {"ReturnValues", "ReturnValuesOnConditionCheckFailure"}
_ACTIONS = {
    "Put": _WRITE | {"TableName", "Item"},
    "Update": _WRITE | {"TableName", "Key", "UpdateExpression"},
    "Delete": _WRITE | {"TableName", "Key"},
    "ConditionCheck": _WRITE | {"TableName", "Key"},
}
_READ = frozenset({"Key", "ConsistentRead", "ProjectionExpression", "ExpressionAttributeNames"})
_QUERY = _READ - {"Key"} | {
    "IndexName", "KeyConditionExpression", "FilterExpression", "ExpressionAttributeValues", "Limit",
    "ExclusiveStartKey", "ScanIndexForward",
}  # fmt: skip
_OPERATIONS: Mapping[str, tuple[Callable[[DynamoDB, Mapping[str, Any]], dict[str, Any]], frozenset[str]]] = {
    "GetItem": (DynamoDB.get_item, _READ | _ANY),
    "BatchGetItem": (DynamoDB.batch_get_item, _ANY | {"RequestItems"}),
    "Query": (DynamoDB.query, _QUERY | _ANY),
    "PutItem": (DynamoDB.put_item, _ACTIONS["Put"] | _ANY),
    "DeleteItem": (DynamoDB.delete_item, _ACTIONS["Delete"] | _ANY),
    "UpdateItem": (DynamoDB.update_item, _ACTIONS["Update"] | _ANY),
    "TransactWriteItems": (DynamoDB.transact_write_items, _ANY | {"TransactItems", "ClientRequestToken"}),
}
_EXPRESSIONS = (
    "ConditionExpression", "FilterExpression", "KeyConditionExpression", "ProjectionExpression", "UpdateExpression",
)  # fmt: skip


def _only_action(each: Mapping[str, Any]) -> tuple[str, Mapping[str, Any]]:
    if len(each) != 1:
        raise invalid("TransactItems can only contain one of Check, Put, Update or Delete")
    ((action, given),) = each.items()
    if action not in _ACTIONS:
        raise invalid(f"unknown action {action}")
    if given.keys() - _ACTIONS[action]:
        raise NotImplementedError(f"{action} with {sorted(given.keys() - _ACTIONS[action])}")
    return action, given


def _not_too_much(items: Sequence[Item]) -> None:
    if len(items) * MAX_ITEM > MAX_TRANSACTION_SIZE and sum(map(weigh, items)) > MAX_TRANSACTION_SIZE:
        raise invalid("Transaction request exceeds 4 MB")


def _reason(each: Mapping[str, Any], before: Item | None, holds: bool) -> dict[str, Any]:
    if holds:
        return {"Code": "None"}
    (given,) = each.values()
    reason: dict[str, Any] = {"Code": "ConditionalCheckFailed", "Message": "The conditional request failed"}
    if given.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD" and before:
        reason["Item"] = dict(before)
    return reason


def _no_stray_placeholders(given: Mapping[str, Any]) -> tuple[Names, Values]:
    """The names and values of a call; every one of them must be used."""
    names, values = given.get("ExpressionAttributeNames"), given.get("ExpressionAttributeValues")
    if names is None and values is None:
        return {}, {}
    used = _placeholders(tuple(map(given.get, _EXPRESSIONS)))
    for what, known in (("names", names), ("values", values)):
        if known is not None and not known:
            raise invalid(f"ExpressionAttribute{what.capitalize()} must not be empty")
        if known and not known.keys() <= used:
            stray = ", ".join(sorted(known.keys() - used))
            raise invalid(
                f"Value provided in ExpressionAttribute{what.capitalize()} unused in expressions: {{{stray}}}"
            )
    return names or {}, values or {}


@lru_cache(maxsize=4096)
def _placeholders(several: tuple[str | None, ...]) -> frozenset[str]:
    return frozenset().union(*(expressions.placeholders(each) for each in several if each))


def _projected(item: Item, given: Mapping[str, Any]) -> Item:
    text = given.get("ProjectionExpression")
    if not text:
        return item
    names = given.get("ExpressionAttributeNames", {})
    return project(item, (expressions.resolve(word.strip(), names) for word in text.split(",")))


def in_two_parts(given: Mapping[str, Any], first: dict[str, Any], later: dict[str, Any], cut: int) -> dict[str, Any]:
    """What a Query finds that read `cut` items before, and the rest after, something else was written.

    Reads of several items are not isolated from transactions: "if a transactional write updates an item in the middle",
    the rest of the read is newer than its beginning.
    https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-isolation
    """
    if not cut:
        return later
    items = first["Items"][:cut]
    edge, forward = items[-1]["sk"]["S"], given.get("ScanIndexForward", True)
    rest = [item for item in later["Items"] if (item["sk"]["S"] > edge if forward else item["sk"]["S"] < edge)]
    return {**later, "Items": items + rest, "Count": cut + len(rest), "ScannedCount": cut + len(rest)}


def _after(items: Iterable[Item], start: Item, keys: set[str], *, forward: bool) -> list[Item]:
    """What follows a key in the order of reading, whether or not an item with that key is still there."""

    def place(item: Item) -> tuple[str, ...]:
        index_keys = sorted(keys - {"pk", "sk"}, key=lambda name: not name.endswith("_pk"))
        return tuple(item[name]["S"] for name in (*index_keys, "pk", "sk"))

    edge = place(start)
    return [item for item in items if (place(item) > edge if forward else place(item) < edge)]
