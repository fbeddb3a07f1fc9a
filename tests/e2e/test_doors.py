"""Who gets in, and who does not."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest

from local import web
from local.stack import Stack
from tests.support.neighbourhood import Neighbourhood, a_request
from tests.support.phone import MATCHED, RELEASED, VISIT_CANCELLED


def test_the_same_key_twice_is_one_request(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    body = a_request("groceries", timedelta(days=1))

    def post(body: dict[str, str]) -> web.Answer:
        return truus.calls("POST", "/v1/requests", body=body, headers={"Idempotency-Key": "tap-tap"})

    with ThreadPoolExecutor(2) as taps:
        first, second = taps.map(post, (body, body))
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    for answer in (first, second, post(body)):
        assert (answer.status, answer.json) == (201, first.json)
    assert post({**body, "category": "garden"}).status == 422
    [mine] = truus.calls("GET", "/v1/requests").json["items"]
    assert mine["id"] == first.json["id"]
    assert truus.calls("POST", f"/v1/requests/{mine['id']}/cancel").status == 200
    anna.is_told(VISIT_CANCELLED)


@pytest.mark.parametrize(
    ("method", "path"),
    [("GET", "/v1/me"), ("PUT", "/v1/me"), ("POST", "/v1/requests"), ("GET", "/v1/asks"), ("DELETE", "/v1/me")],
)
def test_without_a_token_nobody_gets_in(stack: Stack, method: str, path: str) -> None:
    assert stack.call(method, path).status == 401
    assert stack.call(method, path, token="made.up.token").status == 401


def test_an_id_token_is_refused(neighbourhood: Neighbourhood, stack: Stack) -> None:
    person = neighbourhood.requester().person
    assert stack.call("GET", "/v1/me", token=stack.token_for(person)).status == 200
    answer = stack.call("GET", "/v1/me", token=stack.token_for(person, "IdToken"))
    assert answer.status == 403  # API Gateway's word for a token without the scope


def test_a_token_that_was_tampered_with_is_refused(neighbourhood: Neighbourhood, stack: Stack) -> None:
    """A few of tests/security/test_forged_tokens.py, at the door that is really there."""
    token = stack.token_for(neighbourhood.requester().person)
    head, claims, signature = token.split(".")
    told = json.loads(urlsafe_b64decode(claims + "==="))

    def part(document: dict[str, Any]) -> str:
        return urlsafe_b64encode(json.dumps(document).encode()).decode().rstrip("=")

    unsigned = part({**json.loads(urlsafe_b64decode(head + "===")), "alg": "none"})
    for forged in (
        f"{unsigned}.{claims}.",
        f"{unsigned}.{claims}.{signature}",
        f"{head}.{claims}.",
        f"{head}.{part({**told, 'sub': 'somebody-else'})}.{signature}",
        f"{head}.{part({**told, 'exp': told['exp'] + 10**6})}.{signature}",
        f"{head}.{claims}",
        f"Bearer {token}",
    ):
        assert stack.call("GET", "/v1/me", token=forged).status == 401
    assert stack.call("GET", "/v1/me", token=token).status == 200


def test_somebody_elses_request_does_not_exist(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    for method, what in (
        ("GET", ""), ("GET", "/timeline"), ("GET", "/contact"),
        ("POST", "/cancel"), ("POST", "/done"), ("POST", "/withdraw"),
    ):  # fmt: skip
        answer = bea.calls(method, f"/v1/requests/{search.id}{what}")
        assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json"), what
    truus.is_helped(search)


def test_an_unknown_path_is_a_problem_document(stack: Stack) -> None:
    answer = stack.call("GET", "/v1/no-such-thing")
    assert (answer.status, answer.headers["content-type"]) == (404, "application/problem+json")
    assert answer.json["status"] == 404


@pytest.mark.parametrize("reply", ["x", "x" * 38, "x" * 500, "%E2%82%AC"])
def test_a_link_that_leads_nowhere_is_a_friendly_page(stack: Stack, reply: str) -> None:
    for answer in (stack.call("GET", f"/r/{reply}"), stack.call("POST", f"/r/{reply}", form={"answer": "yes"})):
        assert answer.status == 404
        assert "Deze link werkt niet (meer)" in answer.text


def test_a_probe_of_a_link_answers_nothing_and_changes_nothing(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    probe = web.call("HEAD", anna.link)
    assert (probe.status, probe.text) == (200, "")
    assert "Ja, ik help" in anna.opens_the_page()
    truus.cancels(search)
    anna.is_told(RELEASED)
    search.ends_in("Cancelled")
