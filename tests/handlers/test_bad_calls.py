"""Bad calls: unreadable bodies, odd ids, cursors and keys, no token, no such route: refused like any bad input."""

import json
from base64 import urlsafe_b64encode
from typing import Any

import pytest

from tests.handlers.samples import ANNAS_REQUEST, ANSWER, OFFER, PROFILE, REQUEST, TO_BERT, long
from tests.handlers.world import ANNA, BERT, CEES, EVENTS, Answer, World, event
from tests.support.discretion import CANARY

WITH_BODY = [
    ("PUT", "/v1/me"),
    ("PUT", "/v1/me/offers/groceries"),
    ("POST", "/v1/requests"),
    ("POST", f"/v1/asks/{TO_BERT}/answer"),
    ("POST", "/v1/memberships"),
    ("PATCH", "/v1/memberships/x"),
    ("POST", "/v1/groups"),
    ("POST", f"/v1/requests/{ANNAS_REQUEST}/extend"),
    ("POST", f"/v1/requests/{ANNAS_REQUEST}/widen"),
]
DEEP = "[" * 10_000 + "]" * 10_000
BODIES: dict[str, tuple[str | bytes, int]] = {
    "not JSON": (CANARY, 422),
    "half of it": ('{"text": "' + CANARY, 422),
    "two documents": ('{"a": 1} {"b": 2}', 422),
    "single quotes": ("{'a': 1}", 422),
    "a comma too many": ('{"a": 1,}', 422),
    "an array": ("[1, 2]", 422),
    "a string": (f'"{CANARY}"', 422),
    "a number": ("5", 422),
    "null": ("null", 422),
    "NaN": ('{"a": NaN}', 422),
    "minus infinity": ('{"a": -Infinity}', 422),
    "5,000 digits": ('{"a": ' + "9" * 5000 + "}", 422),
    "5,000 digits behind the point": ('{"a": 0.' + "9" * 5000 + "}", 422),
    "a name twice": ('{"text": "a", "text": "b"}', 422),
    "nested 10,000 deep": (DEEP[:8000] + DEEP[-8000:], 422),
    "objects 2,000 deep": ('{"a":' * 2000 + "1" + "}" * 2000, 422),
    "10,000 closing brackets": ("]" * 10_000, 422),
    "not UTF-8": (b'{"text": "\xff\xfe"}', 422),
    "UTF-16": ('{"text": "a"}'.encode("utf-16"), 422),
    "a byte order mark": (b"\xef\xbb\xbf{}", 422),
    "a lone surrogate": ('{"text": "\ud800"}', 422),
    "a lone surrogate, escaped, as a name": ('{"\\ud800": 1}', 422),
    "a name that is markup": (f'{{"<script>{CANARY}</script>": 1}}', 422),
    "a name that is long": (f'{{"{long(5000)}": 1}}', 422),
    "a byte over 16 kB": ('{"text": "' + long(16_384 - 11) + '"}', 413),
    "over 16 kB of three-byte characters": (("€" * 6_000), 413),
    "a megabyte": ("x" * 1_000_000, 413),
    "over 16 kB, encoded": (b"x" * 16_385, 413),
    "a megabyte, encoded": (b"x" * 1_000_000, 413),
}


@pytest.mark.parametrize("case", BODIES)
@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_a_body_that_cannot_be_read_is_refused(
    town: World, refused: list[Answer], method: str, path: str, case: str
) -> None:
    raw, status = BODIES[case]
    answer = town.call(method, path, raw=raw, by=BERT)
    refused.append(answer)
    assert answer.status == status
    assert {"body", "a"} & set(answer.fields) or status == 413


@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_no_body_at_all_is_refused(town: World, refused: list[Answer], method: str, path: str) -> None:
    for raw in (None, "", "{}"):
        answer = town.call(method, path, raw=raw, by=BERT)
        refused.append(answer)
        assert answer.status == 422
        assert answer.fields


def test_base64_that_is_none_is_refused(town: World, refused: list[Answer]) -> None:
    sent = event("api/post_requests_base64")
    for body in ("%%%", "e30", "e30=\n", "{}"):
        answer = Answer.of(town.invoke("api", {**sent, "body": body}))
        refused.append(answer)
        assert (answer.status, answer.fields) == (422, ["body"])


@pytest.mark.parametrize(
    "content_type",
    [
        "",
        "text/plain",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/jsonp",
        "text/html, application/json",
        CANARY,
    ],
)
@pytest.mark.parametrize(("method", "path"), WITH_BODY)
def test_what_is_not_called_json_is_refused(
    town: World, refused: list[Answer], method: str, path: str, content_type: str
) -> None:
    answer = town.call(method, path, REQUEST, headers={"content-type": content_type})
    refused.append(answer)
    assert answer.status == 415


ODD_IDS = [
    "..",
    "%2e%2e%2f",
    "%00",
    "a\x00b",
    "🧺",
    "a b",
    "' OR 1=1",
    "<script>",
    "*",
    "#",
    "REQUEST#x",
    ANNAS_REQUEST.upper(),
    f"{ANNAS_REQUEST}-1",
    CANARY,
    "x" * 64,
    "x" * 65,
    "x" * 5000,
    "-",
    "--",
    "\ud800",
]
OF_REQUESTS = [
    ("GET", ""),
    ("GET", "/timeline"),
    ("GET", "/contact"),
    ("POST", "/cancel"),
    ("POST", "/done"),
    ("POST", "/withdraw"),
]


@pytest.mark.parametrize("odd", ODD_IDS, ids=lambda odd: ascii(odd)[:30])
def test_an_odd_id_leads_nowhere(town: World, refused: list[Answer], odd: str) -> None:
    for method, rest in OF_REQUESTS:
        refused.append(town.call(method, f"/v1/requests/{odd}{rest}"))
    refused.append(town.call("POST", f"/v1/asks/{odd}/answer", ANSWER, by=BERT))
    assert {answer.status for answer in refused} <= {404, 422}
    assert all(answer.fields == ["id"] for answer in refused if answer.status == 422)


@pytest.mark.parametrize(
    "odd",
    [
        f"{ANNAS_REQUEST}-1-2",
        f"{ANNAS_REQUEST}-2-1",
        f"{ANNAS_REQUEST}-01-1",
        f"{ANNAS_REQUEST}-1-1-1",
        f"{ANNAS_REQUEST}-x-y",
        f"{ANNAS_REQUEST}--1",
        f"{TO_BERT}\x00",
    ],
)
def test_an_ask_that_was_never_made_cannot_be_answered(town: World, refused: list[Answer], odd: str) -> None:
    answer = town.call("POST", f"/v1/asks/{odd}/answer", ANSWER, by=BERT)
    refused.append(answer)
    assert answer.status == 404


def test_what_is_not_yours_does_not_exist(town: World, refused: list[Answer]) -> None:
    """Word for word what is said about an id that nobody has."""
    nobodys = town.call("GET", "/v1/requests/aaaaaaaaaaaaaaaa", by=CEES)
    refused.append(nobodys)
    for by in (BERT, CEES):
        refused.extend(
            town.call(method, f"/v1/requests/{ANNAS_REQUEST}{rest}", by=by) for method, rest in OF_REQUESTS[:5]
        )
    refused.append(town.call("POST", f"/v1/requests/{ANNAS_REQUEST}/withdraw", by=CEES))
    refused.append(town.call("GET", f"/v1/requests/{ANNAS_REQUEST}/contact", by=ANNA))  # nobody said yes yet
    for by in (ANNA, CEES):
        refused.append(town.call("POST", f"/v1/asks/{TO_BERT}/answer", ANSWER, by=by))
    assert {(answer.status, answer.body) for answer in refused} == {(404, nobodys.body)}


def test_without_a_profile_there_is_nothing_to_do(town: World, refused: list[Answer]) -> None:
    refused.append(town.call("GET", "/v1/me", by=CEES))
    refused.append(town.call("GET", "/v1/me/offers", by=CEES))
    refused.append(town.call("PUT", "/v1/me/offers/pets", OFFER | {"note": "a"}, by=CEES))
    refused.append(town.call("DELETE", "/v1/me/offers/pets", by=CEES))
    refused.append(town.call("POST", "/v1/requests", REQUEST, by=CEES))
    assert {answer.status for answer in refused} == {404}


def cursor(document: Any) -> str:
    return urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")


OWN = {"S": f"MEMBER#{ANNA}#REQUESTS"}
KEY = {
    "pk": {"S": f"REQUEST#{ANNAS_REQUEST}"},
    "sk": {"S": "REQUEST"},
    "owner_pk": OWN,
    "owner_sk": {"S": "2026-11-24T09:00:00.000000+0000"},
}
BAD_CURSORS = {
    "words": CANARY,
    "nothing": "",
    "odd characters": "\x00🧺%",
    "too long": "x" * 1025,
    "a number": cursor(5),
    "a list": cursor([KEY]),
    "somebody else's": cursor({**KEY, "owner_pk": {"S": f"MEMBER#{BERT}#REQUESTS"}}),
    "another list": cursor({**KEY, "owner_pk": {"S": f"MEMBER#{ANNA}#ASKS"}}),
    "a part": cursor({"pk": KEY["pk"], "owner_pk": OWN}),
    "more than a key": cursor({**KEY, "extra": {"S": "x"}}),
    "bare text": cursor({**KEY, "pk": "S"}),
    "a list of a type": cursor({**KEY, "sk": ["S"]}),
    "a number as text": cursor({**KEY, "sk": {"S": 5}}),
    "an empty key": cursor({**KEY, "sk": {"S": ""}}),
    "two types at once": cursor({**KEY, "sk": {"S": "REQUEST", "N": "5"}}),
    "another type": cursor({**KEY, "sk": {"N": "5"}}),
    "nested deep": urlsafe_b64encode(b"[" * 700).decode(),
    "a long number": urlsafe_b64encode(b"9" * 700).decode(),
}


@pytest.mark.parametrize("case", BAD_CURSORS)
def test_a_cursor_that_was_not_given_out_is_refused(town: World, refused: list[Answer], case: str) -> None:
    for path, by in (("/v1/requests", ANNA), ("/v1/asks", BERT)):
        answer = town.call("GET", path, query={"cursor": BAD_CURSORS[case]}, by=by)
        refused.append(answer)
        assert (answer.status, answer.fields) == (422, ["cursor"])


@pytest.mark.parametrize("key", ["", "x" * 201, f"{CANARY}\x00", "\ud800", "🔑", "a\nb"], ids=ascii)
def test_a_bad_idempotency_key_is_refused(town: World, refused: list[Answer], key: str) -> None:
    answer = town.call("POST", "/v1/requests", REQUEST, headers={"idempotency-key": key})
    refused.append(answer)
    assert answer.status == 422
    assert answer.fields == ["idempotency-key"]


@pytest.mark.parametrize(
    "change",
    [
        {"text": CANARY},
        {"urgency": "urgent"},
        {"address": CANARY},
        {"location": {"lat": 52.3, "lon": 4.9}},
        {"needed_until": "2026-11-24T17:00:00Z"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_key_used_for_another_request_is_refused(town: World, refused: list[Answer], change: dict[str, Any]) -> None:
    sent = event("api/post_requests")
    answer = Answer.of(town.invoke("api", {**sent, "body": json.dumps(REQUEST | change)}))
    refused.append(answer)
    assert (answer.status, answer.fields) == (422, ["idempotency-key"])


SIGNED_IN = sorted(
    path.stem for path in (EVENTS / "api").glob("*.json") if "authorization" in event(f"api/{path.stem}")["headers"]
)


NO_MEMBER: list[Any] = [
    None,
    {},
    {"jwt": None},
    {"jwt": {}},
    {"jwt": {"claims": None}},
    {"jwt": {"claims": {"sub": ANNA, "token_use": "id"}}},
    {"jwt": {"claims": {"sub": ANNA}}},
    {"jwt": {"claims": {"token_use": "access"}}},
    {"jwt": {"claims": {"sub": "", "token_use": "access"}}},
]


@pytest.mark.parametrize("name", SIGNED_IN)
def test_without_an_access_token_nobody_comes_in(town: World, refused: list[Answer], name: str) -> None:
    """The authoriser sees to that; this is for the day on which a route forgets it."""
    sent = event(f"api/{name}")
    del sent["requestContext"]["authorizer"]
    refused.append(Answer.of(town.invoke("api", sent)))
    for authorizer in NO_MEMBER:
        sent["requestContext"]["authorizer"] = authorizer
        refused.append(Answer.of(town.invoke("api", sent)))
    assert {answer.status for answer in refused} == {401}


def test_a_token_that_sign_in_has_withdrawn_is_refused(town: World, refused: list[Answer]) -> None:
    for header in ("Bearer other.access.token", "Bearer", "", "Basic YTpi"):
        refused.append(town.call("PUT", "/v1/me", PROFILE, headers={"authorization": header}))
    assert {answer.status for answer in refused} == {401}


@pytest.mark.parametrize("method", ["HEAD", "OPTIONS", "PATCH", "TRACE", "CONNECT", "PROPFIND", CANARY])
@pytest.mark.parametrize("path", ["/v1/me", "/v1/requests", "/v1/health", f"/v1/requests/{ANNAS_REQUEST}"])
def test_a_method_that_means_nothing_here_does_nothing(
    town: World, refused: list[Answer], method: str, path: str
) -> None:
    answer = town.call(method, path)
    refused.append(answer)
    assert answer.status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "",
        "/v1",
        "/v1/",
        "/v2/me",
        "/v1/me/",
        "/v1//me",
        "/v1/me/../me",
        "/V1/ME",
        f"/{CANARY}",
        "/v1/requests//cancel",
        "/v1/\x00",
        "/🧺",
        "/v1/me%0d%0aSet-Cookie:a=b",
        "/" + "x" * 9000,
    ],
    ids=lambda path: ascii(path)[:30],
)
def test_an_unknown_path_leads_nowhere(town: World, refused: list[Answer], path: str) -> None:
    answer = town.call("GET", path)
    refused.append(answer)
    assert answer.status == 404
