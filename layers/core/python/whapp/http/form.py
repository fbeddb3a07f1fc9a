"""What comes from the buttons of the reply page, and from its address."""

import base64
from enum import StrEnum
from typing import Any, TypeVar
from urllib.parse import parse_qs

from whapp.app.answer_reply import Decision
from whapp.domain.ask import Reason
from whapp.domain.language import Language

MAX_FORM = 1_024  # ours is under a hundred bytes
Choice = TypeVar("Choice", bound=StrEnum)


def fields(event: dict[str, Any]) -> dict[str, str]:
    """The fields of the form; none when the body is not one."""
    body = event.get("body") or ""
    try:
        if event.get("isBase64Encoded"):
            body = base64.b64decode(body, validate=True).decode("ascii")
    except ValueError:
        return {}
    if len(body) > MAX_FORM:
        return {}
    return {name: values[0] for name, values in parse_qs(body).items()}


def decision(form: dict[str, str]) -> Decision | None:
    """Which button was pressed, if it is one of ours."""
    return _choice(Decision, form.get("answer"))


def reason(form: dict[str, str]) -> Reason | None:
    """Why not, if that was told."""
    return _choice(Reason, form.get("reason"))


def language(event: dict[str, Any], form: dict[str, str]) -> Language:
    """The language chosen on the page, else the browser's."""
    chosen = form.get("lang") or (event.get("queryStringParameters") or {}).get("lang")
    return _choice(Language, chosen) or Language.preferred((event.get("headers") or {}).get("accept-language"))


def _choice(choices: type[Choice], value: str | None) -> Choice | None:
    return next((choice for choice in choices if choice == value), None)
