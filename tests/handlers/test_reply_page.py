"""The reply page through its handler: looking changes nothing, an answer counts once, nobody gets a bare error."""

import pytest
from botocore.exceptions import EndpointConnectionError

from tests.handlers.samples import ANNAS_REQUEST, OFFER, PROFILE
from tests.handlers.test_events import ASKED, SIGNED_UP
from tests.handlers.world import BERT, CEES, Answer, World, event
from whapp.bootstrap import services
from whapp.domain.errors import Conflict
from whapp.http.page import HEADERS

LINK = event("reply/get")["pathParameters"]["reply"]
NO_GOOD = "Deze link werkt niet (meer)"


def assert_page(answer: Answer, says: str, status: int = 200) -> None:
    assert (answer.status, says in answer.body) == (status, True), answer.body
    assert answer.headers == {name.lower(): value for name, value in HEADERS.items()}


def state(world: World) -> str:
    return str(world.call("GET", "/v1/asks", by=BERT).json["items"][0]["state"])


BAD_LINKS = {
    "foreign": ANNAS_REQUEST + "B" * 22,
    "of another request": "b" * 16 + LINK[16:],
    "a letter less": LINK[:-1],
    "a letter more": LINK + "A",
    "in capitals": LINK.upper(),
    "the request alone": ANNAS_REQUEST,
    "nothing": "",
    "short": "x",
    "huge": "x" * 8000,
    "a way up": "../../etc/passwd",
    "a zero": LINK[:20] + "\x00" + LINK[21:],
    "picture": "🧺" * 38,
    "half a character": "\ud800" * 38,
    "markup": "<script>alert(1)</script>",
    "the hash of the secret": ANNAS_REQUEST + "a" * 64,
}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize("case", BAD_LINKS)
def test_every_link_that_leads_nowhere_gets_the_same_friendly_page(world: World, case: str, method: str) -> None:
    """I22: nothing tells a stranger how near the guess was."""
    world.play(*ASKED)
    rows = world.rows()
    expected = world.reply("GET", "b" * 38)
    assert_page(expected, NO_GOOD, 404)
    for form in ("lang=nl&answer=yes", "lang=nl&answer=contact", "lang=nl&answer=withdraw"):
        answer = world.reply(method, BAD_LINKS[case], form if method == "POST" else None)
        assert answer.body == ("" if method == "HEAD" else expected.body)
        assert (answer.status, answer.headers) == (expected.status, expected.headers)
    assert world.rows() == rows


def test_a_link_without_its_parameter_gets_the_friendly_page_too(world: World) -> None:
    sent = event("reply/get")
    del sent["pathParameters"]
    assert_page(Answer.of(world.invoke("reply", sent)), NO_GOOD, 404)


def test_a_link_of_an_erased_request_leads_nowhere(world: World) -> None:
    world.play(*ASKED)
    for row in world.rows():
        if row["pk"]["S"].startswith("REQUEST#"):
            world.dynamodb.delete_item(TableName="whapp-test", Key={"pk": row["pk"], "sk": row["sk"]})
    assert_page(world.reply("GET", LINK), NO_GOOD, 404)
    assert_page(world.reply("POST", LINK, "lang=nl&answer=yes"), NO_GOOD, 404)


def test_looking_changes_nothing_however_often(world: World) -> None:
    """I22: previews, scanners and curious thumbs; after them the answer still works."""
    world.play(*ASKED)
    rows, told = world.rows(), len(world.sms)
    for _ in range(10):
        assert_page(world.reply("GET", LINK), "Kun jij Anna helpen?")
        assert_page(world.reply("GET", LINK, query={"lang": "en", "answer": "yes"}), "Can you help Anna?")
        assert world.reply("HEAD", LINK).body == ""
    assert (world.rows(), len(world.sms)) == (rows, told)
    assert_page(world.reply("POST", LINK, "lang=nl&answer=yes"), "Dank je wel, jij gaat helpen!")


def test_a_body_does_not_make_a_look_an_answer(world: World) -> None:
    world.play(*ASKED)
    rows = world.rows()
    for method in ("GET", "HEAD"):
        sent = event("reply/post_yes")
        sent["requestContext"]["http"]["method"] = method
        assert Answer.of(world.invoke("reply", sent)).status == 200
    assert world.rows() == rows


@pytest.mark.parametrize(
    "form",
    [
        "",
        "lang=nl",
        "answer=",
        "answer=maybe",
        "answer=YES",
        "answer=yes%00",
        "ANSWER=yes",
        "answer",
        "&&&",
        "=yes",
        "answer=%ff",
        '{"answer": "yes"}',
        "answer=yes&" + "x" * 1100,
        "answer=no&answer=maybe" * 60,
        "\x00",
    ],
    ids=lambda form: ascii(form)[:25],
)
def test_a_form_that_is_not_ours_decides_nothing(world: World, form: str) -> None:
    world.play(*ASKED)
    rows = world.rows()
    assert_page(world.reply("POST", LINK, form), "Kun jij Anna helpen?")
    assert world.rows() == rows


@pytest.mark.parametrize("body", [None, "%%%", "_w==", "YW5zd2VyPXllcw", "🧺"], ids=ascii)
def test_a_body_that_cannot_be_read_decides_nothing(world: World, body: str | None) -> None:
    world.play(*ASKED)
    rows = world.rows()
    assert Answer.of(world.invoke("reply", {**event("reply/post_yes"), "body": body})).status == 200
    assert world.rows() == rows


@pytest.mark.parametrize("reason", ["", "no_time", "because", "\x00"])
def test_a_no_counts_whatever_the_reason(world: World, reason: str) -> None:
    world.play(*ASKED)
    assert_page(world.reply("POST", LINK, f"lang=nl&answer=no&reason={reason}"), "Dank je wel voor je antwoord")
    assert state(world) == "declined"


@pytest.mark.parametrize(
    ("reason", "button", "says", "left"),
    [
        ("not_this_day", "Vraag me niet meer op dinsdag", "vragen we je niet meer op dinsdag.", (2000, 4)),
        ("not_this_kind", "Vraag me niet meer voor: Boodschappen", "Voor Boodschappen vragen we je niet meer.", None),
    ],
)
def test_the_reason_of_a_no_becomes_a_filter_at_the_press_of_a_button(
    world: World, reason: str, button: str, says: str, left: tuple[int, int] | None
) -> None:
    world.play(*ASKED)
    assert_page(world.reply("POST", LINK, f"lang=nl&answer=no&reason={reason}"), button)
    assert_page(world.reply("GET", LINK), button)
    assert len(world.call("GET", "/v1/me/offers", by=BERT).json["items"]) == 1
    for _ in range(2):
        assert_page(world.reply("POST", LINK, "lang=nl&answer=filter"), says)
    assert 'value="filter"' not in world.reply("GET", LINK).body
    offers = world.call("GET", "/v1/me/offers", by=BERT).json["items"]
    assert [(offer["radius_m"], len(offer["days"])) for offer in offers] == ([left] if left else [])


@pytest.mark.parametrize(
    ("reason", "suggestion"),
    [
        ("too_far", None),  # they live in the same cell: nothing is nearer
        ("not_this_day", {"field": "days", "value": ["mon", "wed", "thu", "fri"]}),
        ("not_this_kind", {"field": "category", "value": "groceries"}),
        ("no_time", None),
        (None, None),
    ],
)
def test_the_app_can_offer_the_same_filter(world: World, reason: str | None, suggestion: object) -> None:
    world.play(*ASKED)
    said = {"answer": "no", "reason": reason}
    for _ in range(2):
        answer = world.call("POST", f"/v1/asks/{ANNAS_REQUEST}-1-1/answer", said, by=BERT)
        assert answer.json == {"result": "declined", "suggestion": suggestion}


def test_a_suggestion_fits_in_the_offer_as_it_is(world: World) -> None:
    world.play(*ASKED)
    said = {"answer": "not_now", "reason": "not_this_day"}
    told = world.call("POST", f"/v1/asks/{ANNAS_REQUEST}-1-1/answer", said, by=BERT).json["suggestion"]
    changed = world.call("PUT", "/v1/me/offers/groceries", {**OFFER, told["field"]: told["value"]}, by=BERT)
    assert (changed.status, changed.json["days"]) == (200, told["value"])
    again = world.call("POST", f"/v1/asks/{ANNAS_REQUEST}-1-1/answer", said, by=BERT)
    assert again.json == {"result": "declined", "suggestion": None}


def test_too_far_is_told_in_whole_kilometres_of_the_helpers_own_radius(world: World) -> None:
    """Promise 5: before a yes nothing finer than a coarse area."""
    world.play(*SIGNED_UP)
    world.call(
        "PUT", "/v1/me", {**PROFILE, "home": {"lat": 52.12, "lon": 5.1214}}, by=BERT
    )  # 2.3 km from the middle of Anna's cell
    world.call("PUT", "/v1/me/offers/groceries", {**OFFER, "radius_m": 9000}, by=BERT)
    world.play("api/post_requests", "decide/first_look")
    button = "Vraag me alleen nog dichterbij: tot 2 km"
    assert_page(world.reply("POST", LINK, "lang=nl&answer=no&reason=too_far"), button)
    world.reply("POST", LINK, "lang=nl&answer=filter")
    assert [offer["radius_m"] for offer in world.call("GET", "/v1/me/offers", by=BERT).json["items"]] == [2000]


@pytest.mark.parametrize(("answer", "says"), [("yes", "jij gaat helpen"), ("no", "Dank je wel voor je antwoord")])
def test_a_double_tap_counts_once(world: World, answer: str, says: str) -> None:
    world.play(*ASKED)
    first = world.reply("POST", LINK, f"lang=nl&answer={answer}")
    rows = world.rows()
    for _ in range(3):
        again = world.reply("POST", LINK, f"lang=nl&answer={answer}")
        assert_page(again, says)
        assert again == first
    assert world.rows() == rows


def test_phone_and_address_are_shown_after_a_yes_and_each_look_is_told(world: World) -> None:
    """I11"""
    world.play(*ASKED)
    assert "12 00 00 01" not in world.reply("POST", LINK, "lang=nl&answer=contact").body
    world.reply("POST", LINK, "lang=nl&answer=yes")
    shown = world.reply("POST", LINK, "lang=nl&answer=contact")
    assert_page(shown, "Zonnelaan 12, Utrecht")
    assert "06 12 00 00 01" in shown.body
    assert "12 00 00 01" not in world.reply("GET", LINK).body
    told = [row["code"] for row in world.call("GET", f"/v1/requests/{ANNAS_REQUEST}/timeline").json["items"]]
    assert told.count("contact_shown") == 1


def test_taking_back_a_yes_begins_a_new_round_once(world: World) -> None:
    world.play(*ASKED)
    world.reply("POST", LINK, "lang=nl&answer=yes")
    for _ in range(3):
        assert_page(world.reply("POST", LINK, "lang=nl&answer=withdraw"), "Goed dat je het doorgeeft")
    assert_page(world.reply("POST", LINK, "lang=nl&answer=yes"), "Goed dat je het doorgeeft")
    assert world.call("GET", f"/v1/requests/{ANNAS_REQUEST}").json["round"] == 2


def test_withdrawing_without_a_match_changes_nothing(world: World) -> None:
    world.play(*ASKED)
    rows = world.rows()
    assert_page(world.reply("POST", LINK, "lang=nl&answer=withdraw"), "Kun jij Anna helpen?")
    assert world.rows() == rows


def test_a_late_yes_to_an_open_request_wins(world: World) -> None:
    """I15"""
    world.play(*ASKED)
    world.later(minutes=31)
    world.play("decide/first_look")
    assert state(world) == "timed_out"
    assert_page(world.reply("GET", LINK), "Kun jij Anna helpen?")
    assert_page(world.reply("POST", LINK, "lang=nl&answer=yes"), "jij gaat helpen")


def test_when_the_time_to_help_is_over_nobody_is_asked_any_more(world: World) -> None:
    """I8: also in the moments before the cascade ends the search."""
    world.play(*ASKED)
    world.later(days=1)
    for answer in (world.reply("GET", LINK), world.reply("POST", LINK, "lang=nl&answer=yes")):
        assert_page(answer, "Deze hulpvraag is gesloten")


def somebody_was_faster(world: World) -> tuple[str, str]:
    """One neighbour is silent, so the other is asked too and says yes; the links of the late and of the quick one."""
    world.play(*SIGNED_UP)
    world.call("PUT", "/v1/me", {**PROFILE, "first_name": "Cees"}, by=CEES)
    world.call("PUT", "/v1/me/offers/groceries", OFFER, by=CEES)
    world.play("api/post_requests", "decide/first_look")
    silent, quick = (BERT, CEES) if world.links_to(BERT) else (CEES, BERT)
    world.later(minutes=31)
    world.play("decide/first_look")
    [late_link], [quick_link] = world.links_to(silent), world.links_to(quick)
    assert_page(world.reply("POST", quick_link, "lang=nl&answer=yes"), "jij gaat helpen")
    return late_link, quick_link


def test_who_is_too_late_is_asked_to_be_stand_by(world: World) -> None:
    """I15: asked, not drafted: looking again does not make anybody a stand-by."""
    late, _ = somebody_was_faster(world)
    rows = world.rows()
    shown = world.reply("GET", late)
    assert_page(shown, "Ik wil wel reserve zijn")
    assert "Er is al hulp" in shown.body
    assert world.rows() == rows
    for _ in range(2):
        assert_page(world.reply("POST", late, "lang=nl&answer=yes"), "Je bent nu reserve")
    assert_page(world.reply("GET", late), "Ik wil geen reserve zijn")


def test_a_stand_by_may_step_back(world: World) -> None:
    late, _ = somebody_was_faster(world)
    world.reply("POST", late, "lang=nl&answer=yes")
    assert_page(world.reply("POST", late, "lang=nl&answer=no"), "Dank je wel voor je antwoord")


@pytest.mark.parametrize(("end", "says"), [("done", "Er is al hulp"), ("cancel", "Deze hulpvraag is gesloten")])
def test_nobody_is_asked_to_be_stand_by_once_it_is_over(world: World, end: str, says: str) -> None:
    late, _ = somebody_was_faster(world)
    world.call("POST", f"/v1/requests/{ANNAS_REQUEST}/{end}")
    for answer in (world.reply("GET", late), world.reply("POST", late, "lang=nl&answer=yes")):
        assert_page(answer, says)
        assert "<button" not in answer.body
        assert "Anna" not in answer.body


def test_the_late_neighbour_never_sees_phone_or_address(world: World) -> None:
    """I11"""
    late, _ = somebody_was_faster(world)
    for answer in ("contact", "yes", "contact", "withdraw"):
        body = world.reply("POST", late, f"lang=nl&answer={answer}").body
        assert "12 00 00" not in body
        assert "Zonnelaan" not in body


def fail(*_: object, **__: object) -> None:
    raise RuntimeError("the table is out of reach, says kanarie")


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST"])
@pytest.mark.parametrize(
    ("language", "says"), [("nl", "Er gaat bij ons iets mis"), ("en", "Something went wrong on our side")]
)
def test_when_the_table_fails_there_is_still_a_page(
    world: World, monkeypatch: pytest.MonkeyPatch, method: str, language: str, says: str
) -> None:
    """I22"""
    world.play(*ASKED)
    monkeypatch.setattr(services.requests, "load", fail)
    answer = world.reply(method, LINK, f"lang={language}&answer=yes" if method == "POST" else None, {"lang": language})
    assert_page(answer, "" if method == "HEAD" else says)
    assert "kanarie" not in answer.body


@pytest.mark.parametrize("broken", ["save", "wording"])
def test_when_saving_or_reading_fails_there_is_still_a_page(
    world: World, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    world.play(*ASKED)
    monkeypatch.setattr(services.requests, broken, fail)
    assert_page(world.reply("POST", LINK, "lang=nl&answer=yes"), "Er gaat bij ons iets mis")


def test_when_everybody_else_is_faster_there_is_still_a_page(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def lose(*_: object, **__: object) -> None:
        raise Conflict

    world.play(*ASKED)
    monkeypatch.setattr(services.requests, "save", lose)
    assert_page(world.reply("POST", LINK, "lang=nl&answer=yes"), "Er gaat bij ons iets mis")


def test_a_cascade_that_cannot_be_woken_does_not_spoil_the_answer(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unreachable(**_: object) -> None:
        raise EndpointConnectionError(endpoint_url="https://states.example")

    world.play(*ASKED)
    monkeypatch.setattr(services.cascades._client, "send_task_success", unreachable)  # type: ignore[attr-defined] # noqa: SLF001
    assert_page(world.reply("POST", LINK, "lang=nl&answer=yes"), "jij gaat helpen")


@pytest.mark.parametrize(
    ("accepted", "chosen", "language"),
    [
        (None, None, "nl"),
        ("en-GB,nl;q=0.5", None, "en"),
        ("de,fr", None, "nl"),
        ("nl", "en", "en"),
        ("en", "nl", "nl"),
        ("en", "de", "en"),
        ("", "", "nl"),
    ],
)
def test_the_page_speaks_the_readers_language(
    world: World, accepted: str | None, chosen: str | None, language: str
) -> None:
    world.play(*ASKED)
    sent = event("reply/get")
    sent["headers"].pop("accept-language")
    if accepted is not None:
        sent["headers"]["accept-language"] = accepted
    if chosen is not None:
        sent["queryStringParameters"] = {"lang": chosen}
    assert f'<html lang="{language}">' in Answer.of(world.invoke("reply", sent)).body


@pytest.mark.parametrize("behind", ["/", "//"])
def test_a_slash_behind_the_link_does_no_harm(world: World, behind: str) -> None:
    """I22: chat apps and people hang one behind it."""
    world.play(*ASKED)
    assert_page(world.reply("GET", LINK + behind), "Kun jij Anna helpen?")
