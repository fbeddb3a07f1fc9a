"""The care job through its handler, on the table: letters go out once, their links work, and the log stays discreet."""

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.handlers.samples import OFFER
from tests.handlers.test_events import SIGNED_UP
from tests.handlers.test_logs import assert_discreet, written
from tests.handlers.test_reply_page import NO_GOOD, assert_page
from tests.handlers.world import BERT, PHONES, World, function
from whapp.app.look_after import Looked
from whapp.bootstrap import services

__all__ = ["written"]
NOBODY = {"members": 0, "letters": 0, "done": True}
ONE = {"members": 1, "letters": 1, "done": True}


def a_month_later(world: World) -> None:
    """Bert offered groceries, and then nothing happened."""
    world.play(*SIGNED_UP)
    world.later(days=30)


def bert_was_silent(world: World) -> None:
    """Four asks and no answer; the asking itself is told elsewhere."""
    a_month_later(world)
    world.dynamodb.update_item(
        TableName="whapp-test",
        Key={"pk": {"S": f"MEMBER#{BERT}"}, "sk": {"S": "PROFILE"}},
        UpdateExpression="SET silences = :four, asked_until = :then",
        ExpressionAttributeValues={":four": {"N": "4"}, ":then": {"S": "2026-12-20T09:00:00.000000+0000"}},
    )


def told_to_bert(world: World) -> list[str]:
    return [text for number, text in world.sms if number == PHONES[BERT]]


def test_a_practice_ask_goes_out_once_and_can_be_tried(world: World) -> None:
    a_month_later(world)
    assert world.play("care/schedule") == ONE
    assert world.play("care/schedule") == NOBODY
    [text] = told_to_bert(world)
    assert text.startswith("Whapp: even oefenen?")
    [link] = world.links_to(BERT)
    rows = world.rows()
    for answer in (world.reply("GET", link), world.reply("HEAD", link), world.reply("GET", f"{link}/")):
        assert answer.status == 200
    assert_page(world.reply("GET", link), "Kun jij Kim helpen?")
    assert world.rows() == rows
    for button in ("no", "yes"):
        assert_page(world.reply("POST", link, f"lang=nl&answer={button}"), "Dank je wel voor het oefenen!")
    assert_page(world.reply("GET", link, query={"lang": "en"}), "Thank you for practising!")


def test_a_silent_helper_is_paused_told_and_comes_back_with_one_tap(world: World) -> None:
    bert_was_silent(world)
    assert world.play("care/schedule") == ONE
    assert world.call("GET", "/v1/me", by=BERT).json["paused_until"] == "2099-01-01T00:00:00Z"
    [link] = world.links_to(BERT)
    assert_page(world.reply("GET", link), "Ja, vraag me weer")
    assert world.call("GET", "/v1/me", by=BERT).json["paused_until"] is not None
    for _ in range(2):
        assert_page(world.reply("POST", link, "lang=nl&answer=yes"), "Fijn, je doet weer mee!")
    assert world.call("GET", "/v1/me", by=BERT).json["paused_until"] is None
    world.later(days=30)
    assert world.play("care/schedule")["letters"] == 0


def test_a_silent_helper_comes_back_in_the_app_too(world: World) -> None:
    bert_was_silent(world)
    world.play("care/schedule")
    assert world.play("api/put_me_helper")["statusCode"] == 200
    assert world.call("GET", "/v1/me", by=BERT).json["paused_until"] is None
    assert_page(world.reply("GET", world.links_to(BERT)[0]), "Fijn, je doet weer mee!")


def test_whoever_leaves_takes_letter_and_turn_along(world: World) -> None:
    a_month_later(world)
    world.play("care/schedule")
    [link] = world.links_to(BERT)
    assert world.call("DELETE", "/v1/me", by=BERT).status == 204
    assert not [row for row in world.rows() if BERT in str(row)]
    for answer in (world.reply("GET", link), world.reply("POST", link, "lang=nl&answer=yes")):
        assert_page(answer, NO_GOOD, 404)
    world.later(days=30)
    assert world.play("care/schedule") == NOBODY


@pytest.mark.parametrize("link", ["0", "0" + "B" * 22, "0" + "x" * 8000, "0🧺", "0\x00", "0../../x"])
def test_a_letters_link_that_leads_nowhere_looks_like_every_other(world: World, link: str) -> None:
    """I22"""
    a_month_later(world)
    world.play("care/schedule")
    rows, expected = world.rows(), world.reply("GET", "b" * 38)
    for answer in (world.reply("GET", link), world.reply("POST", link, "lang=nl&answer=yes")):
        assert (answer.status, answer.body) == (expected.status, expected.body)
    assert world.rows() == rows


def test_a_member_from_before_there_was_care_is_taken_along_at_the_next_offer(world: World) -> None:
    """I19"""
    world.play(*SIGNED_UP)
    world.dynamodb.update_item(
        TableName="whapp-test",
        Key={"pk": {"S": f"MEMBER#{BERT}"}, "sk": {"S": "PROFILE"}},
        UpdateExpression="REMOVE watch_pk, watch_at",
    )
    world.later(days=30)
    assert world.play("care/schedule") == NOBODY
    assert world.call("PUT", "/v1/me/offers/groceries", OFFER, by=BERT).status == 200
    world.later(days=30)
    assert world.play("care/schedule") == ONE


def test_a_letter_leaves_nothing_personal_in_the_log(world: World, written: StringIO) -> None:
    """I20"""
    bert_was_silent(world)
    world.play("care/schedule")
    [link] = world.links_to(BERT)
    world.reply("GET", link)
    world.reply("POST", link, "lang=nl&answer=yes")
    log = written.getvalue()
    assert '"late_hours":0.0' in log
    assert link[1:] not in log
    assert_discreet(log, world)


def test_what_goes_wrong_with_some_is_raised_when_the_others_are_done(
    world: World, written: StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_month_later(world)

    def fail(*_: object) -> None:
        raise ClientError({"Error": {"Code": "InternalServerError", "Message": ""}}, "GetItem")

    monkeypatch.setattr(services.members, "get", fail)
    with pytest.raises(ExceptionGroup, match="1 members could not be looked after"):
        world.play("care/schedule")
    assert '"message":"looked after"' in written.getvalue(), "how late it is, is told all the same"


def test_a_run_has_as_long_as_lambda_gives_it_less_what_a_letter_takes(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends: list[Any] = []

    def look(_: object, until: object) -> Looked:
        ends.append(until)
        return Looked(0, 0, timedelta(0), False, ())

    monkeypatch.setattr(function("care"), "look_after", look)
    assert world.play("care/schedule") == {**NOBODY, "done": False}
    assert ends == [world.now + timedelta(seconds=270)]
