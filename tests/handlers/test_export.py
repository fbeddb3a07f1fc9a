"""What a member gets when they ask for everything that is held about them."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

import pytest
from pynamodb.attributes import Attribute, BooleanAttribute, NumberAttribute, UnicodeSetAttribute, UTCDateTimeAttribute

from tests.handlers.test_events import ATTESTED, MATCHED
from tests.handlers.world import ANNA, BERT, NOW, World
from whapp.adapters.dynamodb import group_rows, rows
from whapp.adapters.dynamodb.personal import KEYS, TAGS, Whose
from whapp.adapters.dynamodb.rows import Row, TextsAttribute, member_key, request_key
from whapp.bootstrap import services
from whapp.domain.authority import Role

# The kinds of rows with something personal, where they stand, and who finds them by the index of owners.
PLACES: dict[type[Row], tuple[str, str, dict[str, Any]]] = {
    rows.MemberRow: (member_key(ANNA), "PROFILE", {}),
    rows.OfferRow: (member_key(ANNA), "OFFER#pets", {}),
    group_rows.MembershipRow: (member_key(ANNA), "GROUP#watch", {}),
    rows.RequestRow: (
        request_key("own"),
        "REQUEST",
        {"owner_pk": f"{member_key(ANNA)}#REQUESTS", "requester_id": ANNA, "posted_by": None},
    ),
    rows.TextRow: (request_key("own"), "TEXT", {}),
    rows.EventRow: (request_key("own"), "TIMELINE#1", {}),
    rows.AskRow: (request_key("other"), "ASK#1", {"owner_pk": f"{member_key(ANNA)}#ASKS", "helper_id": ANNA}),
    rows.NoticeRow: (request_key("other"), "NOTICE#1", {"member_id": ANNA}),
}
OTHERS: dict[type[Row], tuple[str, str, dict[str, Any]]] = {
    rows.RequestRow: (request_key("other"), "REQUEST", {"requester_id": BERT, "posted_by": None}),
    rows.TextRow: (request_key("other"), "TEXT", {}),
    rows.EventRow: (request_key("other"), "TIMELINE#1", {}),
    rows.AskRow: (request_key("own"), "ASK#1", {"helper_id": BERT}),
    rows.NoticeRow: (request_key("own"), "NOTICE#1", {"member_id": BERT}),
    rows.MemberRow: (member_key(BERT), "PROFILE", {}),
}


def filled(attribute: Attribute[Any], name: str, numbers: Iterator[int]) -> tuple[Any, str]:
    """A value that occurs nowhere else, and how it looks in the export; of a switch there is only one."""
    number = next(numbers)
    match attribute:
        case BooleanAttribute():
            return True, f'"{name}":true'
        case NumberAttribute():
            return 7_000_000 + number, str(7_000_000 + number)
        case UTCDateTimeAttribute():
            at = datetime(2031, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
            return at, at.isoformat()[:16]
        case UnicodeSetAttribute():
            return {f"kanarie-{number}."}, f"kanarie-{number}."
        case TextsAttribute():
            return [f"kanarie-{number}."], f"kanarie-{number}."
    return f"kanarie-{number}.", f"kanarie-{number}."


def write(places: dict[type[Row], tuple[str, str, dict[str, Any]]], numbers: Iterator[int]) -> dict[str, str]:
    """Fill every attribute of these rows; what stands for each personal one."""
    canaries = {}
    for kind, (pk, sk, known) in places.items():
        values = {}
        for name, attribute in kind.get_attributes().items():
            if name not in KEYS:
                values[name], canary = filled(attribute, name, numbers)
                if name in TAGS[kind].personal:
                    canaries[f"{kind.__name__}.{name}"] = canary
        kind(pk, sk, **{**values, "owner_sk": NOW, **known}).save()
    return canaries


@pytest.fixture
def everything(world: World) -> tuple[dict[str, str], dict[str, str]]:
    """A canary in every attribute of every row that is about Anna, and in those about others beside them."""
    numbers = count()
    services.roles.give(ANNA, Role.OPERATIONS)
    return write(PLACES, numbers), write(OTHERS, numbers)


def test_every_kind_of_row_with_something_personal_is_tried() -> None:
    assert set(PLACES) == {kind for kind, tags in TAGS.items() if tags.personal}
    assert {kind for kind, tags in TAGS.items() if tags.whose is Whose.NOBODY}.isdisjoint(PLACES)


def test_the_export_holds_every_attribute_that_is_tagged_personal(
    world: World, everything: tuple[dict[str, str], dict[str, str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    for reads_a_real_profile in ("_groups_kept", "_blocks"):
        monkeypatch.setattr(f"whapp.app.export_member.{reads_a_real_profile}", lambda services, member_id: [])
    answer = world.call("GET", "/v1/me/export")
    assert answer.status == 200
    mine, others = everything
    assert [name for name, canary in mine.items() if canary not in answer.body] == []
    assert [name for name, canary in others.items() if "true" not in canary and canary in answer.body] == []
    assert {"kind": "role", "about": "ops", "data": {}} in answer.json["items"]


def test_an_export_tells_of_oneself_and_of_nobody_else(world: World) -> None:
    world.play(*MATCHED)
    mine, his = (world.call("GET", "/v1/me/export", by=by) for by in (ANNA, BERT))
    kinds = [{each["kind"] for each in answer.json["items"]} for answer in (mine, his)]
    assert kinds == [{"member", "request", "text", "event", "notice"}, {"member", "offer", "ask", "notice"}]
    assert "Bert" not in mine.body
    assert BERT not in mine.body
    assert "Anna" not in his.body
    assert ANNA not in his.body
    [text] = [each["data"] for each in mine.json["items"] if each["kind"] == "text"]
    assert text["text"] not in his.body
    assert (mine.json["next"], his.json["next"]) == (None, None)


def test_whom_one_blocked_is_in_it_as_one_may_know_it(world: World) -> None:
    world.play(*MATCHED, "api/post_block")
    mine, his = (world.call("GET", "/v1/me/export", by=by) for by in (ANNA, BERT))
    blocks = world.call("GET", "/v1/blocks").json["items"]
    told = [each for each in mine.json["items"] if each["kind"] == "block"]
    assert told == [
        {"kind": "block", "about": each["id"], "data": {"first_name": each["first_name"]}} for each in blocks
    ]
    assert len(told) == 1
    assert BERT not in mine.body
    assert "block" not in [each["kind"] for each in his.json["items"]]


def test_the_groups_that_somebody_keeps_are_in_it(world: World) -> None:
    world.play(*ATTESTED)
    kinds = {
        by: [each["kind"] for each in world.call("GET", "/v1/me/export", by=by).json["items"]] for by in (ANNA, BERT)
    }
    assert kinds[ANNA].count("moderator") == 1
    assert "membership" in kinds[BERT]


def test_a_long_history_comes_in_pages(world: World) -> None:
    world.play("api/put_me")
    for number in range(30):
        row: dict[str, Any] = {
            "requester_id": ANNA,
            "category": "pets",
            "urgency": "today",
            "point": "52.000,5.000",
            "rings": ["a"],
        }
        row |= dict.fromkeys(("needed_from", "needed_until", "created_at"), NOW)
        rows.RequestRow(
            request_key(f"r{number:015}"), "REQUEST", **row, version=1, fingerprint="", chance=0.5,
            status="helped", round=1, generation=1, owner_pk=f"{member_key(ANNA)}#REQUESTS",
            owner_sk=NOW + timedelta(minutes=number),
        ).save()  # fmt: skip
    first = world.call("GET", "/v1/me/export").json
    second = world.call("GET", "/v1/me/export", query={"cursor": first["next"]}).json
    about = [each["about"] for page in (first, second) for each in page["items"] if each["kind"] == "request"]
    assert about == [f"r{number:015}" for number in reversed(range(30))]
    assert second["next"] is None
    assert [each["kind"] for each in second["items"]] == ["request"] * 5, "the profile was on the first"


@pytest.mark.parametrize("cursor", ["x", "own:x", "asks:x", "theirs:x", ":"])
def test_a_cursor_of_nobody_is_refused(world: World, cursor: str) -> None:
    assert world.call("GET", "/v1/me/export", query={"cursor": cursor}).fields == ["cursor"]
