"""Single items: keys, conditions, updates, queries."""

from tests.explore.conformance import DYNAMODB, TABLE, Aws, key, refused, rule

PUT = DYNAMODB + "APIReference/API_PutItem.html"
UPDATE = DYNAMODB + "developerguide/Expressions.UpdateExpressions.html"
CONDITION = DYNAMODB + "developerguide/Expressions.OperatorsAndFunctions.html"
QUERY = DYNAMODB + "APIReference/API_Query.html"
BATCH = DYNAMODB + "APIReference/API_BatchGetItem.html"
LIMITS = DYNAMODB + "developerguide/Constraints.html"
NAMES = DYNAMODB + "developerguide/Expressions.ExpressionAttributeNames.html"


@rule(LIMITS)
def a_key_cannot_be_empty(aws: Aws) -> None:
    assert refused(lambda: aws.put(""))["Code"] == "ValidationException"


@rule(LIMITS)
def an_index_key_cannot_be_empty(aws: Aws) -> None:
    assert refused(lambda: aws.put("index", other_pk="", other_sk="x"))["Code"] == "ValidationException"


@rule(LIMITS)
def an_index_key_has_the_type_that_the_index_says(aws: Aws) -> None:
    assert refused(lambda: aws.put("index", other_pk=1, other_sk="x"))["Code"] == "ValidationException"


@rule(LIMITS)
def a_sort_key_has_at_most_1024_bytes(aws: Aws) -> None:
    assert refused(lambda: aws.put("long", "s" * 1025))["Code"] == "ValidationException"


@rule(LIMITS)
def an_item_has_at_most_400_kilobytes(aws: Aws) -> None:
    assert refused(lambda: aws.put("large", text="x" * 400 * 1024))["Code"] == "ValidationException"


@rule(LIMITS)
def a_set_is_never_empty(aws: Aws) -> None:
    assert refused(lambda: aws.put("set", tags={"SS": []}))["Code"] == "ValidationException"


@rule(LIMITS)
def a_number_has_at_most_38_digits(aws: Aws) -> None:
    assert refused(lambda: aws.put("number", many={"N": "1" * 39}))["Code"] == "ValidationException"


@rule(PUT)
def a_put_replaces_the_whole_item(aws: Aws) -> None:
    aws.put("whole", first="1")
    aws.put("whole", second="2")
    assert aws.get("whole") == {**key("whole"), "second": {"S": "2"}}


@rule(PUT)
def a_condition_that_does_not_hold_writes_nothing(aws: Aws) -> None:
    aws.put("guarded", version=1)
    answer = refused(
        lambda: aws.dynamodb.put_item(
            TableName=TABLE, Item=key("guarded"), ConditionExpression="attribute_not_exists(pk)"
        )
    )
    assert answer["Code"] == "ConditionalCheckFailedException"
    assert (aws.get("guarded") or {})["version"] == {"N": "1"}


@rule(PUT)
def the_item_that_was_in_the_way_is_shown_on_request(aws: Aws) -> None:
    aws.put("shown", version=7)
    answer = refused(
        lambda: aws.dynamodb.put_item(
            TableName=TABLE, Item=key("shown"), ConditionExpression="attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure="ALL_OLD",
        )
    )  # fmt: skip
    assert answer["Item"]["version"] == {"N": "7"}


@rule(CONDITION)
def a_comparison_with_what_is_not_there_is_false(aws: Aws) -> None:
    for sign in ("=", "<", ">"):
        answer = refused(
            lambda sign=sign: aws.update("absent", "SET a = :a", ConditionExpression=f"b {sign} :a", values={":a": 1})  # type: ignore[misc] # bound at once
        )
        assert answer["Code"] == "ConditionalCheckFailedException"


@rule(CONDITION)
def numbers_are_compared_as_numbers(aws: Aws) -> None:
    aws.put("nine", amount=9)
    aws.update("nine", "SET seen = :ten", ConditionExpression="amount < :ten", values={":ten": 10})


@rule(CONDITION)
def two_types_are_never_equal(aws: Aws) -> None:
    aws.put("typed", amount=1)
    answer = refused(lambda: aws.update("typed", "SET b = :a", ConditionExpression="amount = :a", values={":a": "1"}))
    assert answer["Code"] == "ConditionalCheckFailedException"


@rule(CONDITION)
def and_binds_closer_than_or_and_not_closer_than_both(aws: Aws) -> None:
    aws.put("logic", a=1, b=2)
    aws.update("logic", "SET c = :x", ConditionExpression="a = :x OR a = :y AND b = :x", values={":x": 1, ":y": 5})
    test = "NOT a = :y AND b IN (:x, :y)"
    answer = refused(lambda: aws.update("logic", "SET c = :x", ConditionExpression=test, values={":x": 1, ":y": 5}))
    assert answer["Code"] == "ConditionalCheckFailedException"


@rule(UPDATE)
def an_update_creates_what_is_not_there(aws: Aws) -> None:
    aws.update("created", "SET a = :a", values={":a": "1"})
    assert aws.get("created") == {**key("created"), "a": {"S": "1"}}


@rule(UPDATE)
def if_not_exists_keeps_what_is_there(aws: Aws) -> None:
    aws.put("kept", a=1)
    aws.update("kept", "SET a = if_not_exists(a, :new), b = if_not_exists(b, :new)", values={":new": 2})
    assert aws.get("kept") == {**key("kept"), "a": {"N": "1"}, "b": {"N": "2"}}


@rule(UPDATE)
def a_sum_needs_the_attribute_to_be_there(aws: Aws) -> None:
    aws.put("sum", a=1)
    assert refused(lambda: aws.update("sum", "SET b = b + :one", values={":one": 1}))["Code"] == "ValidationException"
    aws.update("sum", "SET a = a + :one", values={":one": 1})
    assert (aws.get("sum") or {})["a"] == {"N": "2"}


@rule(UPDATE)
def all_sources_are_read_before_anything_is_set(aws: Aws) -> None:
    aws.put("swap", a=1, b=2)
    aws.update("swap", "SET a = b, b = a")
    assert aws.get("swap") == {**key("swap"), "a": {"N": "2"}, "b": {"N": "1"}}


@rule(UPDATE)
def remove_takes_an_attribute_away_and_minds_not_if_it_is_gone(aws: Aws) -> None:
    aws.put("remove", a=1)
    aws.update("remove", "REMOVE a, b")
    assert aws.get("remove") == key("remove")


@rule(UPDATE)
def an_update_cannot_change_a_key(aws: Aws) -> None:
    assert refused(lambda: aws.update("fixed", "SET sk = :x", values={":x": "b"}))["Code"] == "ValidationException"


@rule(UPDATE)
def one_attribute_is_named_once_in_an_update(aws: Aws) -> None:
    answer = refused(lambda: aws.update("twice", "SET a = :x REMOVE a", values={":x": 1}))
    assert answer["Code"] == "ValidationException"


@rule(NAMES)
def every_value_that_is_given_must_be_used(aws: Aws) -> None:
    answer = refused(lambda: aws.update("unused", "SET a = :x", values={":x": 1, ":y": 2}))
    assert answer["Code"] == "ValidationException"


@rule(NAMES)
def every_name_that_is_given_must_be_used(aws: Aws) -> None:
    names = {"#a": "a", "#b": "b"}
    answer = refused(lambda: aws.update("unused", "SET #a = :x", ExpressionAttributeNames=names, values={":x": 1}))
    assert answer["Code"] == "ValidationException"


@rule(NAMES)
def every_placeholder_must_be_defined(aws: Aws) -> None:
    assert refused(lambda: aws.update("undefined", "SET a = :x"))["Code"] == "ValidationException"


@rule(QUERY)
def a_query_is_in_the_order_of_the_sort_key(aws: Aws) -> None:
    for sk in ("b", "B", "a", "é"):
        aws.put("ordered", sk)
    shown = [each["sk"]["S"] for each in aws.query("ordered")["Items"]]
    assert shown == ["B", "a", "b", "é"]
    shown = [each["sk"]["S"] for each in aws.query("ordered", ScanIndexForward=False)["Items"]]
    assert shown == ["é", "b", "a", "B"]


@rule(QUERY)
def limit_counts_before_the_filter(aws: Aws) -> None:
    for sk, kind in (("a", "no"), ("b", "yes"), ("c", "yes")):
        aws.put("filtered", sk, kind=kind)
    answer = aws.query("filtered", Limit=2, FilterExpression="kind = :k", values={":k": {"S": "yes"}})
    assert (answer["Count"], answer["ScannedCount"]) == (1, 2)
    assert answer["LastEvaluatedKey"] == key("filtered", "b")


@rule(QUERY)
def a_page_that_is_full_names_its_last_key_even_at_the_end(aws: Aws) -> None:
    aws.put("full", "a")
    answer = aws.query("full", Limit=1)
    assert answer["LastEvaluatedKey"] == key("full", "a")
    assert aws.query("full", Limit=1, ExclusiveStartKey=answer["LastEvaluatedKey"])["Items"] == []


@rule(QUERY)
def between_holds_both_its_ends(aws: Aws) -> None:
    for sk in ("a", "b", "c", "d"):
        aws.put("between", sk)
    found = aws.query("between", " AND sk BETWEEN :low AND :high", values={":low": {"S": "b"}, ":high": {"S": "c"}})
    assert [each["sk"]["S"] for each in found["Items"]] == ["b", "c"]


@rule(QUERY)
def an_index_cannot_be_read_consistently(aws: Aws) -> None:
    answer = refused(
        lambda: aws.dynamodb.query(
            TableName=TABLE, IndexName="other", KeyConditionExpression="other_pk = :x", ConsistentRead=True,
            ExpressionAttributeValues={":x": {"S": "x"}},
        )
    )  # fmt: skip
    assert answer["Code"] == "ValidationException"


@rule(DYNAMODB + "developerguide/GSI.html")
def an_index_holds_only_items_that_have_both_its_keys(aws: Aws) -> None:
    aws.put("sparse", "a", other_pk="there", other_sk="1")
    aws.put("sparse", "b", other_pk="there")
    found = aws.dynamodb.query(
        TableName=TABLE, IndexName="other", KeyConditionExpression="other_pk = :x",
        ExpressionAttributeValues={":x": {"S": "there"}},
    )  # fmt: skip
    assert [each["sk"]["S"] for each in found["Items"]] == ["a"]


@rule(BATCH)
def a_batch_holds_at_most_100_keys(aws: Aws) -> None:
    keys = [key("batch", str(number)) for number in range(101)]
    answer = refused(lambda: aws.dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys}}))
    assert answer["Code"] == "ValidationException"


@rule(BATCH)
def a_batch_names_no_key_twice(aws: Aws) -> None:
    keys = [key("batch"), key("batch")]
    answer = refused(lambda: aws.dynamodb.batch_get_item(RequestItems={TABLE: {"Keys": keys}}))
    assert answer["Code"] == "ValidationException"
