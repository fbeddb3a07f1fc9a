"""Whoever leaves is gone at once: from the table, the topics and the sign-in, and the search goes on without them."""

from typing import Any

import pytest

from local.stack import Stack
from tests.support.neighbourhood import Neighbour, Neighbourhood
from tests.support.phone import MATCHED


def rows(stack: Stack) -> list[Any]:
    """Every row of the table, read behind everybody's back."""
    pages = stack.client("dynamodb").get_paginator("scan").paginate(TableName=stack.table, ConsistentRead=True)
    return [row for page in pages for row in page["Items"]]


def left_of(stack: Stack, neighbour: Neighbour, member_id: str) -> list[str]:
    """Where something of this member can still be found."""
    person = neighbour.person
    kept = [str(row) for row in rows(stack) if row["pk"]["S"] == f"MEMBER#{member_id}"]
    words = [what for what in (person.phone, person.email, person.address) if what in str(rows(stack))]
    topics = stack.client("sns").get_paginator("list_topics").paginate()
    mine = [topic["TopicArn"] for page in topics for topic in page["Topics"] if topic["TopicArn"].endswith(member_id)]
    return [*kept, *words, *mine]


def test_an_asked_helper_leaves_and_the_next_is_asked(neighbourhood: Neighbourhood, stack: Stack) -> None:
    truus = neighbourhood.requester()
    anna = neighbourhood.lives("Anna", channels=["sms", "email"])
    [bea] = neighbourhood.helpers("Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    member_id = anna.id
    assert len(left_of(stack, anna, member_id)) > 4, "what is looked for can be found"

    assert anna.calls("DELETE", "/v1/me").status == 204

    assert left_of(stack, anna, member_id) == []
    users = stack.client("cognito-idp")
    with pytest.raises(users.exceptions.UserNotFoundException):
        users.admin_get_user(UserPoolId=stack.sign_in_ids["POOL"], Username=anna.person.phone)
    bea.is_asked()
    bea.says_yes()
    truus.is_told(MATCHED)
    assert truus.sees(search)["helper"]["first_name"] == "Bea"
