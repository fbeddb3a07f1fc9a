"""Bodies that nobody's app would send, before every route: never a 5xx, nothing echoed, nothing half done."""

import json
from typing import Any

import pytest

from tests.handlers.test_openapi import DOCUMENT, OPERATIONS
from tests.handlers.world import Answer, api_event, context, event, function
from tests.security.cast import CODE, MATCHED, OPEN, REPORT, VISITED, Street, street
from tests.security.hostile import HOSTILE, VALUES
from tests.support.discretion import CANARY
from whapp.domain.invitation import invitation_id

# Who calls, and what stands for the names in the path: what is theirs, so that the body is what it is refused for.
BY_ROUTE: dict[str, tuple[str, dict[str, str]]] = {
    "/v1/groups": ("ops", {}),
    "/v1/groups/{id}": ("moderator", {"id": "watch", "member": "asked", "invitation": invitation_id(CODE)}),
    "/v1/asks/{id}/answer": ("asked", {"id": f"{OPEN}-1-1"}),
    "/v1/needs/{id}": ("helper", {"id": OPEN}),
    "/v1/requests/{id}/contact": ("rosa", {"id": MATCHED}),
    "/v1/requests/{id}/withdraw": ("helper", {"id": MATCHED}),
    "/v1/requests/{id}/not-helped": ("rosa", {"id": VISITED}),
    "/v1/requests/{id}": ("rosa", {"id": OPEN}),
    "/v1/ops/requests/{id}": ("ops", {"id": OPEN}),
    "/v1/ops/members/{id}": ("ops", {"id": "helper"}),
    "/v1/ops/reports/{id}": ("ops", {"id": REPORT.id}),
    "/v1/blocks/{id}": ("rosa", {"id": "helper"}),
    "/v1/memberships/{group}": ("rosa", {"group": "watch"}),
    "/v1/me/offers/{category}": ("rosa", {"category": "pets"}),
    "/r/{reply}": ("anonymous", {"reply": f"{OPEN}secret of asked"}),
    "/j/{code}": ("anonymous", {"code": CODE}),
}


@pytest.fixture(scope="module")
def untouched() -> Street:
    return street()


def sends(here: Street, route: str, raw: str | bytes, kind: str) -> Answer:
    """This body, on this route, by whoever may take it."""
    method, _, path = route.partition(" ")
    found = max((start for start in BY_ROUTE if path.startswith(start)), key=len, default="")
    by, names = BY_ROUTE.get(found, ("rosa", {}))
    headers = {"authorization": f"Bearer token of {by}", "content-type": kind}
    sent: Any = api_event(method, path.format(**names), by=by, raw=raw, headers=headers)
    name = {"/r/": "reply", "/j/": "join", "/do": "reference", "/op": "reference"}.get(path[:3], "api")
    if name != "api":
        body = {part: sent[part] for part in ("body", "isBase64Encoded")}
        sent = {**event("reply/get"), "routeKey": route, "pathParameters": names, "headers": headers, **body}
        sent["requestContext"]["http"]["method"] = method
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(function(name), "services", here.services, raising=False)  # the reference needs none
        patch.setattr(function(name).logger, "error", pytest.fail)  # the pages answer 200 when they are in trouble
        return Answer.of(json.loads(json.dumps(function(name).handler(sent, context(name)))))


def check(untouched: Street, here: Street, answer: Answer, what: str) -> Street:
    """No 5xx, nothing echoed, nothing changed by what was refused. A street for the next call."""
    assert answer.status < 500, what
    if answer.status >= 400:
        assert CANARY not in answer.body + str(answer.headers), what
        assert not {"\x00", "\u202e", "\ud800"} & set(answer.body), what
        assert here.kept() == untouched.kept(), what
    return here if here.kept() == untouched.kept() else untouched.again()


@pytest.mark.parametrize("route", OPERATIONS)
def test_no_body_brings_a_route_down_or_comes_back(untouched: Street, route: str) -> None:
    here = untouched.again()
    for case, (raw, kind) in HOSTILE.items():
        here = check(untouched, here, sends(here, route, raw, kind), f"{route}: {case}")


WITH_EXAMPLE = {
    route: content["application/json"]["example"]
    for route, operation in OPERATIONS.items()
    if "application/json" in (content := operation.get("requestBody", {}).get("content", {}))
}


@pytest.mark.parametrize("route", WITH_EXAMPLE)
def test_no_field_brings_a_route_down_or_comes_back(untouched: Street, route: str) -> None:
    here, example = untouched.again(), WITH_EXAMPLE[route]
    known = OPERATIONS[route]["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
    assert set(example) <= fields_of(known)
    for name in fields_of(known):
        for value in VALUES:
            raw = json.dumps({**example, name: value})
            here = check(untouched, here, sends(here, route, raw, "application/json"), f"{route}: {name} {value!r:.40}")


def fields_of(model: str) -> set[str]:
    """The fields of a document that the API takes."""
    return set(DOCUMENT["components"]["schemas"][model]["properties"])


def test_there_are_as_many_bodies_as_were_promised() -> None:
    assert len(HOSTILE) >= 40


def test_what_comes_back_would_be_seen(untouched: Street) -> None:
    answer = Answer(422, {}, f"no {CANARY} here")
    with pytest.raises(AssertionError):
        check(untouched, untouched.again(), answer, "planted")
