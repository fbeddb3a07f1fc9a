"""Stories that take time. They were begun first (see conftest.py), and end while others are told."""

from datetime import datetime

from tests.e2e.conftest import Story
from tests.support.neighbourhood import Neighbour
from tests.support.phone import (
    ARE_YOU_COMING,
    DID_IT_WORK_OUT,
    LET_GO,
    NOBODY_AVAILABLE,
    SEARCHING_AGAIN,
    STAND_BY_WARNED,
    VISIT_CANCELLED,
    VISIT_REMINDER,
)

TWO_MINUTES = 120.0


def test_after_the_visit_both_are_asked_and_silence_means_that_it_worked_out(visit_begun: Story) -> None:
    story = visit_begun
    story.truus.is_told(DID_IT_WORK_OUT)
    story.anna.is_told(DID_IT_WORK_OUT)
    waits = story.search.ends_in("Helped", within=TWO_MINUTES)
    assert waits[-2:] == ["Until the visit", "Ask how it went"]
    assert story.search.timeline()[-2:] == ["asked_how_it_went", "helped"]
    story.place.curtain()


def test_a_silent_helper_is_let_go_after_the_stand_by_was_warned(silence_begun: tuple[Story, Neighbour]) -> None:
    story, bea = silence_begun
    bea.is_told(VISIT_REMINDER, within=TWO_MINUTES)
    bea.is_told(ARE_YOU_COMING, within=TWO_MINUTES)
    story.anna.is_told(STAND_BY_WARNED, within=TWO_MINUTES)
    bea.is_told(LET_GO, within=TWO_MINUTES)
    story.truus.is_told(SEARCHING_AGAIN)
    assert story.search.ends_in("Next round")[-1] == "Until the visit"
    story.anna.is_asked()
    story.truus.is_told(NOBODY_AVAILABLE)  # Anna had her time to answer
    story.search.ends_in("Nobody available", round_=2)
    told = story.search.timeline()
    assert told.index("stand_by_warned") < told.index("let_go") < told.index("nobody_available")
    assert told[told.index("reminded") :][:4] == ["reminded", "asked_if_coming", "stand_by_warned", "let_go"]
    story.place.curtain()


def test_whoever_sleeps_is_asked_in_the_morning(night_begun: tuple[Story, datetime]) -> None:
    story, wakes = night_begun
    story.anna.is_asked(within=TWO_MINUTES)
    story.truus.is_told(NOBODY_AVAILABLE)  # Anna had her time to answer while other stories were told
    waits = story.search.ends_in("Nobody available")
    assert waits == ["Wait for waking hours", "Ask and wait", "Wait for waking hours"]
    rows = story.truus.calls("GET", f"/v1/requests/{story.search.id}/timeline").json["items"]
    assert [row["code"] for row in rows[:3]] == ["created", "waiting_for_waking_hours", "asked"]
    assert datetime.fromisoformat(rows[2]["at"]) >= wakes
    story.place.curtain()


def test_the_janitor_comes_by_unasked_and_rings_where_nobody_was_woken(bell_lost: Story) -> None:
    bell_lost.anna.is_told(VISIT_CANCELLED, within=TWO_MINUTES)
    bell_lost.search.ends_in("Cancelled")
    bell_lost.place.curtain()
