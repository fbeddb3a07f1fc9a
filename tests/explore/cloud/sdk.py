"""The SDK's place: what stands between our code and the cloud, and tries again when an answer does not come.

Every attempt is handed to `deliver` with a function that does it; there a test decides what happens to it. Botocore's
standard mode repeats connection errors and throttling with the same parameters, so with the same client request
token: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

from botocore.exceptions import ClientError, EndpointConnectionError, ReadTimeoutError

from tests.explore.cloud.errors import ExecutionAlreadyExists, ExecutionDoesNotExist, Rejected, TopicNotFound

ATTEMPTS = 3
_THROTTLED = {
    "ThrottlingException", "ProvisionedThroughputExceededException", "RequestLimitExceeded", "Throttling",
    "TransactionInProgressException", "TooManyRequestsException",
}  # fmt: skip


@dataclass
class Call:
    """One call of our code, of which `attempt` counts the tries from 0."""

    service: str
    operation: str
    given: Mapping[str, Any]
    attempt: int = 0

    @property
    def writes(self) -> bool:
        """Whether it changes items, so that it can collide with a transaction."""
        return self.operation in ("TransactWriteItems", "UpdateItem", "PutItem", "DeleteItem")

    @property
    def reads_several(self) -> bool:
        """Whether it reads items one after the other, so that a transaction can come in between."""
        return self.operation == "Query" and "IndexName" not in self.given


Deliver = Callable[[Call, Callable[[], dict[str, Any]]], dict[str, Any]]


@dataclass
class Sdk:
    """Clients for the services that are plugged in, by service name: `apply(operation, parameters)`."""

    services: Mapping[str, Any] = field(default_factory=dict)
    deliver: Deliver = lambda call, do: do()

    def call(self, service: str, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        """Make a call, trying again as botocore does."""
        call = Call(service, operation, given)
        while True:
            try:
                return self.deliver(call, lambda: self.services[service].apply(operation, given))
            except (EndpointConnectionError, ReadTimeoutError):
                if call.attempt + 1 == ATTEMPTS:
                    raise
            except ClientError as error:
                if error.response["Error"]["Code"] not in _THROTTLED or call.attempt + 1 == ATTEMPTS:
                    raise
            call.attempt += 1

    def client(self, service: str) -> "Client":
        """As `boto3.Session.client`."""
        return Client(self, service)


def no_connection() -> EndpointConnectionError:
    """What is raised when a call never arrived."""
    return EndpointConnectionError(endpoint_url="https://aws.example")


def no_answer() -> ReadTimeoutError:
    """What is raised when nothing came back: the call may have been done or not."""
    return ReadTimeoutError(endpoint_url="https://aws.example")


def throttled(call: Call) -> Rejected:
    """What each service answers when there was too much."""
    codes = {
        "dynamodb": "ProvisionedThroughputExceededException",
        "sns": "Throttling",
        "stepfunctions": "ThrottlingException",
    }
    return Rejected(codes.get(call.service, "TooManyRequestsException"), "Rate exceeded")


class Client:
    """An SDK client, and what PynamoDB asks of one. `get_item(...)` becomes the operation GetItem."""

    exceptions = SimpleNamespace(
        ExecutionAlreadyExists=ExecutionAlreadyExists,
        ExecutionDoesNotExist=ExecutionDoesNotExist,
        NotFoundException=TopicNotFound,
    )
    _request_signer = SimpleNamespace(_credentials="made up")

    def __init__(self, sdk: Sdk, service: str) -> None:
        self._sdk, self._service = sdk, service

    def _make_api_call(self, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        return self._sdk.call(self._service, operation, given)

    def __getattr__(self, name: str) -> Callable[..., dict[str, Any]]:
        operation = re.sub(r"(?:^|_)([a-z])", lambda match: match[1].upper(), name)
        return lambda **given: self._sdk.call(self._service, operation, given)
