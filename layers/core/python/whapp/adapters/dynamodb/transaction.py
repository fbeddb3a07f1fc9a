"""One transaction, or the news that somebody else was first."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from pynamodb.exceptions import PynamoDBException, TransactWriteError
from pynamodb.transactions import TransactWrite

from whapp.adapters.dynamodb.rows import Row
from whapp.domain.errors import Conflict

_LOST_TO_ANOTHER = {"ConditionalCheckFailed", "TransactionConflict"}


@contextmanager
def transaction() -> Iterator[TransactWrite]:
    """Write everything that is added inside, or nothing. Raises Conflict.

    The client request token makes a repeat by the SDK, after an answer that was lost on the way, come to the same.
    """
    writes = TransactWrite(connection=Row._get_connection().connection, client_request_token=str(uuid4()))  # noqa: SLF001
    try:
        with writes:
            yield writes
    except TransactWriteError as error:
        # Never by position: PynamoDB sends the items in another order than they were added.
        codes = {reason.code for reason in error.cancellation_reasons if reason}
        if codes & _LOST_TO_ANOTHER or code(error) == "TransactionInProgressException":
            raise Conflict from error
        raise


def lost(error: PynamoDBException) -> bool:
    """Whether a single write found its condition not to hold."""
    return code(error) == "ConditionalCheckFailedException"


def code(error: PynamoDBException) -> str | None:
    """What DynamoDB called the error; None when no answer came at all.

    PynamoDB's own `cause_response_code` trips over a call that timed out: its cause has a response, which is None.
    """
    response = getattr(error.cause, "response", None) or {}
    found: str | None = response.get("Error", {}).get("Code")
    return found
