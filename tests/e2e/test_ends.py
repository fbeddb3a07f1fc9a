"""Every request ends, and everybody whom it concerns is told."""

from tests.support.neighbourhood import Neighbourhood
from tests.support.phone import EXPIRED, MATCHED, NOBODY_AVAILABLE, RELEASED, VISIT_CANCELLED

CLOSED = "Deze hulpvraag is gesloten"


def test_a_cancel_during_the_ask_releases_the_neighbour(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, _bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    truus.cancels(search)
    assert CLOSED in anna.opens_the_page()
    anna.is_told(RELEASED)
    assert search.ends_in("Cancelled") == ["Ask and wait"]
    truus.cancels(search)
    assert CLOSED in anna.says_yes()
    assert search.timeline() == ["created", "asked", "cancelled"]


def test_a_cancel_after_the_yes_reaches_the_helper(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    truus.cancels(search)
    anna.is_told(VISIT_CANCELLED)
    assert CLOSED in anna.opens_the_page()
    assert truus.calls("GET", f"/v1/requests/{search.id}/contact").status == 404
    assert search.ends_in("Cancelled") == ["Ask and wait", "Until the visit"]


def test_when_nobody_says_yes_the_requester_is_told(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_no()
    bea.is_asked()
    truus.is_told(NOBODY_AVAILABLE)
    search.ends_in("Nobody available")
    assert CLOSED in bea.says_yes()
    assert truus.sees(search)["status"] == "nobody_available"


def test_where_nobody_offers_the_requester_is_told_at_once(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    neighbourhood.lives("Anna", offers=["garden"])
    search = truus.asks_for("groceries")
    assert truus.sees(search)["chance"] == 0
    truus.is_told(NOBODY_AVAILABLE)
    assert search.ends_in("Nobody available") == []


def test_when_time_is_up_the_requester_is_told(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries", hours=3 / 3600)
    anna.is_asked()
    bea.is_asked()
    truus.is_told(EXPIRED)
    search.ends_in("Expired")
    assert CLOSED in anna.says_yes()


def test_the_next_neighbour_is_asked_when_the_asked_one_leaves_whapp(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    assert anna.calls("DELETE", "/v1/me").status == 204
    assert anna.calls("GET", "/v1/me").status == 404
    bea.is_asked()
    bea.says_yes()
    truus.is_told(MATCHED)
    truus.is_helped(search)
    assert search.timeline() == ["created", "asked", "declined", "asked", "matched", "helped"]


def test_the_helper_is_told_when_the_requester_leaves_whapp(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    assert truus.calls("DELETE", "/v1/me").status == 204
    anna.is_told(VISIT_CANCELLED)
    search.ends_in("Cancelled")
