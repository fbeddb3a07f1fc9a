"""Whoever leaves is gone at once: in no row, no topic, no sign-in, and whoever waited for them is told."""

from collections.abc import Callable
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from tests.handlers.samples import ANNAS_REQUEST, OFFER, PROFILE, REQUEST
from tests.handlers.test_events import INVITED
from tests.handlers.world import ANNA, BERT, CEES, PHONES, TOKENS, SignIn, World, event
from tests.support.table import REGION
from whapp.adapters.cognito import CognitoIdentity
from whapp.bootstrap import services
from whapp.domain.authority import Role
from whapp.domain.place import Point

# What Anna writes, and where she lives: the grid's crossing, the cells around it, and what is made of her e-mail.
NAME, ADDRESS, TEXT, NOTE, INTRODUCTION, EMAIL = (
    f"Kanarie{each}" for each in ("naam", "straat 1", "zaad", "kooi", " van het pad", "@example.org")
)
HOME = Point(52.0984, 5.1266)


class Leaver(SignIn):
    """A sign-in service that people can leave, and that has verified Anna's e-mail address."""

    def __init__(self) -> None:
        self.gone: set[str] = set()

    def get_user(self, AccessToken: str) -> dict[str, Any]:  # noqa: N803 - Cognito's name
        if AccessToken in self.gone:
            raise ClientError({"Error": {"Code": "UserNotFoundException", "Message": "gone"}}, "GetUser")
        user = super().get_user(AccessToken)
        if AccessToken == TOKENS[ANNA]:
            verified = {"email": EMAIL, "email_verified": "true"}
            kept = [each for each in user["UserAttributes"] if each["Name"] not in verified]
            user["UserAttributes"] = [*kept, *({"Name": name, "Value": value} for name, value in verified.items())]
        return user

    def delete_user(self, AccessToken: str) -> None:  # noqa: N803 - Cognito's name
        self.get_user(AccessToken)
        self.gone.add(AccessToken)


@pytest.fixture
def sign_in(monkeypatch: pytest.MonkeyPatch, world: World) -> Leaver:
    leaver = Leaver()
    monkeypatch.setitem(services.__dict__, "identity", CognitoIdentity(leaver))  # type: ignore[arg-type] # two calls of its many
    return leaver


@pytest.fixture
def annas_life(world: World, sign_in: Leaver) -> World:
    """Anna keeps a group and belongs to it, offers help, asks for it (Bert comes), and was asked by Bert."""
    world.play(*INVITED)  # she is a moderator, by her member id
    profile = {**PROFILE, "first_name": NAME, "address": ADDRESS, "home": {"lat": HOME.lat, "lon": HOME.lon}}
    assert world.call("PUT", "/v1/me", {**profile, "channels": ["sms", "email"]}).status == 200
    assert world.call("PUT", "/v1/me", {**PROFILE, "first_name": "Bert"}, by=BERT).status == 200
    assert world.call("PUT", "/v1/me/offers/groceries", OFFER, by=BERT).status == 200
    assert world.call("PUT", "/v1/me/offers/pets", {**OFFER, "note": NOTE}).status == 200
    joining = {"code": "7WR-55J-P6P", "shown_on_profile": True, "introduction": INTRODUCTION}
    assert world.call("POST", "/v1/memberships", joining).status == 201
    services.roles.give(ANNA, Role.OPERATIONS)
    key = event("api/post_requests")["headers"]["idempotency-key"]
    asked = world.call(
        "POST", "/v1/requests", {**REQUEST, "text": TEXT, "address": ADDRESS}, headers={"idempotency-key": key}
    )
    assert asked.json["id"] == ANNAS_REQUEST
    world.play("decide/first_look", "api/post_answer")
    berts = world.call("POST", "/v1/requests", {**REQUEST, "category": "pets"}, by=BERT).json["id"]
    assert decide(world, berts)["step"] == "ask"
    assert EMAIL in str(world.rows())
    return world


def decide(world: World, request_id: str, round_: int = 1) -> Any:
    return world.invoke("decide", {"request_id": request_id, "round": round_, "generation": 1})


def erase(world: World) -> int:
    return world.call("DELETE", "/v1/me").status


def cell() -> str:
    """The cell around her home, and around where she needed help."""
    return services.grid.rings(HOME.rounded(), 1)[0][0]


def left_of_anna(world: World) -> list[str]:
    """What can still be found of what she wrote, of where she lives, and of what is hers alone."""
    kept, where = str(world.rows()), HOME.rounded()
    written = (NAME, ADDRESS, TEXT, NOTE, INTRODUCTION, EMAIL, PHONES[ANNA], f"{where.lat:.3f}", f"{where.lon:.3f}")
    own = [row["sk"]["S"] for row in world.rows() if row["pk"]["S"] == f"MEMBER#{ANNA}"]
    kept_groups = [str(row) for row in world.rows() if "moderators" in row or row["sk"]["S"].startswith("MODERATOR#")]
    cells = [row["sk"]["S"] for row in world.rows() if ANNAS_REQUEST in row["pk"]["S"] and cell() in str(row)]
    topics = [topic["TopicArn"] for topic in boto3.client("sns", region_name=REGION).list_topics()["Topics"]]
    return [
        *(each for each in written if each in kept),
        *own,
        *cells,
        *(each for each in kept_groups if ANNA in each),
        *(topic for topic in topics if topic.endswith(ANNA)),
    ]


def test_after_erasure_nothing_is_left(annas_life: World, sign_in: Leaver) -> None:
    assert len(left_of_anna(annas_life)) > 10, "the canaries are where they can be found"
    assert erase(annas_life) == 204
    assert left_of_anna(annas_life) == []
    assert sign_in.gone == {TOKENS[ANNA]}
    assert annas_life.call("GET", "/v1/me").status == 404
    assert annas_life.call("PUT", "/v1/me", PROFILE).status == 401


def test_whoever_waited_is_told(annas_life: World) -> None:
    berts = next(
        row
        for row in annas_life.rows()
        if row["pk"]["S"].startswith("REQUEST#") and BERT in str(row.get("requester_id"))
    )
    asked = len(annas_life.sms)
    assert erase(annas_life) == 204
    decide(annas_life, ANNAS_REQUEST)
    decide(annas_life, berts["pk"]["S"].removeprefix("REQUEST#"))
    told = [text for number, text in annas_life.sms[asked:] if number == PHONES[BERT]]
    assert any("niet meer nodig" in text or "gaat niet door" in text for text in told), told
    assert not [number for number, _ in annas_life.sms[asked:] if number == PHONES[ANNA]]
    assert left_of_anna(annas_life) == []


def test_what_happened_still_counts_under_ids_that_lead_to_nobody(annas_life: World) -> None:
    assert erase(annas_life) == 204
    [request] = [row for row in annas_life.rows() if row["sk"]["S"] == "REQUEST" and ANNAS_REQUEST in row["pk"]["S"]]
    assert (request["status"]["S"], request["category"]["S"]) == ("cancelled", "groceries")
    assert [
        row for row in annas_life.rows() if row["sk"]["S"].startswith("TIMELINE#") and ANNAS_REQUEST in row["pk"]["S"]
    ]


STEPS: dict[str, tuple[Callable[[], Any], str]] = {
    "the mailbox": (lambda: services.notifier, "close_mailbox"),
    "a cancellation": (lambda: services.requests, "save"),
    "her asks": (lambda: services.requests, "asked_of"),
    "her groups": (lambda: services.memberships, "leave"),
    "her office": (lambda: services.groups, "save"),
    "what is left": (lambda: services.holdings, "clear"),
    "her sign-in": (lambda: services.identity, "erase"),
}


@pytest.mark.parametrize("step", STEPS)
def test_an_erasure_that_broke_off_is_finished_by_a_second(
    annas_life: World, sign_in: Leaver, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """I15: wherever the worker died."""
    whose, name = STEPS[step]
    owner = whose()
    real = getattr(owner, name)

    def dies(*given: Any, **named: Any) -> Any:
        real(*given, **named)
        raise RuntimeError

    with monkeypatch.context() as broken:
        broken.setattr(type(owner), name, lambda self, *given, **named: dies(*given, **named))
        assert erase(annas_life) == 500
    assert erase(annas_life) == 204
    assert left_of_anna(annas_life) == []
    assert sign_in.gone == {TOKENS[ANNA]}
    assert erase(annas_life) == 204, "and again"


def test_a_revoked_token_erases_nothing(annas_life: World, sign_in: Leaver) -> None:
    sign_in.gone.add(TOKENS[ANNA])
    before = annas_life.rows()
    assert erase(annas_life) == 401
    assert annas_life.rows() == before


def test_operations_stay_who_they_are(annas_life: World) -> None:
    assert erase(annas_life) == 204
    assert services.roles.of(CEES) == {Role.OPERATIONS}
