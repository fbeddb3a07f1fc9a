"""Nothing is lost: whatever happens to a cascade, its request ends (I13, I14)."""

from pathlib import Path

from local.stack import Stack
from tests.support.neighbourhood import Neighbourhood
from tests.support.outages import outage, stop, two_minutes_pass
from tests.support.phone import MATCHED, NOBODY_AVAILABLE, RELEASED, VISIT_CANCELLED

SCHEDULE = Path("events/janitor/schedule.json")


def janitor_comes_by(stack: Stack) -> None:
    """What the schedule does every few minutes."""
    answer = stack.client("lambda").invoke(FunctionName="whapp-janitor", Payload=SCHEDULE.read_bytes())
    assert "FunctionError" not in answer, answer["Payload"].read()


def test_a_cascade_that_was_stopped_begins_again_and_the_request_ends(
    neighbourhood: Neighbourhood, stack: Stack
) -> None:
    truus = neighbourhood.requester()
    anna, bea = neighbourhood.helpers("Anna", "Bea")
    search = truus.asks_for("groceries")
    anna.is_asked()
    stop(stack, search)
    bea.is_asked()
    search.is_in("Ask and wait", generation=2)
    stop(stack, search, generation=2)
    bea.says_yes()
    truus.is_told(MATCHED)
    search.is_in("Until the visit", generation=3)
    truus.is_helped(search, generation=3)


def test_a_cascade_that_was_stopped_before_its_end_tells_what_is_left_to_tell(
    neighbourhood: Neighbourhood, stack: Stack
) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    search.is_in("Wait for waking hours")
    stop(stack, search)
    truus.is_told(NOBODY_AVAILABLE)
    search.ends_in("Nobody available", generation=2)


def test_a_wake_up_that_was_lost_is_repeated(neighbourhood: Neighbourhood, stack: Stack) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    search.is_in("Until the visit")
    with outage(stack, "api", "states:SendTaskSuccess"):
        truus.cancels(search)
    assert stack.execution(search.id)[0] == "RUNNING"
    two_minutes_pass(stack, search)
    janitor_comes_by(stack)
    anna.is_told(VISIT_CANCELLED)
    search.ends_in("Cancelled")


def test_a_search_that_could_not_begin_is_begun(neighbourhood: Neighbourhood, stack: Stack) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    with outage(stack, "api", "states:StartExecution"):
        search = truus.asks_for("groceries")
    assert truus.sees(search)["status"] == "open"
    two_minutes_pass(stack, search)
    janitor_comes_by(stack)
    anna.is_asked()
    truus.cancels(search)
    anna.is_told(RELEASED)
    search.ends_in("Cancelled", generation=2)


def test_the_janitor_leaves_alone_what_goes_well(neighbourhood: Neighbourhood, stack: Stack) -> None:
    truus = neighbourhood.requester()
    [anna] = neighbourhood.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    anna.says_yes()
    truus.is_told(MATCHED)
    search.is_in("Until the visit")
    before = stack.execution(search.id)
    janitor_comes_by(stack)
    assert stack.execution(search.id) == before
    truus.is_helped(search)
