"""Transactions: all or nothing, and a repeat comes to the same."""

from tests.explore.conformance import DYNAMODB, TABLE, Aws, key, put, refused, rule

WRITE = DYNAMODB + "APIReference/API_TransactWriteItems.html"
REASON = DYNAMODB + "APIReference/API_CancellationReason.html"
FREE, TAKEN = "attribute_not_exists(pk)", "attribute_exists(pk)"


@rule(WRITE)
def a_transaction_is_all_or_nothing(aws: Aws) -> None:
    answer = refused(lambda: aws.write(put("all", "a"), put("all", "b", TAKEN)))
    assert answer["Code"] == "TransactionCanceledException"
    assert aws.get("all", "a") is None


@rule(REASON)
def there_is_a_reason_for_each_item_in_their_order(aws: Aws) -> None:
    answer = refused(lambda: aws.write(put("why", "a"), put("why", "b", TAKEN), put("why", "c")))
    codes = [reason["Code"] for reason in answer["CancellationReasons"]]
    assert codes == ["None", "ConditionalCheckFailed", "None"]


@rule(WRITE)
def all_conditions_see_the_table_as_it_was_before(aws: Aws) -> None:
    answer = refused(lambda: aws.write(put("before", "a"), {"ConditionCheck": _exists("before", "a2")}))
    assert answer["Code"] == "TransactionCanceledException"
    aws.write(put("before", "a"), put("before", "b", FREE))


@rule(WRITE)
def a_condition_check_writes_nothing(aws: Aws) -> None:
    aws.put("checked", version=1)
    aws.write({"ConditionCheck": _exists("checked")}, put("checked", "b"))
    assert aws.get("checked") == {**key("checked"), "version": {"N": "1"}}


@rule(WRITE)
def one_item_is_written_once_in_a_transaction(aws: Aws) -> None:
    answer = refused(lambda: aws.write(put("once"), {"ConditionCheck": _exists("once")}))
    assert answer["Code"] == "ValidationException"


@rule(WRITE)
def a_transaction_holds_at_most_100_items(aws: Aws) -> None:
    answer = refused(lambda: aws.write(*(put("many", str(number)) for number in range(101))))
    assert answer["Code"] == "ValidationException"


@rule(WRITE)
def a_transaction_of_100_items_is_fine(aws: Aws) -> None:
    aws.write(*(put("hundred", str(number)) for number in range(100)))
    assert aws.query("hundred")["Count"] == 100


@rule(WRITE)
def a_transaction_holds_at_most_4_megabytes(aws: Aws) -> None:
    large = "x" * 380_000
    answer = refused(lambda: aws.write(*(put("large", str(number), text=large) for number in range(12))))
    assert answer["Code"] == "ValidationException"


@rule(WRITE)
def the_same_token_again_changes_nothing_and_succeeds(aws: Aws) -> None:
    action = put("token", "a", FREE)
    aws.write(action, ClientRequestToken="token-1")
    aws.write(action, ClientRequestToken="token-1")
    assert aws.query("token")["Count"] == 1


@rule(WRITE)
def the_same_token_for_something_else_is_refused(aws: Aws) -> None:
    aws.write(put("mismatch", "a"), ClientRequestToken="token-2")
    answer = refused(lambda: aws.write(put("mismatch", "b"), ClientRequestToken="token-2"))
    assert answer["Code"] == "IdempotentParameterMismatchException"


@rule(WRITE)
def without_a_token_a_repeat_finds_its_own_effect(aws: Aws) -> None:
    aws.write(put("bare", "a", FREE))
    assert refused(lambda: aws.write(put("bare", "a", FREE)))["Code"] == "TransactionCanceledException"


@rule(WRITE)
def deleting_what_is_not_there_is_no_mistake(aws: Aws) -> None:
    aws.write({"Delete": {"TableName": TABLE, "Key": key("nothing")}}, put("nothing", "b"))
    assert aws.get("nothing", "b") == key("nothing", "b")


def _exists(pk: str, sk: str = "a") -> dict[str, object]:
    return {"TableName": TABLE, "Key": key(pk, sk), "ConditionExpression": TAKEN}
