"""What the template grants each function, and what a function did: both as pairs of an IAM action and a resource."""

import re
from collections.abc import Iterable, Iterator, Mapping
from fnmatch import fnmatchcase
from itertools import product
from typing import Any

from tests.rules.template_rules import Template

# Action, resource, and the partition keys as a pattern; `*` is all of them. What was done names one key, or none.
Granted = frozenset[tuple[str, str, str]]
Done = tuple[str, str, str]
# What the calls of the SDK are called in IAM. A transaction is authorised by the single-item actions inside it.
_IN_A_TRANSACTION = {
    "Put": "dynamodb:PutItem",
    "Update": "dynamodb:UpdateItem",
    "Delete": "dynamodb:DeleteItem",
    "ConditionCheck": "dynamodb:ConditionCheckItem",
    "Get": "dynamodb:GetItem",
}
_SERVICES = {
    "dynamodb": "dynamodb",
    "sns": "sns",
    "sfn": "states",
    "stepfunctions": "states",
    "cognito-idp": "cognito-idp",
}


def policies(template: Template, name: str) -> list[Any]:
    """The policies of the function that lives in this folder."""
    kept = [each["Properties"] for each in template["Resources"].values() if "CodeUri" in each["Properties"]]
    [function] = [each for each in kept if each["CodeUri"] == f"functions/{name}/"]
    return list(function.get("Policies", []))


def granted(template: Template, name: str) -> Granted:
    """The rights of a function, and only those that it has by a statement of its own."""
    found: set[tuple[str, str, str]] = set()
    for policy in policies(template, name):
        for statement in policy["Statement"]:
            resources = [_resource(each) for each in _listed(statement.get("Resource", "everything that is no topic"))]
            conditions = statement.get("Condition", {"any": {"dynamodb:LeadingKeys": ["*"]}})
            keys = [key for condition in conditions.values() for key in condition["dynamodb:LeadingKeys"]]
            found |= set(product(_listed(statement["Action"]), resources, keys))
    return frozenset(found)


def permits(right: Done, done: Done) -> bool:
    """Whether this right lets this be done."""
    return right[:2] == done[:2] and fnmatchcase(done[2], right[2])


def refused(rights: Granted, all_done: Iterable[Done]) -> set[Done]:
    """What was done and is not granted."""
    return {done for done in all_done if not any(permits(right, done) for right in rights)}


def idle(rights: Granted, all_done: Iterable[Done]) -> set[Done]:
    """The rights without which everything that was done could still be done."""
    held = [[right for right in rights if permits(right, done)] for done in all_done]
    return set(rights) - {only[0] for only in held if len(only) == 1}


def used(service: str, operation: str, given: Mapping[str, Any]) -> Iterator[Done]:
    """What IAM would be asked for this call of the SDK: action, resource, and the partition key if there is one."""
    prefix = _SERVICES[service]
    if operation in ("TransactWriteItems", "TransactGetItems"):
        for item in given["TransactItems"]:
            [(kind, what)] = item.items()
            yield _IN_A_TRANSACTION[kind], "table", _key(what)
    elif operation == "BatchGetItem":
        for keys in given["RequestItems"].values():
            for key in keys["Keys"]:
                yield f"{prefix}:{operation}", "table", key["pk"]["S"]
    elif prefix == "dynamodb":
        index = given.get("IndexName")
        yield f"{prefix}:{operation}", f"index {index}" if index else "table", _key(given)
    elif prefix == "states":
        yield (
            f"{prefix}:{operation}",
            {"StartExecution": "cascade", "StopExecution": "execution"}.get(operation, "*"),
            "",
        )
    elif prefix == "cognito-idp":
        yield f"{prefix}:{operation}", "user pool", ""
    else:
        phone = "PhoneNumber" in given
        yield f"{prefix}:{operation}", "everything that is no topic" if phone else "topic of a member", ""


def _key(given: Mapping[str, Any]) -> str:
    key = given.get("Key") or given.get("Item")
    if key:
        return str(key["pk"]["S"])
    values = given.get("ExpressionAttributeValues", {})  # PynamoDB numbers them: the partition key comes first
    return str(values.get(":0", {}).get("S", ""))


def _resource(said: Any) -> str:
    """A short name for a resource of the template."""
    text = str(said if isinstance(said, str) else next(iter(said.values())))
    if text in ("*", "everything that is no topic"):
        return text
    known = {
        r"\['Table', 'Arn'\]": "table",
        r"\$\{Table.Arn\}/index/(\w+)": r"index \1",
        r"Cascade|arn:.*:stateMachine:\$\{AWS::StackName\}-cascade": "cascade",
        r"arn:.*:execution:\$\{AWS::StackName\}-cascade:\*": "execution",
        r"arn:.*:\$\{AWS::StackName\}-member-\*": "topic of a member",
        r"arn:.*:userpool/\*": "user pool",
    }
    for pattern, name in known.items():
        if match := re.fullmatch(pattern, text):
            return match.expand(name)
    raise AssertionError(f"a resource that nobody named: {text}")


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
