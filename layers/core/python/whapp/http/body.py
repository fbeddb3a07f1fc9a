"""What a body must be before anybody looks into it: small, UTF-8, JSON of sane depth and sane numbers.

The resolver alone answers some of these with a 500: a decoding error, a recursion error, the interpreter's limit on
digits.
"""

import base64
import binascii
import json
from http import HTTPStatus
from typing import Any, NoReturn

from whapp.http.problems import MAX_BODY, Refused

JSON = "application/json"
MAX_DEPTH = 32  # our deepest document has 3 levels


def checked(event: dict[str, Any]) -> dict[str, Any]:
    """The event with its body as plain text, known to be a JSON document. Raises Refused."""
    body = event.get("body")
    if not body:
        return {**event, "body": None, "isBase64Encoded": False}
    if len(body) > MAX_BODY * 2:
        _too_large()
    raw = _raw(body, encoded=bool(event.get("isBase64Encoded")))
    if len(raw) > MAX_BODY:
        _too_large()
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    if headers.get("content-type", "").split(";")[0].strip().lower() != JSON:
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, "Send the body as application/json.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        _not_json("is not UTF-8")
    _parse(text)
    # Media types know no case; the resolver does.
    return {**event, "headers": {**headers, "content-type": JSON}, "body": text, "isBase64Encoded": False}


def _raw(body: str, *, encoded: bool) -> bytes:
    try:
        return base64.b64decode(body, validate=True) if encoded else body.encode("utf-8")
    except (binascii.Error, UnicodeEncodeError):
        _not_json("is not UTF-8")


def _parse(text: str) -> None:
    if _depth(text) > MAX_DEPTH:
        _not_json("is nested too deeply")
    try:
        document = json.loads(text, object_pairs_hook=_no_repeats, parse_constant=_no_constant)
    except json.JSONDecodeError:
        _not_json("is not JSON")
    except ValueError:
        _not_json("holds a number or a name that is not allowed")
    if not isinstance(document, dict):
        _not_json("is not a JSON object")


def _depth(text: str) -> int:
    """How deep brackets nest at most; brackets inside strings count too, which does no harm at this limit."""
    deepest = depth = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _no_repeats(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    document = dict(pairs)
    if len(document) != len(pairs):
        raise ValueError("a name is repeated")
    return document


def _no_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _too_large() -> NoReturn:
    raise Refused(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, f"The body may be at most {MAX_BODY} bytes.")


def _not_json(reason: str) -> NoReturn:
    detail = "The body could not be read."
    raise Refused(HTTPStatus.UNPROCESSABLE_ENTITY, detail, [{"field": "body", "reason": reason}])
