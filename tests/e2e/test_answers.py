"""Yes, no, silence, and everything that neighbours say too late or twice."""

from concurrent.futures import ThreadPoolExecutor

from local import web
from tests.support.neighbourhood import Neighbour, Neighbourhood
from tests.support.phone import MATCHED, RELEASED, SEARCHING_AGAIN, STAND_BY_RELEASED

YOU_GO = "Dank je wel, jij gaat helpen!"
NO_IS_FINE = "Een nee is ook goed. Je hoeft niets meer te doen."
STAND_BY = "Dank je wel! Je bent nu reserve"
SOMEBODY_ELSE_GOES = "Er is al hulp"
GAVE_IT_BACK = "Goed dat je het doorgeeft"


def test_the_first_is_silent_the_second_says_no_and_the_third_helps(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea, cor = neighbourhood.helpers("Anna", "Bea", "Cor")
    search = truus.asks_for("groceries")

    anna.is_asked()
    assert truus.person.first_name in anna.opens_the_page()
    bea.is_asked()
    assert NO_IS_FINE in bea.says_no()
    cor.is_asked()
    assert truus.person.address not in cor.opens_the_page()
    assert YOU_GO in cor.says_yes()
    truus.is_told(MATCHED)

    contact = truus.calls("GET", f"/v1/requests/{search.id}/contact").json
    assert contact == {"first_name": "Cor", "phone": cor.person.phone, "address": None}
    assert truus.person.address in cor.taps("contact")
    truus.is_helped(search)
    assert search.timeline() == [
        "created", "asked", "no_answer", "asked", "declined", "asked",
        "matched", "contact_shown", "contact_shown", "helped",
    ]  # fmt: skip


def test_a_late_yes_wins_while_nobody_else_said_it(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    bea.is_asked()

    assert YOU_GO in anna.says_yes()
    bea.is_told(RELEASED)
    truus.is_told(MATCHED)
    assert SOMEBODY_ELSE_GOES in bea.opens_the_page()
    truus.is_helped(search)


def test_a_yes_after_the_last_patience_still_wins_before_whapp_gives_up(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    search.is_in("Wait for waking hours")  # everybody was asked; one more patience for a late answer
    assert YOU_GO in anna.says_yes()
    truus.is_told(MATCHED)
    truus.is_helped(search)
    assert "everyone_asked" in search.timeline()


def test_whoever_says_yes_too_late_stands_by_and_is_asked_first_when_the_match_falls_through(
    neighbourhood: Neighbourhood,
) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    bea.is_asked()
    assert YOU_GO in bea.says_yes()
    truus.is_told(MATCHED)
    assert STAND_BY in anna.says_yes()
    assert STAND_BY in anna.says_yes()
    [_nearer_than_nobody] = neighbourhood.helpers("Cor")

    assert GAVE_IT_BACK in bea.taps("withdraw")
    truus.is_told(SEARCHING_AGAIN)
    search.ends_in("Next round")
    anna.is_asked()
    assert YOU_GO in anna.says_yes()
    truus.is_told(MATCHED)
    assert GAVE_IT_BACK in bea.opens_the_page()
    truus.is_helped(search)


def test_when_the_helper_withdraws_another_is_asked_in_a_new_round(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)

    assert anna.calls("POST", f"/v1/requests/{search.id}/withdraw").status == 204
    truus.is_told(SEARCHING_AGAIN)
    assert search.ends_in("Next round") == ["Ask and wait", "Until the visit"]
    bea.is_asked()
    assert GAVE_IT_BACK in anna.says_yes()
    bea.says_yes()
    truus.is_told(MATCHED)
    assert truus.sees(search)["helper"]["first_name"] == "Bea"
    truus.is_helped(search)
    assert search.timeline() == ["created", "asked", "matched", "withdrawn", "asked", "matched", "helped"]


def test_of_two_who_say_yes_at_once_exactly_one_goes(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    bea.is_asked()

    bea.phone.may_get(RELEASED)  # if Anna is first, and Whapp says so before it hears of Bea's yes
    with ThreadPoolExecutor(2) as both:
        pages = list(both.map(Neighbour.says_yes, (anna, bea)))
    assert sorted(YOU_GO in page for page in pages) == [False, True]
    assert sorted(STAND_BY in page for page in pages) == [False, True]
    truus.is_told(MATCHED)
    assert truus.sees(search)["helper"]["first_name"] == ("Anna" if YOU_GO in pages[0] else "Bea")
    truus.is_helped(search)
    (bea if YOU_GO in pages[0] else anna).is_told(STAND_BY_RELEASED)


def test_a_double_tap_on_yes_is_one_yes(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    with ThreadPoolExecutor(2) as thumbs:
        pages = list(thumbs.map(Neighbour.says_yes, (anna, anna)))
    assert all(YOU_GO in page for page in [*pages, anna.says_no()])  # a slip after the yes changes nothing either
    truus.is_told(MATCHED)
    truus.is_helped(search)
    assert search.timeline() == ["created", "asked", "matched", "helped"]


def test_the_reason_of_a_no_becomes_the_helpers_own_filter(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    [bea] = neighbourhood.helpers("Bea")
    anna, cor = (neighbourhood.lives(name, streets=5) for name in ("Anna", "Cor"))
    search = truus.asks_for("groceries")
    bea.is_asked()
    assert "Vraag me niet meer voor: Boodschappen" in bea.says_no("not_this_kind")
    for _ in range(2):
        assert "Voor Boodschappen vragen we je niet meer." in bea.taps("filter")
    assert bea.calls("GET", "/v1/me/offers").json["items"] == []

    anna.is_asked()
    assert "tot 1 km" in anna.says_no("too_far")
    assert "tot 1 km van je huis" in anna.taps("filter")
    [offer] = anna.calls("GET", "/v1/me/offers").json["items"]
    assert offer["radius_m"] == 1000

    cor.is_asked()
    cor.says_yes()
    truus.is_told(MATCHED)
    truus.is_helped(search)


def test_a_helper_who_signs_in_answers_without_the_link(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    [ask] = anna.calls("GET", "/v1/asks").json["items"]
    assert (ask["state"], ask["request_status"]) == ("open", "open")

    assert bea.calls("POST", f"/v1/asks/{ask['id']}/answer", body={"answer": "yes"}).status == 404
    no = anna.calls("POST", f"/v1/asks/{ask['id']}/answer", body={"answer": "not_now", "reason": "no_time"})
    assert web.expect(200, no, "Anna's no").json == {"result": "declined", "suggestion": None}
    bea.is_asked()
    [ask] = bea.calls("GET", "/v1/asks").json["items"]
    yes = bea.calls("POST", f"/v1/asks/{ask['id']}/answer", body={"answer": "yes"})
    assert web.expect(200, yes, "Bea's yes").json["result"] == "matched"
    truus.is_told(MATCHED)
    truus.is_helped(search)
