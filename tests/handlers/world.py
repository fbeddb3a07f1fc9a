"""The handlers in a small world of their own: table, SMS and state machine in moto, known people, a clock we set."""

import importlib.util
import json
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from types import ModuleType, SimpleNamespace
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError
from moto.core.models import DEFAULT_ACCOUNT_ID
from moto.sns.models import sns_backends

from tests.support.builders import AT_ONCE
from tests.support.discretion import Witness, witness
from tests.support.table import REGION, TABLE, table
from whapp.adapters.cognito import CognitoIdentity
from whapp.adapters.dynamodb.rows import bind
from whapp.bootstrap import Bootstrap, services
from whapp.domain.authority import Role

ROOT = Path(__file__).resolve().parents[2]
EVENTS = ROOT / "events"
HISTORY = EVENTS / "history"
NOW = datetime(2026, 11, 24, 9, tzinfo=UTC)  # a Tuesday, ten in the morning in Amsterdam
ANNA, BERT, CEES = (
    "3265c4a4-00b1-70d8-2c8e-6f0b9d1e4a57",
    "f2a5d4f4-30c1-7099-51b3-0c4e8a7d2b16",
    "02b5f4c4-9031-70aa-6a1f-8f1d3c5e7b92",
)
TOKENS = {ANNA: "anna.access.token", BERT: "bert.access.token", CEES: "cees.access.token"}
PHONES = {ANNA: "+31612000001", BERT: "+31612000002", CEES: "+31612000003"}
ISSUER, CLIENT = "https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_Wh4ppTest", "5h7k2m9q4r1s6t8u3v0w2x4y6z"
_STATES = f"arn:aws:states:{REGION}:{DEFAULT_ACCOUNT_ID}:stateMachine:"


@cache
def function(name: str) -> ModuleType:
    """A function's module, loaded as Lambda does: by its path, since every one of them is called app.py."""
    spec = importlib.util.spec_from_file_location(f"whapp_function_{name}", ROOT / "functions" / name / "app.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def event(name: str) -> Any:
    """A file of events/, such as `api/get_me`."""
    return json.loads((EVENTS / f"{name}.json").read_text())


def api_event(
    method: str,
    path: str,
    body: Any = None,
    *,
    by: str = ANNA,
    raw: str | bytes | None = None,
    headers: dict[str, str] | None = None,
    query: dict[str, str] | None = None,
) -> Any:
    """What API Gateway makes of a signed-in call. `raw` is a body as it is; bytes arrive as what is not text does."""
    sent = deepcopy(event("api/get_me"))
    sent |= {"rawPath": path, "routeKey": f"{method} {path}"}
    sent["requestContext"]["http"] |= {"method": method, "path": path}
    sent["requestContext"]["authorizer"]["jwt"]["claims"] |= {"sub": by}
    sent["headers"] |= {"authorization": f"Bearer {TOKENS.get(by, by)}"}
    if raw is None and body is not None:
        raw = json.dumps(body)
    if raw is not None:
        encoded = isinstance(raw, bytes)
        sent |= {"body": b64encode(raw).decode() if isinstance(raw, bytes) else raw, "isBase64Encoded": encoded}
        sent["headers"]["content-type"] = "application/json"
    sent["headers"] |= headers or {}
    if query:
        sent["queryStringParameters"] = query
    return sent


def context(name: str) -> Any:
    """What Lambda tells a function about the call."""
    return SimpleNamespace(
        function_name=f"whapp-{name}",
        memory_limit_in_mb=512,
        invoked_function_arn=f"arn:aws:lambda:{REGION}:{DEFAULT_ACCOUNT_ID}:function:whapp-{name}",
        aws_request_id="c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
        get_remaining_time_in_millis=lambda: 300_000,
    )


@dataclass(frozen=True)
class Answer:
    """What an HTTP handler answered."""

    status: int
    headers: dict[str, str]
    body: str

    @classmethod
    def of(cls, raw: dict[str, Any]) -> "Answer":
        """From what API Gateway would get."""
        assert isinstance(raw["body"], str | None), "API Gateway answers 500 to anything else"
        assert all(isinstance(value, str) for value in raw["headers"].values())
        return cls(
            raw["statusCode"], {name.lower(): value for name, value in raw["headers"].items()}, raw["body"] or ""
        )

    @property
    def json(self) -> Any:
        """The document in the body."""
        return json.loads(self.body)

    @property
    def fields(self) -> list[str]:
        """The fields that a problem document complains about."""
        return [error["field"] for error in self.json.get("errors", [])]


@dataclass
class World:
    """What stands around the handlers. `now` moves only when a test moves it."""

    dynamodb: Any
    witness: Witness
    now: datetime = NOW
    minted: Iterator[int] = field(default_factory=lambda: count(1))

    def invoke(self, name: str, payload: Any) -> Any:
        """Call a function as Lambda does: JSON in, JSON out."""
        self.witness.hears(payload)
        return json.loads(json.dumps(function(name).handler(payload, context(name))))

    def play(self, *names: str) -> Any:
        """Send these event files to their functions, in order; what the last one answered."""
        answered = None
        for name in names:
            answered = self.invoke(name.partition("/")[0], event(name))
        return answered

    def call(
        self,
        method: str,
        path: str,
        body: Any = None,
        *,
        by: str = ANNA,
        raw: str | bytes | None = None,
        headers: dict[str, str] | None = None,
        query: dict[str, str] | None = None,
        claims: dict[str, str] | None = None,
    ) -> Answer:
        """One call to the API, as `api_event` makes it."""
        sent = api_event(method, path, body, by=by, raw=raw, headers=headers, query=query)
        sent["requestContext"]["authorizer"]["jwt"]["claims"] |= claims or {}
        return Answer.of(self.invoke("api", sent))

    def reply(self, method: str, link: str, form: str | None = None, query: dict[str, str] | None = None) -> Answer:
        """One call to the reply page. `form` is what a browser sends."""
        sent = deepcopy(event("reply/post_yes" if method == "POST" else "reply/get"))
        sent |= {"rawPath": f"/r/{link}", "pathParameters": {"reply": link}}
        sent["requestContext"]["http"] |= {"method": method, "path": f"/r/{link}"}
        if form is not None:
            sent["body"] = b64encode(form.encode()).decode()
        if query:
            sent["queryStringParameters"] = query
        return Answer.of(self.invoke("reply", sent))

    def rows(self) -> list[Any]:
        """Everything in the table but the budgets, which count how often somebody tried."""
        pages = self.dynamodb.get_paginator("scan").paginate(TableName=TABLE)
        rows = [row for page in pages for row in page["Items"] if row["kind"]["S"] != "budget"]
        return sorted(rows, key=lambda row: (row["pk"]["S"], row["sk"]["S"]))

    def kept(self) -> Iterator[str]:
        """What executions hold, and what was sent by SMS with the links in it."""
        pages = _stepfunctions().get_paginator("list_executions").paginate(stateMachineArn=f"{_STATES}whapp-cascade")
        for execution in (each for page in pages for each in page["executions"]):
            yield str(_stepfunctions().describe_execution(executionArn=execution["executionArn"]))
        yield from (text for _, text in self.sms)

    @property
    def sms(self) -> list[tuple[str, str]]:
        """The messages that were sent: to which number, and what."""
        return list(sns_backends[DEFAULT_ACCOUNT_ID][REGION].sms_messages.values())

    def links_to(self, member_id: str) -> list[str]:
        """The last part of the reply links that were sent to a member."""
        told = [text for number, text in self.sms if number == PHONES[member_id]]
        return [text.partition("/r/")[2].split()[0] for text in told if "/r/" in text]

    def later(self, **time: float) -> None:
        """Let time pass."""
        self.now += timedelta(**time)

    def mint(self) -> str:
        """A secret as long as a real one, but known to the event files."""
        return f"{'A' * 20}{next(self.minted):02}"


@contextmanager
def world() -> Iterator[World]:
    """A world that is empty but for people who can sign in; Cees is of operations.

    What people tell in it must not turn up in logs, metrics, executions or messages (I20).
    """
    with table() as dynamodb, witness() as witnessing, pytest.MonkeyPatch.context() as patch:
        for name, value in {
            "WHAPP_TABLE": TABLE,
            "AWS_REGION": REGION,
            "WHAPP_CASCADE_ARN": f"{_STATES}whapp-cascade",
            "WHAPP_TOPIC_PREFIX": f"arn:aws:sns:{REGION}:{DEFAULT_ACCOUNT_ID}:whapp-member-",
            "WHAPP_STACK": "whapp",
            "WHAPP_PUBLIC_URL": "https://whapp.example",
            "WHAPP_TOKEN_ISSUER": ISSUER,
            "WHAPP_TOKEN_CLIENT": CLIENT,
        }.items():
            patch.setenv(name, value)
        here = World(dynamodb, witnessing)
        bind(TABLE, REGION, lambda: here.now)
        patch.setattr(Bootstrap, "now", property(lambda _: lambda: here.now))
        patch.setattr(Bootstrap, "mint", property(lambda _: here.mint))
        patch.setitem(services.__dict__, "identity", CognitoIdentity(SignIn()))  # type: ignore[arg-type] # one call of its many
        patch.setitem(services.__dict__, "policy", AT_ONCE)
        _state_machine()
        services.roles.give(CEES, Role.OPERATIONS)
        yield here
        assert witnessing.found_in(here.kept()) == [], "I20: what people told is kept or sent"


@cache
def _stepfunctions() -> Any:
    return boto3.client("stepfunctions", region_name=REGION)


def _state_machine() -> None:
    _stepfunctions().create_state_machine(
        name="whapp-cascade",
        definition=(ROOT / "statemachines" / "cascade.asl.json").read_text(),
        roleArn=f"arn:aws:iam::{DEFAULT_ACCOUNT_ID}:role/whapp",
    )


class SignIn:
    """What Cognito says about the tokens in the event files; moto's own would need tokens made on the spot."""

    def __init__(self) -> None:
        self.gone: set[str] = set()
        self.locked: set[str] = set()

    def delete_user(self, AccessToken: str) -> None:  # noqa: N803 - Cognito's name
        self.gone.add(AccessToken)

    def admin_set_user_password(self, **given: Any) -> None:
        assert given.keys() == {"UserPoolId", "Username", "Password", "Permanent"}
        self.locked.add(given["Username"])

    def get_user(self, AccessToken: str) -> dict[str, Any]:  # noqa: N803 - Cognito's name
        known = {token: member_id for member_id, token in TOKENS.items() if token not in self.gone}
        if AccessToken not in known:
            raise ClientError({"Error": {"Code": "NotAuthorizedException", "Message": "revoked"}}, "GetUser")
        attributes = {"sub": known[AccessToken], "phone_number": PHONES[known[AccessToken]]}
        verified = {"phone_number_verified": "true", "email": "not@verified.example", "email_verified": "false"}
        named = [{"Name": name, "Value": value} for name, value in (attributes | verified).items()]
        return {"Username": known[AccessToken], "UserAttributes": named}
