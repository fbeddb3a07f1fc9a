"""One transaction, or the news that somebody else was first."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import uuid4

from pynamodb.exceptions import PynamoDBException, TransactWriteError, UpdateError
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from whapp.adapters.dynamodb.rows import Row
from whapp.domain.errors import Conflict

TRIES = 5
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


def update(row: Row, actions: list[Action], condition: Condition) -> bool:
    """One conditional update; False, and nothing written, when the condition does not hold.

    DynamoDB refuses a plain update while a transaction holds the row, and the SDK does not repeat that: we do, a few
    times, and then count it as lost too, for whoever holds the row is about to change it.
    """
    for _ in range(TRIES):
        try:
            row.update(actions, condition=condition)
        except UpdateError as error:
            if code(error) == "ConditionalCheckFailedException":
                return False
            if code(error) != "TransactionConflictException":
                raise
        else:
            return True
    return False


def code(error: PynamoDBException) -> str | None:
    """What DynamoDB called the error; None when no answer came at all.

    PynamoDB's own `cause_response_code` trips over a call that timed out: its cause has a response, which is None.
    """
    response = getattr(error.cause, "response", None) or {}
    found: str | None = response.get("Error", {}).get("Code")
    return found
