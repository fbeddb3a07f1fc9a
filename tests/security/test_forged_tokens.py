"""Forged tokens: what somebody without an account, or with an account elsewhere, could send as their token.

Two doors stand behind each other. The gateway's authorizer checks signature, times, issuer, client and scope: here it
is the emulator's own, which does verify RS256 signatures against the pool's keys, configured as the template says.
Behind it our handler demands issuer, client and `token_use` once more. What the emulator does not look at, and the
cloud does: `alg` (it verifies RS256 always, which refuses every other), and that there is an `exp` at all.
"""

import asyncio
import hmac
import json
import time
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from ministack.services import apigateway as gateway

from tests.handlers.world import CLIENT, ISSUER, Answer, api_event, context, function
from tests.rules import template_rules
from tests.security.cast import Street, street

ROOT = Path(__file__).resolve().parents[2]
KID = "the-pools-key"
NOW = int(time.time())
CLAIMS = {
    "sub": "rosa",
    "iss": ISSUER,
    "client_id": CLIENT,
    "token_use": "access",
    "scope": "aws.cognito.signin.user.admin",
    "auth_time": NOW - 60,
    "iat": NOW - 60,
    "exp": NOW + 3000,
    "jti": "00000005-1f2e-4d3c-8b5a-697887a6b5c4",
    "username": "rosa",
}


@cache
def key_of(_whose: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048)


def b64(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")


def as_json(document: Any) -> str:
    return b64(json.dumps(document).encode())


def jwk(whose: str, kid: str = KID) -> dict[str, str]:
    """The public half of a key, as a user pool publishes it."""
    numbers = key_of(whose).public_key().public_numbers()
    n, e = (number.to_bytes((number.bit_length() + 7) // 8, "big") for number in (numbers.n, numbers.e))
    return {"kid": kid, "kty": "RSA", "alg": "RS256", "use": "sig", "n": b64(n), "e": b64(e)}


def signed(head: Any, body: Any, whose: str = "pool") -> str:
    """A token, signed with somebody's key."""
    message = f"{as_json(head)}.{as_json(body)}"
    return f"{message}.{b64(key_of(whose).sign(message.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


HEAD = {"kid": KID, "alg": "RS256", "typ": "JWT"}


def good(**claims: Any) -> str:
    """A token of the pool, in which these claims are otherwise; None: not there."""
    return signed(HEAD, {name: value for name, value in {**CLAIMS, **claims}.items() if value is not None})


def by_a_stranger(**head: Any) -> str:
    """A token with the right claims, signed by somebody else."""
    return signed({name: value for name, value in {**HEAD, **head}.items() if value is not None}, CLAIMS, "stranger")


def with_signature(signature: str, **head: Any) -> str:
    return f"{as_json({**HEAD, **head})}.{as_json(CLAIMS)}.{signature}"


def with_the_public_key_as_password() -> str:
    """The confusion of keys: a library that believes the header takes what everybody knows for what only two know."""
    public = key_of("pool").public_key()
    pem = public.public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    message = f"{as_json({**HEAD, 'alg': 'HS256'})}.{as_json(CLAIMS)}"
    return f"{message}.{b64(hmac.digest(pem, message.encode(), sha256))}"


def spliced(part: int, changed: Any) -> str:
    """A good token of which one part was exchanged afterwards."""
    parts = good().split(".")
    parts[part] = as_json(changed)
    return ".".join(parts)


@dataclass(frozen=True)
class Forged:
    """What is sent; `at` which door it is refused."""

    token: Callable[[], str]
    at: str = "the gateway"
    header: str = "Bearer {}"
    more: Mapping[str, str] = field(default_factory=dict)
    query: Mapping[str, str] = field(default_factory=dict)


THE_IDS = {"token_use": "id", "aud": CLIENT, "client_id": None}
OURS = "our handler"
FORGED = {
    # --- without the pool's key ---
    "alg none, not signed": Forged(lambda: with_signature("", alg="none")),
    "alg None, not signed": Forged(lambda: with_signature("", alg="None")),
    "alg nOnE, with any signature": Forged(lambda: with_signature("AAAA", alg="nOnE")),
    "no alg": Forged(lambda: by_a_stranger(alg=None)),
    "alg HS256, signed with the public key": Forged(with_the_public_key_as_password),
    "alg RS256, not signed": Forged(lambda: with_signature("")),
    "signed by another pool, with our key's id": Forged(by_a_stranger),
    "signed by another pool, with its own key's id": Forged(lambda: by_a_stranger(kid="another-pools-key")),
    "no kid": Forged(lambda: by_a_stranger(kid=None)),
    "kid is empty": Forged(lambda: by_a_stranger(kid="")),
    "kid is a path": Forged(lambda: by_a_stranger(kid="../../../../dev/null")),
    "kid is an address": Forged(lambda: by_a_stranger(kid="https://attacker.example/jwks.json")),
    "kid is a query": Forged(lambda: by_a_stranger(kid="' UNION SELECT 'x")),
    "kid is a list": Forged(lambda: by_a_stranger(kid=[KID])),
    "kid with a NUL": Forged(lambda: by_a_stranger(kid=f"{KID}\x00")),
    "its own key in the header": Forged(lambda: by_a_stranger(jwk=jwk("stranger"))),
    "an address of keys in the header": Forged(lambda: by_a_stranger(jku="https://attacker.example/jwks.json")),
    "a certificate in the header": Forged(lambda: by_a_stranger(x5u="https://attacker.example/c.pem", x5c=["MIIB"])),
    "crit in the header": Forged(lambda: by_a_stranger(crit=["b64"], b64=False)),
    "somebody else's name put into a good token": Forged(lambda: spliced(1, {**CLAIMS, "sub": "helper"})),
    "a later end put into a good token": Forged(lambda: spliced(1, {**CLAIMS, "exp": NOW + 10**6})),
    "another header put before a good token": Forged(lambda: spliced(0, {**HEAD, "alg": "none"})),
    "a good token less its last character": Forged(lambda: good()[:-2]),
    "a good token without its signature": Forged(lambda: good().rpartition(".")[0]),
    "two parts": Forged(lambda: "a.b"),
    "five parts, as if encrypted": Forged(lambda: f"{good()}.a.b"),
    "empty parts": Forged(lambda: ".."),
    "no base64": Forged(lambda: "%%%.%%%.%%%"),
    "no JSON": Forged(lambda: f"{b64(b'{')}.{b64(b'{')}.{b64(b'x')}"),
    "a hundred thousand characters": Forged(lambda: f"{'A' * 50_000}.{'A' * 50_000}.A"),
    "nothing": Forged(lambda: ""),
    "a name and a password": Forged(lambda: b64(b"rosa:secret"), header="Basic {}"),
    # --- a good token, in the wrong place ---
    "in the address": Forged(good, header="", query={"access_token": "good", "authorization": "good"}),
    "in a cookie": Forged(good, header="", more={"cookie": "authorization=good"}),
    "in another header": Forged(good, header="", more={"x-amz-security-token": "good", "x-authorization": "good"}),
    "bearer twice": Forged(good, header="Bearer Bearer {}"),
    "two tokens at once": Forged(good, header="Bearer {0}, Bearer {0}"),
    # --- with the pool's key, but made for something else ---
    "an ID token": Forged(lambda: good(**THE_IDS, scope=None)),
    "an ID token with the scope of an access token": Forged(lambda: good(**THE_IDS), at=OURS),
    "an ID token that names the client": Forged(lambda: good(token_use="id"), at=OURS),
    "a refresh token": Forged(lambda: good(token_use="refresh"), at=OURS),
    "a use that is a list": Forged(lambda: good(token_use=["access"]), at=OURS),
    "without a use": Forged(lambda: good(token_use=None), at=OURS),
    "of another pool": Forged(lambda: good(iss=ISSUER + "2")),
    "of another region": Forged(lambda: good(iss=ISSUER.replace("eu-west-1", "us-east-1"))),
    "of an issuer with a slash more": Forged(lambda: good(iss=f"{ISSUER}/")),
    "of an issuer that looks alike": Forged(lambda: good(iss=ISSUER.replace("o", "\u043e"))),
    "of several issuers": Forged(lambda: good(iss=[ISSUER])),
    "without an issuer": Forged(lambda: good(iss=None)),
    "for another client": Forged(lambda: good(client_id="another")),
    "for another client, though the audience is ours": Forged(lambda: good(client_id="another", aud=CLIENT), at=OURS),
    "for another audience": Forged(lambda: good(aud="another")),
    "without a client": Forged(lambda: good(client_id=None)),
    "without a client, though the audience is ours": Forged(lambda: good(client_id=None, aud=CLIENT), at=OURS),
    "of nobody": Forged(lambda: good(sub=None), at=OURS),
    "of somebody without a name": Forged(lambda: good(sub=""), at=OURS),
    "without a scope": Forged(lambda: good(scope=None)),
    "with another scope": Forged(lambda: good(scope="openid email")),
    # --- at another time ---
    "that is over": Forged(lambda: good(exp=NOW - 1)),
    "that is over just now": Forged(lambda: good(exp=NOW)),
    "that is still to begin": Forged(lambda: good(nbf=NOW + 600)),
    "made tomorrow": Forged(lambda: good(iat=NOW + 86_400)),
}


@pytest.fixture(scope="module")
def here() -> Street:
    return street()


def authorizer() -> tuple[dict[str, Any], dict[str, Any]]:
    """A signed-in route and its authorizer as the template has them, with this pool and client filled in."""
    template = template_rules.load(ROOT / "template.yaml")
    route = template_rules.routes(template)["GET /v1/me"]
    properties = template["Resources"][route["AuthorizerId"]["Ref"]]["Properties"]
    assert properties["JwtConfiguration"]["Audience"] == [{"Ref": "UserPoolClient"}]
    assert properties["JwtConfiguration"]["Issuer"]["Fn::Sub"].endswith(".amazonaws.com/${UserPool}")
    return (
        {"authorizationScopes": route["AuthorizationScopes"]},
        {
            "identitySource": properties["IdentitySource"],
            "jwtConfiguration": {"audience": [CLIENT], "issuer": ISSUER},
        },
    )


def comes_to(here: Street, forged: Forged, monkeypatch: pytest.MonkeyPatch) -> tuple[int, str]:
    """With which status it is refused, and at which door; 200 when it is let in."""

    async def keys(_url: str) -> dict[str, Any]:
        return {"keys": [jwk("pool")]}

    monkeypatch.setattr(gateway, "_fetch_jwks", keys)
    monkeypatch.setattr(function("api"), "services", here.services)
    token = forged.token()
    headers = {"authorization": forged.header.format(token)} if forged.header else {}
    headers |= {name: value.replace("good", token) for name, value in forged.more.items()}
    query = {name: [value.replace("good", token)] for name, value in forged.query.items()}
    route, door = authorizer()
    claims, scopes, refused = asyncio.run(gateway._validate_jwt_authorizer(route, door, headers, query))  # noqa: SLF001
    if refused:
        return refused[0], "the gateway"
    sent = api_event("GET", "/v1/me", headers=headers)
    told = {name: gateway._jwt_claim_to_string(value) for name, value in claims.items()}  # noqa: SLF001
    sent["requestContext"]["authorizer"] = {"jwt": {"claims": told, "scopes": scopes}}
    return Answer.of(function("api").handler(sent, context("api"))).status, OURS


@pytest.mark.parametrize("kind", FORGED)
def test_a_forged_token_is_refused(here: Street, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    status, door = comes_to(here, FORGED[kind], monkeypatch)
    assert status in (401, 403)
    assert door == FORGED[kind].at


def test_there_are_as_many_kinds_as_were_promised() -> None:
    assert len(FORGED) >= 30


def test_a_good_token_is_let_in(here: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    assert comes_to(here, Forged(good), monkeypatch) == (200, OURS)
    assert comes_to(here, Forged(good, header="{}"), monkeypatch) == (200, OURS)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"iss": None}, {"iss": ISSUER + "2"}, {"iss": ""}, {"client_id": None}, {"client_id": "another"},
        {"client_id": ""}, {"token_use": None}, {"token_use": "id"}, {"token_use": ""}, {"sub": None}, {"sub": ""},
    ],
    ids=str,
)  # fmt: skip
def test_our_own_door_needs_no_gateway_to_refuse(
    here: Street, monkeypatch: pytest.MonkeyPatch, spoilt: dict[str, str | None]
) -> None:
    monkeypatch.setattr(function("api"), "services", here.services)
    sent = api_event("GET", "/v1/me", by="rosa")
    claims = sent["requestContext"]["authorizer"]["jwt"]["claims"]
    assert Answer.of(function("api").handler(sent, context("api"))).status == 200
    for name, value in spoilt.items():
        if value is None:
            del claims[name]
        else:
            claims[name] = value
    assert Answer.of(function("api").handler(sent, context("api"))).status == 401


@pytest.mark.parametrize("forgotten", ["token_issuer", "token_client"])
def test_a_function_that_does_not_know_its_pool_lets_nobody_in(
    here: Street, monkeypatch: pytest.MonkeyPatch, forgotten: str
) -> None:
    deaf = here.again()
    setattr(deaf.services, forgotten, "")
    for claim in ("", ISSUER, CLIENT):
        sent = api_event("GET", "/v1/me", by="rosa")
        sent["requestContext"]["authorizer"]["jwt"]["claims"] |= {"iss": claim, "client_id": claim}
        monkeypatch.setattr(function("api"), "services", deaf.services)
        assert Answer.of(function("api").handler(sent, context("api"))).status == 401
