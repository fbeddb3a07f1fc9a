"""A short run of `make fuzz`, and proof that it would see a fault."""

import json
from typing import Any

import pytest

from tests.security.fuzz import DOCUMENT, Found, fuzz
from whapp.http import routes

CALLS = 300


@pytest.fixture(scope="module")
def found() -> Found:
    return fuzz(CALLS, seed_=1)


def test_every_answer_is_one_that_the_document_promises(found: Found) -> None:
    assert found.wrong == {}
    assert found.calls >= CALLS


def test_the_calls_reach_further_than_the_door(found: Found) -> None:
    """Else the answers would be good because nothing was asked."""
    assert {200, 201, 204, 403, 404, 409, 422} <= set(found.statuses)


def test_a_fault_and_a_drift_would_be_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    document: dict[str, Any] = json.loads(DOCUMENT.read_text())
    document["paths"] = {path: document["paths"][path] for path in ("/v1/health", "/v1/me/offers", "/v1/requests/{id}")}
    document["components"]["schemas"]["Health"]["properties"]["version"]["type"] = "integer"
    del document["paths"]["/v1/requests/{id}"]["get"]["responses"]["404"]

    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(routes, "list_offers", broken)
    found = fuzz(30, 1, document)
    assert {(label, title) for label, title in found.wrong if title != "Undocumented Content-Type"} >= {
        ("GET /v1/health", "Response violates schema"),
        ("GET /v1/me/offers", "Server error"),
        ("GET /v1/requests/{id}", "Undocumented status code"),
    }
