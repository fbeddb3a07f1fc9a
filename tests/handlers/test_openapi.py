"""The document that app developers read is true: it says what the code does and what the template opens."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.handlers import recorded
from tests.handlers.routes import declared_routes
from tests.handlers.test_events import EXPECTED
from tests.handlers.world import EVENTS, ROOT, Answer, World, event
from whapp.http import openapi, problems
from whapp.http.api import app

DOCUMENT: dict[str, Any] = json.loads((ROOT / "docs" / "openapi.json").read_text())
OPERATIONS = {
    f"{method.upper()} {path}": operation
    for path, operations in DOCUMENT["paths"].items()
    for method, operation in operations.items()
}
each_operation = pytest.mark.parametrize("route", OPERATIONS)
# Names that say it all, or whose type does.
OBVIOUS = set("id items status category state urgency first_name phone label nl en version type title".split())


def test_the_document_is_what_the_code_makes() -> None:
    assert openapi.document() == DOCUMENT, "run `make openapi`"
    assert openapi.main(["--check"]) == 0


def test_a_document_that_drifted_is_noticed(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, capsys: Any) -> None:
    monkeypatch.setattr(openapi, "FILE", tmp_path / "openapi.json")
    assert openapi.main([]) == 0
    assert openapi.main(["--check"]) == 0
    openapi.FILE.write_text(openapi.FILE.read_text().replace("Ask for help", "Ask for gold"))
    assert openapi.main(["--check"]) == 1
    assert "make openapi" in capsys.readouterr().err


def test_template_code_and_document_know_the_same_routes() -> None:
    template = set(declared_routes()) - {"$default"}
    pages = {route for route in template if route.endswith(("/r/{reply}", "/j/{code}", "/docs", "/openapi.json"))}
    routes = app._static_routes + app._dynamic_routes  # noqa: SLF001 - hidden ones too, which the document leaves out
    code = {f"{route.method} {route.openapi_path}" for route in routes}
    assert code == template - pages
    assert set(OPERATIONS) == template


def test_what_is_open_to_anyone_is_so_in_the_template_too() -> None:
    is_open = {route for route, operation in OPERATIONS.items() if operation.get("security") == []}
    assert is_open == {route for route, kind in declared_routes().items() if kind == "NONE"} - {"$default"}
    assert DOCUMENT["security"] == [{"access_token": []}]


@each_operation
def test_every_operation_is_summed_up_and_named(route: str) -> None:
    operation = OPERATIONS[route]
    assert operation["summary"]
    assert operation["tags"]
    assert re.fullmatch("[a-z]+(_[a-z]+)*", operation["operationId"])


def test_names_are_unique() -> None:
    names = [operation["operationId"] for operation in OPERATIONS.values()]
    assert len(set(names)) == len(names)


def test_the_names_of_operations_stay() -> None:
    """Apps are generated from them: whoever changes one breaks somebody's build."""
    assert {operation["operationId"] for operation in OPERATIONS.values()} == set(
        "read_health list_categories read_me save_me erase_me export_me list_my_offers offer_help stop_offering "
        "ask_for_help "
        "list_my_requests read_request read_timeline cancel_request extend_request widen_request mark_done "
        "mark_not_helped thank_helper read_contact withdraw list_my_asks "
        "answer_ask show_reply probe_reply decide_reply show_invitation probe_invitation list_groups create_group "
        "read_group edit_group appoint_moderator dismiss_moderator invite list_invitations revoke_invitation "
        "list_group_members attest revoke_badge read_figures list_memberships join_group show_membership leave_group "
        "list_needs step_forward read_reference read_document pause_request resume_request stop_request "
        "assign_helper list_blocks block unblock report list_reports read_report resolve_report suspend "
        "lift_suspension".split()
    )


def test_every_property_that_is_not_obvious_is_described() -> None:
    schemas = DOCUMENT["components"]["schemas"]
    assert [name for name, schema in schemas.items() if not schema.get("description")] == []
    told = {
        name
        for schema in schemas.values()
        for name, each in schema.get("properties", {}).items()
        if "description" in each
    }
    for name, schema in schemas.items():
        silent = {field for field, each in schema.get("properties", {}).items() if "description" not in each}
        assert silent <= OBVIOUS | told, name


def test_every_reference_leads_somewhere() -> None:
    named = {reference.rpartition("/")[2] for reference in references(DOCUMENT)}
    assert named == set(DOCUMENT["components"]["schemas"])


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if "$ref" in part:
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


@each_operation
def test_what_takes_a_document_shows_one(route: str) -> None:
    for kind, content in OPERATIONS[route].get("requestBody", {"content": {}})["content"].items():
        assert kind != "application/json" or content["example"]


@each_operation
def test_what_is_answered_shows_one_too(route: str) -> None:
    """Good answers come from the tests, problems from the code that makes them."""
    for status, answer in OPERATIONS[route]["responses"].items():
        for kind, content in answer.get("content", {}).items():
            if kind == problems.CONTENT_TYPE:
                assert content["example"]["status"] == int(status)
                assert fits(content["example"], content["schema"])
            elif kind == "application/json" and route != "GET /openapi.json":
                assert content["example"]


@pytest.mark.parametrize(
    ("how", "status"),
    [
        ({"path": "/v1/requests/nobodys"}, 404),
        ({"path": "/v1/me", "method": "PUT", "raw": "x" * 20_000}, 413),
        ({"path": "/v1/me", "method": "PUT", "raw": "{}", "headers": {"content-type": "text/plain"}}, 415),
        ({"path": "/v1/groups", "method": "POST", "body": json.loads(event("api/post_group")["body"])}, 403),
    ],
)
def test_the_samples_of_problems_are_what_is_said(world: World, how: dict[str, Any], status: int) -> None:
    world.play("api/put_me")
    answer = world.call(**{"method": "GET", **how})
    assert answer.status == status
    sample = OPERATIONS["POST /v1/groups" if status == 403 else "PUT /v1/me" if status > 404 else "GET /v1/me"]
    shown = sample["responses"][str(status)]["content"][problems.CONTENT_TYPE]["example"]
    assert shown.keys() == answer.json.keys()
    assert status == 403 or shown == answer.json


def test_the_page_shows_every_route_and_every_document_and_needs_nothing_from_elsewhere() -> None:
    page = (openapi.SERVED / "reference.html").read_text()
    for route, operation in OPERATIONS.items():
        assert f'<section id="{operation["operationId"]}" aria-label="{route}">' in page
    for name in DOCUMENT["components"]["schemas"]:
        assert f'<section id="{name}"' in page
    leads = set(re.findall(r'href="#([\w-]+)"', page))
    assert leads <= set(re.findall(r'id="([\w-]+)"', page))
    assert "<script" not in page
    assert not re.search(r'(?:src|href)="(?!#|data:,"|openapi\.json")', page)


@pytest.mark.parametrize("name", [name for name in EXPECTED if name.startswith("api/") and name != "api/unknown_route"])
def test_an_answer_has_the_shape_that_was_promised(world: World, name: str) -> None:
    EXPECTED[name].comes_about(world)
    answer = Answer.of(world.play(name))
    route = json.loads((EVENTS / f"{name}.json").read_text())["routeKey"]
    promised = OPERATIONS[route]["responses"][str(answer.status)]
    assert ("content" in promised) == bool(answer.body)
    assert answer.headers["cache-control"] == "no-store"
    if answer.body:
        if recorded.samples().get(route) == name:
            sample = recorded.short(answer.json)
            assert sample == promised["content"]["application/json"]["example"], "run `make openapi`"
        assert answer.headers["content-type"] == "application/json"
        assert fits(answer.json, promised["content"]["application/json"]["schema"]), answer.body


def fits(value: Any, schema: dict[str, Any]) -> bool:
    """Whether a document has this shape: as much of JSON Schema as ours uses."""
    if "$ref" in schema:
        return fits(value, DOCUMENT["components"]["schemas"][schema["$ref"].rpartition("/")[2]])
    if "anyOf" in schema:
        return any(fits(value, each) for each in schema["anyOf"])
    if "enum" in schema:
        return value in schema["enum"]
    match schema["type"]:
        case "object":
            if not isinstance(value, dict):
                return False
            if "properties" not in schema:
                return schema["additionalProperties"] is True
            known = schema["properties"]
            complete = set(schema.get("required", ())) <= set(value) <= set(known)
            return complete and all(fits(each, known[name]) for name, each in value.items())
        case "array":
            return isinstance(value, list) and all(fits(each, schema["items"]) for each in value)
        case kind:
            types = {"string": str, "integer": int, "number": int | float, "boolean": bool, "null": type(None)}
            return isinstance(value, types[kind])
