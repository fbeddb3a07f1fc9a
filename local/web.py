"""Small HTTP calls, and waiting for something to become true."""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, TypeVar
from urllib.error import HTTPError
from urllib.parse import urlencode
from urllib.request import Request, urlopen

from local import LocalError

T = TypeVar("T")


@dataclass(frozen=True)
class Answer:
    """What came back, whatever its status."""

    status: int
    text: str
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        """The body, read as JSON."""
        return json.loads(self.text)


def call(  # noqa: PLR0913 - what a request may consist of
    method: str,
    url: str,
    *,
    token: str | None = None,
    body: object = None,
    form: Mapping[str, str] | None = None,
    headers: Mapping[str, str] | None = None,
) -> Answer:
    """One request. An error status is an answer like any other; no answer at all is a `LocalError`."""
    sent = dict(headers or {})
    data: bytes | None = None
    if token:
        sent["Authorization"] = f"Bearer {token}"
    if body is not None:
        data, sent["Content-Type"] = json.dumps(body).encode(), "application/json"
    if form is not None:
        data, sent["Content-Type"] = urlencode(form).encode(), "application/x-www-form-urlencoded"
    request = Request(url, method=method, data=data, headers=sent)
    try:
        with urlopen(request, timeout=60) as answer:
            return Answer(answer.status, answer.read().decode(), dict(answer.headers))
    except HTTPError as error:
        return Answer(error.code, error.read().decode(errors="replace"), dict(error.headers))
    except (HTTPException, OSError) as error:
        raise LocalError(f"Nothing answers at {url.partition('/_aws')[0]}: {error}.") from error


def expect(status: int, answer: Answer, what: str) -> Answer:
    """The answer, if it has the status; else a `LocalError` that names what was tried."""
    if answer.status != status:
        raise LocalError(f"{what} was answered with {answer.status} instead of {status}: {answer.text[:300]}")
    return answer


def until(look: Callable[[], T | None], seconds: float, what: str) -> T:
    """Look again and again until there is something to see."""
    deadline = time.monotonic() + seconds
    while not (seen := look()):
        if time.monotonic() > deadline:
            raise LocalError(f"Waited {seconds:.0f} s in vain for {what}.")
        time.sleep(0.2)
    return seen
