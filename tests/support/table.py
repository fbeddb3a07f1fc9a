"""The single table in moto, made from the very template that goes to the cloud."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import boto3
from moto import mock_aws
from samtranslator.yaml_helper import yaml_parse

from whapp.adapters.dynamodb.rows import bind

REGION = "eu-west-1"
TABLE = "whapp-test"
_KEPT = ("AttributeDefinitions", "KeySchema", "GlobalSecondaryIndexes", "BillingMode")


@cache
def table_properties() -> dict[str, Any]:
    """The table as the template describes it."""
    template = yaml_parse(Path("template.yaml").read_text())
    properties: dict[str, Any] = template["Resources"]["Table"]["Properties"]
    return properties


@cache
def _client() -> Any:
    """One for all tables: it takes far longer to make than to use."""
    return boto3.client("dynamodb", region_name=REGION)


@contextmanager
def table() -> Iterator[Any]:
    """An empty table, bound to the adapter; yields a plain DynamoDB client to look behind it."""
    with mock_aws():
        client = _client()
        properties = table_properties()
        client.create_table(TableName=TABLE, **{key: properties[key] for key in _KEPT})
        bind(TABLE, REGION)
        yield client
