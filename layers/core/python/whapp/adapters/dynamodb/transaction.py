"""One transaction, or the news that somebody else was first."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from pynamodb.exceptions import PutError, PynamoDBException, TransactWriteError, UpdateError
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
        if codes & _LOST_TO_ANOTHER or error.cause_response_code == "TransactionInProgressException":
            raise Conflict from error
        raise


def lost(error: PynamoDBException) -> bool:
    """Whether a single write found its condition not to hold."""
    return isinstance(error, PutError | UpdateError) and error.cause_response_code == "ConditionalCheckFailedException"
