"""`python -m whapp.http.openapi [--check]`: write docs/openapi.json from the code, or compare it."""

import json
import sys
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from whapp import __version__
from whapp.app.answer_reply import Decision
from whapp.http.api import app
from whapp.http.open_models import FieldError, Problem

FILE = Path("docs/openapi.json")
EVENTS = Path("events/api")
DESCRIPTION = """Whapp asks one willing neighbour at a time, and searches on until somebody says yes.

Sign in with the user pool and send its *access* token as bearer; an ID token is refused. Times are RFC 3339, ids are
opaque, unknown fields are refused. Errors are `application/problem+json` (RFC 9457) and never repeat what was sent.
See api.md for the flows."""
_EXAMPLES = {  # bodies of event files: the tests prove that they work
    "save_me": "put_me",
    "offer_help": "put_offer",
    "ask_for_help": "post_requests",
    "answer_ask": "post_answer",
    "create_group": "post_group",
    "edit_group": "patch_group",
    "invite": "post_invitation",
    "join_group": "post_membership",
    "show_membership": "patch_membership",
    "extend_request": "post_extend",
    "mark_not_helped": "post_not_helped",
    "widen_request": "post_widen",
    "block": "post_block",
    "report": "post_report",
    "resolve_report": "post_resolve_report",
}
_WITHOUT_PROFILE = {
    "save_me", "erase_me", "list_my_requests", "list_my_asks", "list_groups", "create_group", "list_memberships",
    "leave_group", "list_reports",
}  # fmt: skip
_WRITES_TOO = {"read_contact"}  # a look is logged
_NEEDS_A_STATE = {
    "cancel_request", "extend_request", "mark_done", "mark_not_helped", "thank_helper", "widen_request", "withdraw",
    "appoint_moderator", "dismiss_moderator", "invite", "join_group", "block",
}  # fmt: skip
_NEEDS_A_ROLE = {
    "ask_for_help", "create_group", "edit_group", "dismiss_moderator", "invite", "list_invitations",
    "revoke_invitation", "list_group_members", "attest", "revoke_badge", "list_reports",
    "read_report", "resolve_report", "suspend", "lift_suspension",
}  # fmt: skip
_HAS_A_BUDGET = {"join_group"}
_PROBLEMS = {
    "401": "No token, or not a good one",
    "403": "An ID token instead of the access token, or another role",
    "404": "It does not exist, or it is not yours",
    "409": "Its state does not allow it; the detail says why",
    "413": "The body is over 16 kB",
    "415": "The body is not called application/json",
    "422": "A field is not as it should be; `errors` says which",
    "429": "Too many calls; try again in a moment, or after `Retry-After` seconds",
    "503": "Many are at it at once; try again after `Retry-After` seconds",
}
_SAID_BY_THE_GATEWAY = {
    "403": _NEEDS_A_ROLE,
    "429": _HAS_A_BUDGET,
}  # and by us for these; it says {"message": "..."}, as it does for most 401s
_PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}}
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
    for path in made["paths"].values():
        for method, operation in path.items():
            _complete(method, operation)
    made["paths"]["/r/{reply}"] = _reply_page()
    made["paths"]["/j/{code}"] = _join_page()
    made["paths"] = dict(sorted(made["paths"].items()))
    schemas = made["components"]["schemas"]
    for resolvers_own in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        schemas.pop(resolvers_own, None)
    for model in (Problem, FieldError):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        schemas[model.__name__] = schema
    return made


def _complete(method: str, operation: dict[str, Any]) -> None:
    """Add what the resolver does not know: who may call, what can go wrong, and an example."""
    [(status, good)] = [(code, answer) for code, answer in operation["responses"].items() if code.startswith("2")]
    good = {"description": "Done"} if status == "204" else {**good, "description": "As asked"}
    operation["responses"] = {status: good}
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
        "503": method != "get" or name in _WRITES_TOO,
    }
    for code in (code for code, so in can_be.items() if so):
        content = {} if name not in _SAID_BY_THE_GATEWAY.get(code, {name}) else {"content": _PROBLEM}
        operation["responses"][code] = {"description": _PROBLEMS[code], **content}
    if with_body:
        example = json.loads((EVENTS / f"{_EXAMPLES[name]}.json").read_text())
        operation["requestBody"]["content"]["application/json"]["example"] = json.loads(example["body"])


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


def main(arguments: list[str]) -> int:
    """Write the document, or with --check only compare; the exit status tells whether they agree."""
    text = json.dumps(document(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if "--check" not in arguments:
        FILE.write_text(text)
        return 0
    if FILE.read_text() == text:
        return 0
    print(f"{FILE} is not what the code makes; run `make openapi`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
