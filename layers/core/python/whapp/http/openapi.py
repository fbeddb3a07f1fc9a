"""`python -m whapp.http.openapi [--check]`: write docs/openapi.json from the code, or compare it."""

import json
import sys
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler.openapi.models import HTTPBearer

from whapp import __version__
from whapp.app.answer_reply import Decision
from whapp.http.api import app
from whapp.http.models import FieldError, Problem

FILE = Path("docs/openapi.json")
DESCRIPTION = (
    "Whapp asks one willing neighbour at a time, and searches on until somebody says yes. "
    "Sign in with the user pool and send its access token. Errors are application/problem+json."
)
_OPEN = {("/v1/health", "get"), ("/v1/categories", "get")}
_CREATED = {("/v1/requests", "post")}
_NOTHING_BACK = {("/v1/me", "delete"), ("/v1/me/offers/{category}", "delete"), ("/v1/requests/{id}/withdraw", "post")}
_PROBLEMS = {
    "401": "No token, or not a good one",
    "404": "It does not exist, or it is not yours",
    "409": "The request's state does not allow it",
    "413": "The body is over 16 kB",
    "415": "The body is not JSON",
    "422": "A field is not as it should be",
    "503": "Many are at it at once; try again",
}
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
    for path, operations in made["paths"].items():
        for method, operation in operations.items():
            operation["responses"] = _answers(path, method, operation)
            if (path, method) in _OPEN:
                operation["security"] = []
    made["paths"]["/r/{reply}"] = _reply_page()
    schemas = made["components"]["schemas"]
    for resolvers_own in ("HTTPValidationError", "ValidationError", "ResponseValidationError"):
        schemas.pop(resolvers_own, None)
    for model in (Problem, FieldError):
        schema = model.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        schemas[model.__name__] = schema
    made["paths"] = dict(sorted(made["paths"].items()))
    return made


def _answers(path: str, method: str, operation: dict[str, Any]) -> dict[str, Any]:
    good = operation["responses"]["200"]
    if (path, method) in _NOTHING_BACK:
        answers = {"204": {"description": "Done"}}
    else:
        answers = {"201" if (path, method) in _CREATED else "200": good}
    if (path, method) in _OPEN:
        return answers
    with_body = {"413", "415"} if "requestBody" in operation else set()
    with_state = {"409", "503"} if method != "get" else set()
    for status in sorted({"401", "404", "422"} | with_body | with_state):
        answers[status] = {"description": _PROBLEMS[status], "content": _PROBLEM}
    return answers


def _reply_page() -> dict[str, Any]:
    reply = {"name": "reply", "in": "path", "required": True, "schema": {"type": "string"}}
    language = {"name": "lang", "in": "query", "schema": {"$ref": "#/components/schemas/Language"}}
    form = {
        "type": "object",
        "required": ["answer"],
        "properties": {
            "answer": {"enum": [decision.value for decision in Decision]},
            "reason": {"$ref": "#/components/schemas/Reason"},
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
        "get": operation("reply_page", "The question, and two buttons; changes nothing"),
        "head": operation("reply_page_head", "For link scanners; changes nothing"),
        "post": operation("reply_decide", "Decide", requestBody=body),
    }


def main(arguments: list[str]) -> int:
    """Write the document, or with --check only compare; the exit status tells whether they agree."""
    check = "--check" in arguments
    text = json.dumps(document(), indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    if not check:
        FILE.write_text(text)
        return 0
    if FILE.read_text() == text:
        return 0
    print(f"{FILE} is not what the code makes; run `make openapi`", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
