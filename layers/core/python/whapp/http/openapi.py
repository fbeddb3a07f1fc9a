"""`python -m whapp.http.openapi [--check]`: write docs/openapi.json and its page from the code, or compare them."""

import json
import sys
from http import HTTPStatus
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from whapp import __version__
from whapp.app.answer_reply import Decision
from whapp.http import problems, reference
from whapp.http.api import app
from whapp.http.open_models import FieldError, Problem
from whapp.http.problems import problem

FILE = Path("docs/openapi.json")
SERVED = Path("functions/reference")  # what GET /docs and GET /openapi.json answer
EVENTS = Path("events/api")
SAMPLES = Path("docs/samples.json")  # what each route answered in the tests
DESCRIPTION = """Whapp asks one willing neighbour at a time, and searches on until somebody says yes.

Sign in with the user pool and send its *access* token as bearer; an ID token is refused. Times are RFC 3339, ids are
opaque, unknown fields are refused. Errors are `application/problem+json` (RFC 9457) and never repeat what was sent.
See api.md for the flows."""
_WITHOUT_PROFILE = {
    "save_me", "erase_me", "list_my_requests", "list_my_asks", "list_groups", "create_group", "list_memberships",
    "list_reports",
}  # fmt: skip
_WRITES_TOO = {"read_contact"}  # a look is logged
_NEEDS_A_STATE = {
    "cancel_request", "extend_request", "mark_done", "mark_not_helped", "thank_helper", "widen_request", "withdraw",
    "appoint_moderator", "dismiss_moderator", "invite", "join_group", "pause_request", "resume_request", "stop_request",
    "assign_helper", "block",
}  # fmt: skip
_NEEDS_A_ROLE = {
    "ask_for_help", "create_group", "edit_group", "dismiss_moderator", "invite", "list_invitations",
    "revoke_invitation", "list_group_members", "attest", "revoke_badge", "list_reports",
    "read_report", "resolve_report", "suspend", "lift_suspension",
}  # fmt: skip
_HAS_A_BUDGET = {"ask_for_help", "answer_ask", "join_group", "list_needs", "step_forward"}
_OF_US = "Some fields are not as they should be."
_PROBLEMS = {  # what it means, and how it is said
    "401": ("No token, or not a good one", "The sign-in service does not know this token any more."),
    "403": ("An ID token instead of the access token, or another role", "This is for moderators."),
    "404": ("It does not exist, or it is not yours", "It does not exist, or it is not yours."),
    "409": ("Its state does not allow it; the detail says why", "This cannot be done: the request is helped."),
    "413": ("The body is over 16 kB", f"The body may be at most {problems.MAX_BODY} bytes."),
    "415": ("The body is not called application/json", "Send the body as application/json."),
    "422": ("A field is not as it should be; `errors` says which", _OF_US),
    "429": (
        "Too many calls; try again in a moment, or after `Retry-After` seconds",
        "There were too many requests for now; again in 3600 seconds.",
    ),
    "503": (
        "Many are at it at once; try again after `Retry-After` seconds",
        "Many people are at it at once; try again.",
    ),
}
_WRONG_FIELDS = [{"field": "home.lat", "reason": "Input should be a valid number"}]
_BY_THE_GATEWAY = {"401": "Unauthorized", "403": "Forbidden", "429": "Too Many Requests"}
_SAID_BY_THE_GATEWAY = {
    "403": _NEEDS_A_ROLE,
    "429": _HAS_A_BUDGET,
}  # and by us for these; it says {"message": "..."}, as it does for most 401s
_PAGE = {"description": "A page that tells what is true now", "content": {"text/html": {"schema": {"type": "string"}}}}


def document() -> dict[str, Any]:
    """The OpenAPI 3.1 document of the API."""
    made: dict[str, Any] = json.loads(
        app.get_openapi_json_schema(
            title="Whapp",
            version=__version__,
            description=DESCRIPTION,
            security_schemes={"access_token": HTTPBearer(bearerFormat="JWT")},
            security=[{"access_token": []}],
        )
    )
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            _complete(f"{method.upper()} {path}", operation)
    made["paths"]["/r/{reply}"] = _reply_page()
    made["paths"]["/j/{code}"] = _join_page()
    made["paths"] |= _reference()
    made["paths"] = dict(sorted(made["paths"].items()))
    schemas = made["components"]["schemas"]
    for resolvers_own in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        schemas.pop(resolvers_own, None)
    for model in (Problem, FieldError):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schemas.update(schema.pop("$defs", {}))
        schemas[model.__name__] = schema
    return made


def _complete(route: str, operation: dict[str, Any]) -> None:
    """Add what the resolver does not know: who may call, what can go wrong, and an example."""
    [(status, good)] = [(code, answer) for code, answer in operation["responses"].items() if code.startswith("2")]
    good = {"description": "Done"} if status == "204" else {**good, "description": "As asked"}
    operation["responses"] = {status: good}
    if "content" in good:
        good["content"]["application/json"]["example"] = json.loads(SAMPLES.read_text())[route]
    if "open" in operation["tags"]:
        operation["security"] = []
        return
    name, with_body = operation["operationId"], "requestBody" in operation
    can_be = {
        "401": True,
        "403": True,
        "404": name not in _WITHOUT_PROFILE,
        "409": name in _NEEDS_A_STATE,
        "413": with_body,
        "415": with_body,
        "422": with_body or "parameters" in operation,
        "429": True,
        "503": not route.startswith("GET ") or name in _WRITES_TOO,
    }
    for code in (code for code, so in can_be.items() if so):
        by_us = name in _SAID_BY_THE_GATEWAY.get(code, {name})
        operation["responses"][code] = {"description": _PROBLEMS[code][0], "content": _said(code, by_us=by_us)}
    if with_body:
        operation["requestBody"]["content"]["application/json"]["example"] = _sent(route)


def _sent(route: str) -> Any:
    """A body for this route, from the event files: the tests prove that it works."""
    events = (json.loads(path.read_text()) for path in sorted(EVENTS.glob("*.json")))
    return json.loads(next(event["body"] for event in events if event["routeKey"] == route))


def _said(code: str, *, by_us: bool) -> dict[str, Any]:
    """How a problem is said, by us or by the gateway."""
    if not by_us:
        return {"application/json": {"schema": {"type": "object"}, "example": {"message": _BY_THE_GATEWAY[code]}}}
    fields = _WRONG_FIELDS if code == "422" else ()
    sample = json.loads(problem(HTTPStatus(int(code)), _PROBLEMS[code][1], fields)["body"])
    return {problems.CONTENT_TYPE: {"schema": {"$ref": "#/components/schemas/Problem"}, "example": sample}}


def _reply_page() -> dict[str, Any]:
    reply = {"name": "reply", "in": "path", "required": True, "schema": {"type": "string"}}
    language = {"name": "lang", "in": "query", "schema": {"$ref": "#/components/schemas/Language"}}
    form = {
        "type": "object",
        "required": ["answer"],
        "properties": {
            "answer": {"enum": [decision.value for decision in Decision]},
            "reason": {"$ref": "#/components/schemas/Reason"},
            "lang": {"$ref": "#/components/schemas/Language"},
        },
    }
    answers = {
        "200": _PAGE,
        "404": {**_PAGE, "description": "The same friendly page for every link that leads nowhere"},
    }

    def operation(name: str, summary: str, **more: Any) -> dict[str, Any]:
        return {
            "tags": ["reply"],
            "summary": summary,
            "operationId": name,
            "security": [],
            "parameters": [reply, language],
            "responses": answers,
            **more,
        }

    body = {"content": {"application/x-www-form-urlencoded": {"schema": form}}, "required": True}
    return {
        "get": operation("show_reply", "The question, and two buttons; changes nothing"),
        "head": operation("probe_reply", "For link scanners; changes nothing"),
        "post": operation("decide_reply", "Decide", requestBody=body),
    }


def _join_page() -> dict[str, Any]:
    code = {"name": "code", "in": "path", "required": True, "schema": {"type": "string"}}
    language = {"name": "lang", "in": "query", "schema": {"$ref": "#/components/schemas/Language"}}
    view = {"name": "view", "in": "query", "schema": {"enum": ["poster"]}}
    answers = {
        "200": _PAGE,
        "404": {**_PAGE, "description": "The same friendly page for every code that does not work"},
    }
    shared = {"tags": ["join"], "security": [], "parameters": [code, language, view], "responses": answers}
    return {
        "get": {"operationId": "show_invitation", "summary": "A group's invitation, or its poster", **shared},
        "head": {"operationId": "probe_invitation", "summary": "For link scanners; changes nothing", **shared},
    }


def _reference() -> dict[str, Any]:
    def operation(name: str, summary: str, kind: str, shape: dict[str, Any]) -> dict[str, Any]:
        answer = {"description": "As asked", "content": {kind: {"schema": shape}}}
        return {
            "get": {
                "tags": ["open"],
                "summary": summary,
                "operationId": name,
                "security": [],
                "responses": {"200": answer},
            }
        }

    return {
        "/docs": operation("read_reference", "This document as a page", "text/html", {"type": "string"}),
        "/openapi.json": operation(
            "read_document", "This document", "application/json", {"type": "object", "additionalProperties": True}
        ),
    }


def files() -> dict[Path, str]:
    """Everything that is made of the document, each file with what it should hold."""
    made = document()
    return {
        FILE: json.dumps(made, indent=1, ensure_ascii=False, sort_keys=True) + "\n",
        SERVED / "openapi.json": json.dumps(made, ensure_ascii=False, sort_keys=True, separators=(",", ":")) + "\n",
        SERVED / "reference.html": reference.render(made),
    }


def main(arguments: list[str]) -> int:
    """Write the document and its page, or with --check only compare; the exit status tells whether they agree."""
    drifted = [path for path, text in files().items() if not path.exists() or path.read_text() != text]
    if "--check" not in arguments:
        for path, text in files().items():
            path.write_text(text)
        return 0
    for path in drifted:
        print(f"{path} is not what the code makes; run `make openapi`", file=sys.stderr)
    return 1 if drifted else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
