"""Something is not right: one tap on the page, and the safety desk takes it from there."""

from local import web
from local.stack import Stack
from tests.support.neighbourhood import Neighbourhood
from tests.support.phone import MATCHED, SEARCHING_AGAIN

THANK_YOU = "Goed dat je het zegt"


def test_a_helper_taps_that_something_is_not_right_and_the_desk_hears_of_it(
    neighbourhood: Neighbourhood, stack: Stack
) -> None:
    truus, cees = neighbourhood.requester(), neighbourhood.lives("Cees", offers=())
    stack.gives_role(cees.person)
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    assert truus.person.address in anna.taps("contact")
    before = search.timeline()
    assert "Iets klopt niet" in anna.opens_the_page()
    assert search.timeline() == before  # looking reports nobody

    assert THANK_YOU in anna.taps("report")
    page = anna.taps("contact")
    assert THANK_YOU in page
    assert truus.person.address not in page
    for who in (anna, truus):
        assert who.calls("GET", f"/v1/requests/{search.id}/contact").status == 404
    truus.is_told(SEARCHING_AGAIN)
    bea.is_asked()
    assert "reported" not in search.timeline()

    waiting = web.expect(200, cees.calls("GET", "/v1/ops/reports"), "the desk's list").json["items"]
    [report] = [each for each in waiting if each["request"] == search.id]
    assert (report["by"], report["reporter"], report["reported"]) == ("helper", anna.id, truus.id)
    assert truus.calls("GET", "/v1/ops/reports").status == 403
    verdict = {"verdict": "suspended"}
    web.expect(200, cees.calls("POST", f"/v1/ops/members/{truus.id}/suspend"), "suspending")
    web.expect(200, cees.calls("POST", f"/v1/ops/reports/{report['id']}/resolve", body=verdict), "resolving")
    answer = truus.calls("GET", "/v1/requests")
    assert (answer.status, "suspended" in answer.json["detail"]) == (403, True)
    search.ends_in("Cancelled", round_=2)
    bea.phone.may_get("je hoeft niet meer te antwoorden")
