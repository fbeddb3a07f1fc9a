"""Cursors: where the next part of a list begins, as opaque text."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from whapp.adapters.dynamodb.rows import Row
from whapp.domain.errors import InvalidInput

PAGE_SIZE = 25
_NAMES = {"pk", "sk", "owner_pk", "owner_sk"}
_KEY = re.compile(r"[!-~]{1,200}")


def cursor_of(last_key: dict[str, Any] | None) -> str | None:
    """The cursor for DynamoDB's last evaluated key."""
    return urlsafe_b64encode(json.dumps(last_key).encode()).decode().rstrip("=") if last_key else None


def key_of(cursor: str | None, owner: str) -> dict[str, Any] | None:
    """The key in a cursor that was given out for this owner's list; InvalidInput for anything else."""
    if cursor is None:
        return None
    try:
        key = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        good = key.keys() == _NAMES and all(_is_text(value) for value in key.values()) and key["owner_pk"]["S"] == owner
    except (ValueError, AttributeError, RecursionError):
        good = False
    if not good:
        raise InvalidInput("cursor", "is not one that was given out for this list")
    return dict(key)


def owned(owner: str, cursor: str | None) -> tuple[list[tuple[str, str]], str | None]:
    """The keys of a page of what this owner has, newest first, and the cursor for the next."""
    found = Row.by_owner.query(
        owner, scan_index_forward=False, limit=PAGE_SIZE, last_evaluated_key=key_of(cursor, owner)
    )
    keys = [(row.pk, row.sk) for row in found]
    return keys, cursor_of(found.last_evaluated_key)


def _is_text(value: object) -> bool:
    """Whether DynamoDB would take this as a text in a key of ours."""
    match value:
        case {"S": str(text), **others}:
            return not others and bool(_KEY.fullmatch(text))
    return False
