"""`make fuzz`: calls made from the OpenAPI document, as it says and as it forbids, to the real handlers in memory.

For each operation schemathesis makes calls that fit the document and calls that break it somewhere. An answer must not
be a 5xx, must be one that the document promises (status, media type and shape), and what breaks the document must be
refused. Many of the calls are about things that are really there, by somebody who has to do with them, or every answer
would be "not found". Everybody is signed in: test_forged_tokens.py sees to the tokens.
"""

import argparse
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.parse import parse_qs, unquote, urlsplit

import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import Case as AnyCase
from schemathesis import GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.core.parameters import ParameterLocation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.handlers.world import api_event, context, event, function
from tests.security.cast import (
    CODE,
    FOR_A_GUEST,
    HELPED,
    KEPT_GROUPS,
    MATCHED,
    MEMBERS,
    OPEN,
    TO_EVERYBODY,
    VISITED,
    Street,
    ask_to,
    own,
    street,
)
from whapp.domain.invitation import invitation_id

Case = AnyCase[Any]
DOCUMENT = Path(__file__).resolve().parents[2] / "docs" / "openapi.json"
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
]
# Which function answers, and what it calls the end of the path; the others are the API's.
FUNCTIONS = {
    "/r/": ("reply", "reply"),
    "/j/": ("join", "code"),
    "/do": ("reference", ""),
    "/op": ("reference", ""),
}
CALLERS = [*MEMBERS, "ops", "newcomer"]
REAL = 0.8  # of the calls that may be are about what is really there
A_WHILE = 40  # calls after which the street is as it was
SOON = {"needed_from": "2026-03-04T13:00:00Z", "needed_until": "2026-03-04T17:00:00Z"}


@dataclass
class Found:
    """What came of it: answers by status, and what was wrong, once for each operation and kind."""

    calls: int = 0
    statuses: Counter[int] = field(default_factory=Counter)
    wrong: dict[tuple[str, str], str] = field(default_factory=dict)


class Door:
    """The gateway and the functions behind it, with a street in memory."""

    def __init__(self, lots: random.Random) -> None:
        self._lots = lots
        self._untouched = street()
        self._street: Street = self._untouched.again()
        self._calls = 0

    def answer(self, case: Case) -> Response:
        """Send one call and hand back the answer, as schemathesis wants it."""
        self._calls += 1
        if self._calls % A_WHILE == 0:
            self._street = self._untouched.again()
        who = self._lots.choice(CALLERS)
        if self._lots.random() < REAL:
            self._make_real(case, who)
        request = requests.Request(**case.as_transport_kwargs(base_url="https://whapp.example")).prepare()
        name, sent = self._event(request, who)
        with patch.object(function(name), "services", self._street.services, create=True):
            answered = json.loads(json.dumps(function(name).handler(sent, context(name))))
        return Response(
            status_code=answered["statusCode"],
            headers={each.lower(): [value] for each, value in answered["headers"].items()},
            content=(answered["body"] or "").encode(),
            request=request,
            elapsed=0.0,
            verify=False,
        )

    def _event(self, request: requests.PreparedRequest, who: str) -> tuple[str, Any]:
        """What API Gateway makes of it: the path decoded, bodies that are not text in base64."""
        url = urlsplit(request.url or "")
        path, method = unquote(url.path), request.method or ""
        query = {name: ",".join(values) for name, values in parse_qs(url.query, keep_blank_values=True).items()}
        body: Any = request.body.encode() if isinstance(request.body, str) else request.body
        headers = {name.lower(): str(value) for name, value in request.headers.items()}
        name, parameter = FUNCTIONS.get(path[:3], ("api", ""))
        if name == "api":
            sent = api_event(method, path, by=who, raw=body, query=query)
            sent["headers"] = {**headers, "authorization": f"Bearer token of {who}"}
            return name, sent
        sent = event("reply/get")
        sent["routeKey"] = f"{method} {path}"  # as the reference sees it
        sent["requestContext"]["http"] |= {"method": method, "path": path}
        sent |= {
            "rawPath": path,
            "pathParameters": {parameter: path[3:]},
            "queryStringParameters": query,
            "headers": headers,
        }
        return name, {**sent, "body": body.decode("utf-8", "replace") if body else None, "isBase64Encoded": False}

    def _make_real(self, case: Case, who: str) -> None:
        """Put what is really there in the place of what was made up, and half of the time let the right one call."""
        known = {
            "id": [OPEN, MATCHED, VISITED, HELPED, FOR_A_GUEST, own(who)],
            "member": ["rosa", "asked", "helper", who],
            "group": ["watch", "another"],
            "invitation": [invitation_id(CODE)],
            "reply": [f"{OPEN}secret of asked", f"{MATCHED}secret of helper", f"{TO_EVERYBODY}secret of {who}"],
            "code": [CODE],
        }
        if case.path.startswith("/v1/groups/"):
            known["id"] = [KEPT_GROUPS.get(who, "watch")]
        if case.path.startswith("/v1/asks/"):
            known["id"] = [ask_to(who), f"{OPEN}-1-1"]
        if _fits(case, ParameterLocation.PATH):
            for name in set(case.path_parameters) & set(known):
                case.path_parameters[name] = self._lots.choice(known[name])
        if isinstance(case.body, dict) and _fits(case, ParameterLocation.BODY):
            case.body.update({name: value for name, value in {**SOON, "code": CODE}.items() if name in case.body})


def _fits(case: Case, location: ParameterLocation) -> bool:
    """Whether this part of the call is as the document says; what was broken on purpose stays broken."""
    part = case.meta.components.get(location) if case.meta else None
    return part is not None and part.mode.is_positive


def fuzz(n: int, seed_: int, document: dict[str, Any] | None = None) -> Found:
    """Make at least `n` calls, as many for each operation and mode, and collect what is wrong with the answers."""
    found, door = Found(), Door(random.Random(seed_))  # noqa: S311 - to repeat it
    document = deepcopy(document or json.loads(DOCUMENT.read_text()))
    del document["security"]
    operations: list[Any] = [result.ok() for result in schemathesis.openapi.from_dict(document).get_all_operations()]  # type: ignore[union-attr] # it is sound
    turns = [(operation, mode) for operation in operations for mode in GenerationMode]
    for lot in count(seed_):
        each = -(-(n - found.calls) // len(turns))
        for operation, mode in turns:
            for case in _cases(operation, mode, each, lot):
                _look(case, door.answer(case), found)
        if found.calls >= n:
            return found
    raise AssertionError("lots never end")


def _look(case: Case, response: Response, found: Found) -> None:
    found.calls += 1
    found.statuses[response.status_code] += 1
    # Whoever opens a link gets a page (I22), whatever hangs behind it.
    checks = (
        CHECKS if case.path.startswith("/v1/") else [check for check in CHECKS if check is not negative_data_rejection]
    )
    try:
        case.validate_response(response, checks=checks)
    except FailureGroup as group:
        for failure in group.exceptions:
            title = getattr(failure, "title", type(failure).__name__)
            found.wrong.setdefault((case.operation.label, title), f"{case.as_curl_command()}\n{failure}")


def _cases(operation: Any, mode: GenerationMode, most: int, seed_: int) -> Iterator[Case]:
    cases: list[Case] = []

    @seed(seed_)
    @settings(
        max_examples=most,
        deadline=timedelta(seconds=30),
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(operation.as_strategy(generation_mode=mode))
    def collect(case: Case) -> None:
        cases.append(case)

    try:
        collect()
    except Unsatisfiable:  # nothing about this call can be wrong
        return
    yield from cases


def main() -> int:
    """The exit status tells whether every answer was one that the document promises."""
    arguments = argparse.ArgumentParser(description="Calls made from the OpenAPI document.")
    arguments.add_argument("--n", type=int, default=10_000)
    arguments.add_argument("--seed", type=int, default=1)
    chosen = arguments.parse_args()
    found = fuzz(chosen.n, chosen.seed)
    for (label, title), told in found.wrong.items():
        print(f"{label}: {title}\n{told}\n")
    told_statuses = ", ".join(f"{status}: {count}" for status, count in sorted(found.statuses.items()))
    print(f"{found.calls} calls ({told_statuses}), {len(found.wrong)} kinds of wrong answers")
    return 1 if found.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
