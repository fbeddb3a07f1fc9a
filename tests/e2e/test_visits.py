"""Between the yes and the thank-you: widening, a reminder, and a neighbour who does not come."""

from tests.support.neighbourhood import Neighbourhood
from tests.support.phone import FELL_THROUGH, MATCHED, RELEASED, THANKS, VISIT_REMINDER

FURTHER = 6  # streets: in the next circle, and within the two kilometres that people offer to go
SHE_IS_COMING = "Fijn, we weten dat je komt."
IT_DID_NOT_WORK_OUT = "We hoorden dat het niet is gelukt"


def test_who_wants_it_wider_has_somebody_asked_there_too_and_sees_it(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    bea = neighbourhood.lives("Bea", streets=FURTHER)
    search = truus.asks_for("groceries")
    assert truus.says("widen", search, {"circles": 2})["circles"] == 2
    anna.is_asked()
    bea.is_asked()
    anna.phone.may_get(RELEASED)  # if her time was not up yet
    bea.says_yes()
    truus.is_told(MATCHED)
    told = search.timeline()
    assert told.index("circles_chosen") < told.index("widened")
    truus.is_helped(search)


def test_a_reminded_helper_says_to_be_coming(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries", starts=90)
    anna.is_asked()
    first = anna.link
    anna.says_yes()
    truus.is_told(MATCHED)
    anna.gets_a_link(VISIT_REMINDER, within=90)
    assert anna.link != first
    assert SHE_IS_COMING in anna.taps("coming")
    anna.link = first
    assert SHE_IS_COMING in anna.opens_the_page()
    truus.is_helped(search)
    assert search.timeline() == ["created", "asked", "matched", "reminded", "coming", "helped"]


def test_when_nobody_came_another_is_asked_and_thanked(neighbourhood: Neighbourhood) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    again = truus.says("not-helped", search, {})
    assert (again["status"], again["round"]) == ("open", 2)
    anna.is_told(FELL_THROUGH)
    search.ends_in("Next round")
    bea.is_asked()
    assert IT_DID_NOT_WORK_OUT in anna.says_yes()
    bea.says_yes()
    truus.is_told(MATCHED)
    truus.is_helped(search)
    for _ in range(2):
        truus.says("thanks", search)
    bea.is_told(THANKS)
    search.ends_in("Helped", round_=2, generation=2)
    assert search.timeline() == ["created", "asked", "matched", "fell_through", "asked", "matched", "helped", "thanked"]
