"""What AWS answers when it does not do what was asked: real botocore errors."""

from collections.abc import Mapping
from typing import Any

from botocore.exceptions import ClientError


class Rejected(ClientError):
    """An answer other than 200. Its subclasses are those that our code catches by name."""

    def __init__(self, code: str, message: str = "", **more: Any) -> None:
        answer: Any = {"Error": {"Code": code, "Message": message or code}, **more}
        super().__init__(answer, "call")
        self.code = code


class ExecutionAlreadyExists(Rejected):
    def __init__(self, name: str) -> None:
        super().__init__("ExecutionAlreadyExists", f"Execution Already Exists: '{name}'")


class ExecutionDoesNotExist(Rejected):
    def __init__(self, name: str) -> None:
        super().__init__("ExecutionDoesNotExist", f"Execution Does Not Exist: '{name}'")


class TopicNotFound(Rejected):
    """boto3 calls it NotFoundException; its code is NotFound."""

    def __init__(self) -> None:
        super().__init__("NotFound", "Topic does not exist")


def invalid(message: str) -> Rejected:
    """DynamoDB's ValidationException."""
    return Rejected("ValidationException", message)


def condition_failed(item: Mapping[str, Any] | None = None) -> Rejected:
    """A single write whose condition does not hold; `item` only when the caller asked to see it."""
    more = {"Item": item} if item else {}
    return Rejected("ConditionalCheckFailedException", "The conditional request failed", **more)


def cancelled(reasons: list[dict[str, Any]]) -> Rejected:
    """A transaction of which nothing was written: one reason for each item, in the order of the items."""
    codes = ", ".join(reason["Code"] for reason in reasons)
    return Rejected(
        "TransactionCanceledException",
        f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]",
        CancellationReasons=reasons,
    )
