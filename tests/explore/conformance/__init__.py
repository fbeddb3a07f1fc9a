"""AWS's rules that our races rest on, each with its source, as tests that any cloud can be put to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from botocore.exceptions import ClientError

TABLE = "conformance"
DYNAMODB = "https://docs.aws.amazon.com/amazondynamodb/latest/"
STATES = "https://docs.aws.amazon.com/step-functions/latest/"
SNS = "https://docs.aws.amazon.com/sns/latest/"


@dataclass
class Aws:
    """A cloud to be tried: its clients, the machine to start, and what is left of its names by others."""

    dynamodb: Any
    stepfunctions: Any
    sns: Any
    machine: str
    sent: list[Any] = field(default_factory=list)

    def put(self, pk: str, sk: str = "a", **attributes: Any) -> None:
        """An item; attributes are text or numbers."""
        self.dynamodb.put_item(TableName=TABLE, Item=item(pk, sk, **attributes))

    def get(self, pk: str, sk: str = "a") -> dict[str, Any] | None:
        """The item as it is."""
        found = self.dynamodb.get_item(TableName=TABLE, Key=key(pk, sk), ConsistentRead=True)
        answer: dict[str, Any] | None = found.get("Item")
        return answer

    def query(self, pk: str, more: str = "", **given: Any) -> dict[str, Any]:
        """The items of a partition; `more` goes on with the key condition."""
        values = {":pk": {"S": pk}, **given.pop("values", {})}
        answer: dict[str, Any] = self.dynamodb.query(
            TableName=TABLE, KeyConditionExpression=f"pk = :pk{more}", ExpressionAttributeValues=values,
            **{"ConsistentRead": True, **given},
        )  # fmt: skip
        return answer

    def update(self, pk: str, expression: str, **given: Any) -> dict[str, Any]:
        """Update one item."""
        values = {name: value(each) for name, each in given.pop("values", {}).items()}
        if values:
            given["ExpressionAttributeValues"] = values
        answer: dict[str, Any] = self.dynamodb.update_item(
            TableName=TABLE, Key=key(pk), UpdateExpression=expression, **given
        )
        return answer

    def write(self, *actions: dict[str, Any], **given: Any) -> None:
        """A transaction."""
        self.dynamodb.transact_write_items(TransactItems=list(actions), **given)


@dataclass(frozen=True)
class Rule:
    """One documented rule: what to do to see it, and where it is written."""

    name: str
    source: str
    check: Callable[[Aws], None]


RULES: list[Rule] = []


def rule(source: str) -> Callable[[Callable[[Aws], None]], Callable[[Aws], None]]:
    """Add a rule that is written there."""

    def add(check: Callable[[Aws], None]) -> Callable[[Aws], None]:
        RULES.append(Rule(check.__name__, source, check))
        return check

    return add


def value(plain: Any) -> dict[str, Any]:
    """Text and numbers as attribute values; what is one already stays as it is."""
    if isinstance(plain, dict):
        return plain
    return {"N": str(plain)} if isinstance(plain, int) else {"S": plain}


def key(pk: str, sk: str = "a") -> dict[str, Any]:
    """A key of the table."""
    return {"pk": {"S": pk}, "sk": {"S": sk}}


def item(pk: str, sk: str = "a", **attributes: Any) -> dict[str, Any]:
    """A whole item."""
    return {**key(pk, sk), **{name: value(plain) for name, plain in attributes.items()}}


def put(pk: str, sk: str = "a", condition: str = "", **attributes: Any) -> dict[str, Any]:
    """A Put in a transaction."""
    given: dict[str, Any] = {"TableName": TABLE, "Item": item(pk, sk, **attributes)}
    return {"Put": {**given, **({"ConditionExpression": condition} if condition else {})}}


def refused(call: Callable[[], Any]) -> dict[str, Any]:
    """What AWS answers to a call that it must refuse: the response, with the error's Code at hand."""
    try:
        call()
    except ClientError as error:
        return {**error.response, "Code": error.response["Error"]["Code"]}
    raise AssertionError("it was not refused")
