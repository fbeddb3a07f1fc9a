"""Idle helpers: who is looked after, when, and with which letter; the rules alone."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.support.builders import MORNING, a_member, amsterdam, hours, minutes
from whapp.domain import care
from whapp.domain.ask import hash_secret
from whapp.domain.care import MONTH, NEXT_DAY, SILENT_ASKS
from whapp.domain.chance import Record
from whapp.domain.hours import QuietHours
from whapp.domain.member import UNTIL_THEY_SAY_SO, Care, Letter, Member
from whapp.domain.policy import MAX_ATTEMPTS

DAY = timedelta(days=1)


def idle(**known: Any) -> Member:
    """Offered groceries a month ago, and was never asked."""
    return a_member(**{"care": Care(at=MORNING), **known})


def silent(**known: Any) -> Member:
    """Was asked four times, the last time three days ago, and never answered."""
    return idle(
        **{"record": Record(silences=SILENT_ASKS), "asked_week": "2026-W09", "asked_until": MORNING - 3 * DAY, **known}
    )


def looked_after(member: Member, now: datetime = MORNING) -> tuple[Member, Letter | None]:
    return care.look_after(member, now, "secret")


def letter_to(member: Member, now: datetime = MORNING) -> Letter | None:
    return looked_after(member, now)[1]


# --- who gets which letter ---


def test_whoever_was_never_asked_for_a_month_gets_a_practice_ask_and_stays_as_they_are() -> None:
    after, letter = looked_after(idle())
    assert letter is Letter.PRACTICE
    assert after.care == Care(
        at=MORNING + MONTH, letter=letter, attempts=1, written_at=MORNING, link_hash=hash_secret("secret")
    )
    assert replace(after, care=idle().care) == idle()


def test_whoever_is_silent_for_long_is_not_asked_any_more_until_they_say_so() -> None:
    after, letter = looked_after(silent())
    assert letter is Letter.STILL_WILLING
    assert care.rests(after)
    assert after.paused_until == UNTIL_THEY_SAY_SO
    assert (after.may_be_asked_at(MORNING) or MORNING) >= UNTIL_THEY_SAY_SO


@pytest.mark.parametrize(
    "member",
    [
        silent(record=Record(silences=SILENT_ASKS - 1)),
        silent(last_answered=MORNING - MONTH + minutes(1)),
        idle(asked_until=MORNING - DAY),
        idle(care=Care(at=MORNING, letter=Letter.PRACTICE, attempts=1, told=True)),
        idle(care=Care(at=MORNING, letter=Letter.PRACTICE, attempts=MAX_ATTEMPTS)),
        idle(channels=()),
        idle(ask_budget_per_week=0),
        silent(channels=()),
        silent(ask_budget_per_week=0),
    ],
)
def test_everybody_else_is_left_alone_for_another_month(member: Member) -> None:
    assert looked_after(member) == (replace(member, care=replace(member.care, at=MORNING + MONTH)), None)


def test_a_month_of_silence_is_enough() -> None:
    assert letter_to(silent(last_answered=MORNING - MONTH)) is Letter.STILL_WILLING


@pytest.mark.parametrize("member", [idle(offers=frozenset()), silent(offers=frozenset())])
def test_whoever_offers_nothing_is_looked_after_no_more(member: Member) -> None:
    after, letter = looked_after(member)
    assert (after.care.at, letter) == (None, None)
    assert care.begin(after, MORNING).care.at == MORNING + MONTH, "until they offer something again"


@pytest.mark.parametrize("member", [idle(), silent()])
def test_whoever_paused_is_left_alone_until_a_month_after_the_pause(member: Member) -> None:
    paused = replace(member, paused_until=MORNING + 10 * DAY)
    after, letter = looked_after(paused)
    assert (after.care.at, letter) == (MORNING + 10 * DAY + MONTH, None)
    assert after.paused_until == paused.paused_until
    assert letter_to(replace(member, paused_until=MORNING)) is not None, "a pause that is over is none"


@pytest.mark.parametrize("at", [None, MORNING + minutes(1)])
def test_a_look_that_is_not_due_changes_nothing(at: datetime | None) -> None:
    member = silent(care=Care(at=at))
    assert looked_after(member) == (member, None)


def test_nobody_is_written_to_while_an_ask_to_them_runs() -> None:
    """Pausing them now would take back a question that they may be about to answer."""
    member = silent(asked_until=MORNING + hours(1))
    after, letter = looked_after(member)
    assert (after.care.at, letter, care.rests(after)) == (MORNING + hours(1), None, False)
    assert letter_to(after, MORNING + hours(1)) is Letter.STILL_WILLING


@pytest.mark.parametrize("member", [idle(), silent()])
def test_no_letter_comes_in_quiet_hours(member: Member) -> None:
    """I16"""
    night = amsterdam(2026, 3, 4, 23)
    after, letter = looked_after(member, night)
    assert (after.care.at, letter) == (amsterdam(2026, 3, 5, 8), None)
    day_sleeper = replace(member, quiet_hours=QuietHours(MORNING.time(), (MORNING + hours(12)).time()))
    assert letter_to(replace(day_sleeper, urgent_overrides_quiet=True), amsterdam(2026, 3, 4, 11)) is None


# --- once a month, whatever goes wrong ---


@pytest.mark.parametrize("member", [idle(), silent()])
def test_a_claimed_letter_is_not_written_again_in_the_same_month(member: Member) -> None:
    claimed, letter = looked_after(member)
    for later in (minutes(1), DAY, MONTH - minutes(1)):
        assert looked_after(claimed, MORNING + later) == (claimed, None)
    again, same = care.look_after(claimed, MORNING + MONTH, "another secret")
    assert same is letter, "nobody knows whether it went out"
    assert (again.care.attempts, again.care.link_hash) == (2, hash_secret("another secret"))


@pytest.mark.parametrize("member", [idle(), silent()])
def test_a_letter_that_went_out_is_not_written_again(member: Member) -> None:
    after = care.told(looked_after(member)[0])
    for month in range(1, 24):
        after, letter = looked_after(after, MORNING + month * MONTH)
        assert letter is None


@pytest.mark.parametrize("member", [idle(), silent()])
def test_a_letter_that_did_not_go_out_is_tried_three_times_in_all(member: Member) -> None:
    """I10"""
    now, looks = MORNING, []
    for _ in range(MAX_ATTEMPTS):
        member, letter = looked_after(member, now)
        assert letter
        looks.append(now)
        member = care.not_reached(member, now, for_good=False)
        assert member.care.at
        now = member.care.at
    assert looks == [MORNING + attempt * NEXT_DAY for attempt in range(MAX_ATTEMPTS)]
    assert now == looks[-1] + MONTH
    assert not care.rests(member), "nobody rests for ever without having heard of it"
    assert letter_to(member, now - DAY) is None
    assert letter_to(member, now) is (Letter.STILL_WILLING if letter is Letter.STILL_WILLING else None)


@pytest.mark.parametrize("member", [idle(), silent()])
def test_whom_no_channel_reaches_is_not_tried_again(member: Member) -> None:
    claimed, _ = looked_after(member)
    given_up = care.not_reached(claimed, MORNING, for_good=True)
    assert letter_to(given_up, MORNING + MONTH) is None


def test_the_pause_waits_for_its_letter_and_then_for_the_member() -> None:
    claimed, _ = looked_after(silent())
    resting = care.told(claimed)
    after, letter = looked_after(resting, MORNING + MONTH)
    assert (letter, care.rests(after), after.care.at) == (None, True, None)
    assert care.begin(after, MORNING + MONTH) == after, "resting is no reason to be looked after"


def test_who_says_stop_gets_no_letter_that_was_begun_and_stays_away() -> None:
    """I7."""
    stopped = care.stop(care.not_reached(looked_after(silent())[0], MORNING, for_good=False))
    assert care.rests(stopped)
    assert letter_to(stopped, MORNING + NEXT_DAY) is None
    last = replace(stopped, care=replace(stopped.care, attempts=MAX_ATTEMPTS))
    assert care.not_reached(last, MORNING, for_good=False) == last, "the stop came while the last try was under way"


# --- coming back ---


def test_whoever_comes_back_begins_anew() -> None:
    resting = care.told(looked_after(silent())[0])
    later = MORNING + 3 * MONTH
    back = care.welcome_back(resting, later)
    assert (back.paused_until, back.record.silences, back.last_answered, back.care.at) == (
        None,
        0,
        later,
        later + MONTH,
    )
    assert back.may_be_asked_at(later) == later
    assert letter_to(back, later + MONTH) is None, "asked before, so no practice; not silent since"
    silent_again = replace(back, record=Record(silences=SILENT_ASKS))
    again, letter = looked_after(silent_again, later + MONTH)
    assert (letter, again.care.attempts) == (Letter.STILL_WILLING, 1)


def test_whoever_comes_back_and_offers_nothing_is_not_looked_after() -> None:
    back = care.welcome_back(replace(silent(), offers=frozenset()), MORNING)
    assert (back.care.at, back.paused_until, back.last_answered) == (None, None, MORNING)


def test_of_a_new_letter_nobody_thinks_that_it_is_out_because_an_earlier_one_was() -> None:
    practised = care.told(looked_after(idle())[0])
    silent_since = replace(practised, record=Record(silences=SILENT_ASKS), asked_until=MORNING + DAY)
    claimed, letter = looked_after(silent_since, MORNING + MONTH)
    assert (letter, claimed.care.told) == (Letter.STILL_WILLING, False)


def test_a_practice_is_noted_the_first_time() -> None:
    tried = care.practised(looked_after(idle())[0], MORNING + hours(1))
    assert tried.care.practised_at == MORNING + hours(1)
    assert care.practised(tried, MORNING + hours(2)) == tried


def test_whoever_practised_and_then_stays_silent_is_asked_whether_they_want_to() -> None:
    practised = care.told(looked_after(idle())[0])
    silent_since = replace(practised, record=Record(silences=SILENT_ASKS), asked_until=MORNING + DAY)
    assert letter_to(silent_since, MORNING + MONTH) is Letter.STILL_WILLING
