"""Logs hold ids, counts and times: never a name, a number, an address, somebody's words, or a key to anything."""

import logging
from collections.abc import Iterator
from io import StringIO

import pytest

from tests.handlers.samples import ANNAS_REQUEST, OFFER, PROFILE, REQUEST
from tests.handlers.test_events import ASKED
from tests.handlers.world import ANNA, BERT, PHONES, TOKENS, World, event
from whapp.bootstrap import services
from whapp.telemetry import logger

NAMES = ("Kanarie", "Nachtegaal")
ADDRESS, TEXT, NOTE = "Vogelpad 1, Utrecht", "Een merel gevonden", "Alleen spreeuwen"
HOME = {"lat": 52.0944, "lon": 5.1166}


@pytest.fixture
def written(caplog: pytest.LogCaptureFixture) -> Iterator[StringIO]:
    """All that goes to the log: our own as it is formatted in life, and that of the libraries from INFO on."""
    output = StringIO()
    handler = logging.StreamHandler(output)
    handler.setFormatter(logger.registered_formatter)
    logging.getLogger(logger.name).addHandler(handler)
    with caplog.at_level(logging.INFO):
        yield output
    logging.getLogger(logger.name).removeHandler(handler)
    output.write(caplog.text)


def assert_discreet(log: str, world: World) -> None:
    links = [link for member_id in (ANNA, BERT) for link in world.links_to(member_id)]
    secrets = [*links, *(link[16:] for link in links)]
    said = (*NAMES, ADDRESS, TEXT, NOTE, str(HOME["lat"]), "52.094", *PHONES.values(), *TOKENS.values(), *secrets)
    assert [each for each in said if each in log] == []


def sign_up(world: World) -> None:
    for by, name in zip((ANNA, BERT), NAMES, strict=True):
        profile = {**PROFILE, "first_name": name, "address": ADDRESS, "home": HOME}
        assert world.call("PUT", "/v1/me", profile, by=by).status == 200
    assert world.call("PUT", "/v1/me/offers/groceries", {**OFFER, "note": NOTE}, by=BERT).status == 200


def test_a_report_is_counted_and_names_nobody(world: World, written: StringIO) -> None:
    sign_up(world)
    key = event("api/post_requests")["headers"]["idempotency-key"]
    world.call("POST", "/v1/requests", {**REQUEST, "text": TEXT, "address": ADDRESS}, headers={"idempotency-key": key})
    world.play("decide/first_look", "wait/ask_and_wait", "reply/post_yes", "reply/post_report", "reply/post_report")
    world.play("api/post_report", "api/get_reports", "api/get_report", "api/post_resolve_report", "api/post_suspend")
    log = written.getvalue()
    assert log.count('"report made"') == 2, "one of each, however often it was tapped"
    assert_discreet(log, world)


def test_a_refusal_does_not_tell_of_whose_health(world: World, written: StringIO) -> None:
    """I20"""
    sign_up(world)
    key = event("api/post_requests")["headers"]["idempotency-key"]
    refused = {**REQUEST, "text": "ik krijg geen lucht, hartaanval"}
    assert world.call("POST", "/v1/requests", refused, headers={"idempotency-key": key}).status == 422
    [line] = [each for each in written.getvalue().splitlines() if "unsafe request refused" in each and "{" in each]
    assert '"concern"' in line
    assert ANNA not in line


def test_a_request_leaves_nothing_personal_in_the_log(world: World, written: StringIO) -> None:
    sign_up(world)
    key = event("api/post_requests")["headers"]["idempotency-key"]
    world.call("POST", "/v1/requests", {**REQUEST, "text": TEXT, "address": ADDRESS}, headers={"idempotency-key": key})
    world.play("decide/first_look", "wait/ask_and_wait", "reply/get", "reply/post_yes", "reply/post_contact")
    for method, rest in (("GET", ""), ("GET", "/contact"), ("GET", "/timeline")):
        assert world.call(method, f"/v1/requests/{ANNAS_REQUEST}{rest}").status == 200
    assert world.call("GET", "/v1/asks", by=BERT).status == 200
    world.play("decide/first_look", "reply/post_withdraw", "janitor/schedule", "api/delete_me")
    world.later(hours=1)
    world.play("janitor/schedule")
    log = written.getvalue()
    assert ANNAS_REQUEST in log, "an id tells whose story it is"
    assert len(world.links_to(BERT)) == 1
    assert_discreet(log, world)


def test_bad_input_leaves_nothing_in_the_log(world: World, written: StringIO) -> None:
    sign_up(world)
    for spoilt in ({"text": [TEXT]}, {"category": TEXT}, {TEXT: TEXT}, {"address": f"{ADDRESS}\x00"}):
        assert world.call("POST", "/v1/requests", {**REQUEST, **spoilt}).status == 422
    assert world.call("POST", "/v1/requests", raw=f"{TEXT} {ADDRESS}").status == 422
    assert_discreet(written.getvalue(), world)


def fail(*_: object, **__: object) -> None:
    raise RuntimeError(f"{NAMES} {ADDRESS} {TEXT} {PHONES} {TOKENS}")


@pytest.mark.parametrize("broken", ["load", "save", "wording", "create"])
def test_a_fault_is_noted_without_its_words(
    world: World, written: StringIO, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """What an error says may hold what somebody wrote, so only its kind is kept."""
    world.play(*ASKED)
    monkeypatch.setattr(services.requests, broken, fail)
    page = world.reply("POST", world.links_to(BERT)[0], "lang=nl&answer=yes")
    statuses = {
        page.status,
        world.call("POST", "/v1/requests", REQUEST).status,
        world.call("GET", f"/v1/requests/{ANNAS_REQUEST}").status,
        world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/cancel").status,
    }
    assert 500 in statuses
    assert "RuntimeError" in written.getvalue()
    assert_discreet(written.getvalue(), world)


def test_what_is_said_in_a_log_is_noticed(world: World) -> None:
    """Every world of these tests looks for what people told in it when it ends; so that it does look:"""
    sign_up(world)
    assert world.witness.found_in(world.kept()) == []
    logger.info("hello", whom=NAMES[0])
    assert world.witness.found_in(world.kept()) == [NAMES[0]]
    assert world.witness.found_in([f"Bij {ADDRESS}"]) == sorted([NAMES[0], ADDRESS])
    world.witness.output.truncate(0)
