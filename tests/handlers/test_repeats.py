"""What is said twice, or too late, or oddly but meant: the same answer, or the truth, and nothing done twice."""

import json
from typing import Any

import pytest

from tests.handlers.samples import ANNAS_REQUEST, ANSWER, PROFILE, REQUEST, TO_BERT
from tests.handlers.test_events import ASKED, MATCHED, REQUESTED, SIGNED_UP
from tests.handlers.world import ANNA, BERT, PHONES, World, event


def test_the_same_key_and_body_give_the_same_answer(world: World) -> None:
    """I17: also when the request has moved on meanwhile, and when the body is written in another way."""
    first = world.play(*REQUESTED)
    world.play("decide/first_look", "api/post_answer")
    rows = world.rows()
    world.later(hours=5)
    assert world.play("api/post_requests") == first
    body = json.dumps(dict(reversed(REQUEST.items())) | {"location": None, "needed_from": "2026-11-24T14:00:00+01:00"})
    assert world.invoke("api", {**event("api/post_requests"), "body": body}) == first
    assert world.rows() == rows


def test_parts_of_a_second_are_neither_kept_nor_shown(world: World) -> None:
    """So that the time which was shown can be sent back."""
    world.play(*SIGNED_UP)
    exact = {**REQUEST, "needed_until": REQUEST["needed_until"].replace("Z", ".5Z")}
    made = world.call("POST", "/v1/requests", exact)
    assert made.status == 201
    back = {"needed_until": REQUEST["needed_until"]}
    assert world.call("POST", f"/v1/requests/{made.json['id']}/extend", back).status == 200
    assert all(not row["needed_until"]["S"].count(".5") for row in world.rows() if row["kind"]["S"] == "request")


def test_without_a_key_a_repeat_is_another_request(world: World) -> None:
    world.play(*SIGNED_UP)
    made = {world.call("POST", "/v1/requests", REQUEST).json["id"] for _ in range(2)}
    assert len(made) == 2


def test_two_members_may_use_the_same_key(world: World) -> None:
    world.play(*SIGNED_UP)
    made = {
        world.call("POST", "/v1/requests", REQUEST, by=by, headers={"idempotency-key": "1"}).json["id"]
        for by in (ANNA, BERT)
    }
    assert len(made) == 2


@pytest.mark.parametrize("stage", [REQUESTED, ASKED, MATCHED], ids=["requested", "asked", "matched"])
@pytest.mark.parametrize("act", ["cancel", "done"])
def test_the_requester_may_say_it_twice(world: World, stage: tuple[str, ...], act: str) -> None:
    world.play(*stage)
    first = world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/{act}")
    rows = world.rows()
    second = world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/{act}")
    assert (first.status, first.body) == (second.status, second.body)
    assert first.status == (409 if act == "done" and stage != MATCHED else 200)
    assert world.rows() == rows


MORE = {"needed_until": "2026-11-24T20:00:00Z"}


@pytest.mark.parametrize(("act", "body"), [("extend", MORE), ("widen", {"circles": 2}), ("widen", {"circles": None})])
def test_the_search_is_changed_once_and_only_while_there_is_one(world: World, act: str, body: dict[str, Any]) -> None:
    """I15; and 409 names the state."""
    made = world.play(*REQUESTED)
    first = world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/{act}", body)
    rows = world.rows()
    second = world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/{act}", body)
    assert (first.status, first.body) == (second.status, second.body) == (200, first.body)
    assert world.rows() == rows
    assert world.play("api/post_requests") == made, "I17: as it was first answered"
    world.play("api/post_cancel")
    refused = world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/{act}", body)
    assert (refused.status, "cancelled" in refused.json["detail"]) == (409, True)


@pytest.mark.parametrize(
    ("end", "then", "state"),
    [
        ("cancel", "done", "cancelled"),
        ("done", "cancel", "helped"),
        ("done", "withdraw", "helped"),
        ("cancel", "withdraw", "cancelled"),
    ],
)
def test_what_has_ended_stays_ended_and_its_state_is_told(world: World, end: str, then: str, state: str) -> None:
    world.play(*MATCHED)
    world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/{end}")
    rows = world.rows()
    answer = world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/{then}", by=BERT if then == "withdraw" else ANNA)
    assert answer.status == 409
    assert state in answer.json["detail"]
    assert world.rows() == rows


@pytest.mark.parametrize("said", ["yes", "no", "not_now"])
@pytest.mark.parametrize(("end", "result"), [("cancel", "closed"), ("done", "matched")])
def test_an_answer_after_the_end_gets_the_truth(world: World, end: str, result: str, said: str) -> None:
    """I8: 200 and what is so, not a reproach."""
    world.play(*(MATCHED if end == "done" else ASKED))
    world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/{end}")
    rows = world.rows()
    answer = world.call("POST", f"/v1/asks/{TO_BERT}/answer", {"answer": said}, by=BERT)
    assert answer.status == 200
    if said == "yes":
        assert answer.json["result"] == result
    assert world.rows() == rows


@pytest.mark.parametrize(
    ("first", "second", "result"),
    [("yes", "yes", "matched"), ("yes", "no", "matched"), ("no", "no", "declined"), ("no", "yes", "declined")],
)
def test_the_first_answer_counts(world: World, first: str, second: str, result: str) -> None:
    world.play(*ASKED)
    world.call("POST", f"/v1/asks/{TO_BERT}/answer", {"answer": first}, by=BERT)
    rows = world.rows()
    answer = world.call("POST", f"/v1/asks/{TO_BERT}/answer", {"answer": second}, by=BERT)
    assert (answer.status, answer.json["result"]) == (200, result)
    assert world.rows() == rows


def test_withdrawing_twice_begins_one_new_round(world: World) -> None:
    world.play(*MATCHED, "api/post_withdraw")
    rows = world.rows()
    assert world.play("api/post_withdraw")["statusCode"] == 204
    assert world.call("GET", f"/v1/requests/{ANNAS_REQUEST}").json["round"] == 2
    assert world.rows() == rows


@pytest.mark.parametrize("name", ["put_me", "put_me_helper", "put_offer", "delete_offer", "delete_me"])
def test_saving_or_erasing_twice_comes_to_the_same(world: World, name: str) -> None:
    world.play(*SIGNED_UP)
    first = world.play(f"api/{name}")
    held = [{key: value for key, value in row.items() if key != "version"} for row in world.rows()]
    assert world.play(f"api/{name}") == first
    assert [{key: value for key, value in row.items() if key != "version"} for row in world.rows()] == held


MEANT: dict[str, tuple[dict[str, Any], dict[str, Any]]] = {
    "no quiet hours": (
        {"quiet_hours": {"from": "09:00", "to": "09:00"}},
        {"quiet_hours": {"from": "09:00", "to": "09:00"}},
    ),
    "quiet but for a minute": (
        {"quiet_hours": {"from": "00:00", "to": "23:59"}},
        {"quiet_hours": {"from": "00:00", "to": "23:59"}},
    ),
    "one side of the quiet hours": (
        {"quiet_hours": {"to": "10:00"}},
        {"quiet_hours": {"from": "21:30", "to": "10:00"}},
    ),
    "paused for good": ({"paused_until": "2099-12-31T23:00:00Z"}, {"paused_until": "2099-12-31T23:00:00Z"}),
    "paused until yesterday": ({"paused_until": "2026-11-23T00:00:00+01:00"}, {"paused_until": "2026-11-22T23:00:00Z"}),
    "a channel twice": ({"channels": ["sms", "sms"]}, {"channels": ["sms"]}),
    "not to be reached": ({"channels": []}, {"channels": []}),
    "never asked": ({"ask_budget_per_week": 0}, {"ask_budget_per_week": 0}),
    "eighteen this year": ({"birth_year": 2008}, {"birth_year": 2008}),
    "no home": ({"home": None, "address": None}, {"home": None, "address": None}),
    "a name of another language": ({"first_name": " Zoë-Łucja سارة "}, {"first_name": "Zoë-Łucja سارة"}),
    "a home to the millimetre": (
        {"home": {"lat": 52.09071234, "lon": 5.12141234}},
        {"home": {"lat": 52.09, "lon": 5.122}},
    ),
}


@pytest.mark.parametrize("case", MEANT)
def test_what_is_odd_but_meant_is_kept(world: World, case: str) -> None:
    given, kept = MEANT[case]
    answer = world.call("PUT", "/v1/me", {**PROFILE, **given})
    assert answer.status == 200, answer.body
    assert kept.items() <= answer.json.items()
    assert world.call("GET", "/v1/me").json == answer.json


@pytest.mark.parametrize(
    "given",
    [
        {"quiet_hours": {"from": "00:00", "to": "23:59"}},
        {"paused_until": "2099-12-31T23:00:00Z"},
        {"channels": []},
        {"ask_budget_per_week": 0},
    ],
    ids=str,
)
def test_whoever_cannot_be_asked_is_not(world: World, given: dict[str, Any]) -> None:
    world.play(*SIGNED_UP, "api/post_requests")
    world.call("PUT", "/v1/me", {**PROFILE, **given}, by=BERT)
    answered = world.play("decide/first_look")
    assert answered["step"] in {"wait", "finish"}
    assert world.links_to(BERT) == []


def test_an_offer_at_the_edges_is_kept(world: World) -> None:
    world.play(*SIGNED_UP)
    for radius in (1, 50_000):
        answer = world.call("PUT", "/v1/me/offers/groceries", {"radius_m": radius, "days": ["mon", "mon"]}, by=BERT)
        assert (answer.status, answer.json["radius_m"], answer.json["days"]) == (200, radius, ["mon"])


@pytest.mark.parametrize(
    "text",
    [
        "x" * 500,
        "🧺" * 500,
        "Eén regel.\n\tEn nog een.",
        "<script>alert(1)</script>",
        "'; DROP TABLE",
        "{name} %s ${env}",
        "👩‍🍳",
    ],
    ids=ascii,
)
def test_words_are_kept_as_they_are(world: World, text: str) -> None:
    world.play(*SIGNED_UP)
    made = world.call("POST", "/v1/requests", {**REQUEST, "text": text})
    assert made.status == 201, made.body
    assert world.call("GET", f"/v1/requests/{made.json['id']}").json["text"] == text


def test_a_body_of_exactly_16_kb_is_read(world: World) -> None:
    world.play(*ASKED)
    body = json.dumps(ANSWER).ljust(16_384)
    assert world.call("POST", f"/v1/asks/{TO_BERT}/answer", raw=body, by=BERT).status == 200
    assert world.call("POST", f"/v1/asks/{TO_BERT}/answer", raw=body.encode(), by=BERT).status == 200


def test_lists_are_read_page_by_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whapp.adapters.dynamodb.paging.PAGE_SIZE", 2)
    world.play(*SIGNED_UP)
    made = []
    for _ in range(3):
        made.append(world.call("POST", "/v1/requests", REQUEST).json["id"])
        world.later(seconds=1)
    first = world.call("GET", "/v1/requests").json
    second = world.call("GET", "/v1/requests", query={"cursor": first["next"]}).json
    assert [each["id"] for each in first["items"]] == [made[2], made[1]]
    assert ([each["id"] for each in second["items"]], second["next"]) == ([made[0]], None)


def test_whoever_says_twice_that_nobody_came_begins_one_new_round(world: World) -> None:
    world.play(*MATCHED)
    early = world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/not-helped", {})
    assert (early.status, "still to come" in early.json["detail"]) == (409, True)
    world.later(hours=5)
    first = world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/not-helped", {})
    rows = world.rows()
    assert (first.status, first.json["round"], first.json["status"]) == (200, 2, "open")
    second = world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/not-helped", {})
    assert (second.status, second.body) == (200, first.body)
    assert world.rows() == rows


def test_whoever_thanks_twice_thanks_once(world: World) -> None:
    """I15; and a cascade that has finished begins once more."""
    world.play(*MATCHED, "decide/first_look", "api/post_done", "decide/first_look")
    first = world.play("api/post_thanks")
    rows = world.rows()
    assert world.play("api/post_thanks") == first
    assert world.rows() == rows
    for _ in range(2):
        last = world.invoke("decide", {"request_id": ANNAS_REQUEST, "round": 1, "generation": 2})
        assert (last["step"], last["outcome"]) == ("finish", "helped")
    thanked = [text for number, text in world.sms if number == PHONES[BERT] and "bedankt" in text]
    assert len(thanked) == 1
