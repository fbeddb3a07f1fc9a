"""Errors as `application/problem+json` (RFC 9457). They name fields and states, and never echo what was sent."""

import json
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

CONTENT_TYPE = "application/problem+json"
MAX_BODY = 16_384


class Refused(Exception):
    """A call that is refused before any use case is asked."""

    def __init__(self, status: HTTPStatus, detail: str, errors: Sequence[Mapping[str, str]] = ()) -> None:
        super().__init__(detail)
        self.status = status
        self.detail = detail
        self.errors = errors


def problem(
    status: HTTPStatus,
    detail: str,
    errors: Sequence[Mapping[str, str]] = (),
    headers: Mapping[str, str] | None = None,
    more: Mapping[str, str] | None = None,
) -> dict[str, Any]:
    """A problem document as an answer to API Gateway; `more` are fields of this problem's own."""
    body: dict[str, Any] = {"type": "about:blank", "title": status.phrase, "status": status.value, "detail": detail}
    if errors:
        body["errors"] = list(errors)
    body |= more or {}
    return {
        "statusCode": status.value,
        "headers": {"content-type": CONTENT_TYPE, "cache-control": "no-store", **(headers or {})},
        "body": json.dumps(body, ensure_ascii=False),
        "isBase64Encoded": False,
    }
