"""Quiet hours, waking time, day parts and weeks: tables, both nights of the clock, and a minute-by-minute oracle."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tests.support.builders import amsterdam, hours, minutes
from whapp.domain.hours import AMSTERDAM, DAY_PARTS, DAYS, Day, DayPart, QuietHours, falls_in, iso_week, next_week

NIGHT = QuietHours()
OVER_NOON = QuietHours(time(12), time(13, 30))
SMALL_HOURS = QuietHours(time(1, 30), time(2, 30))
NONE = QuietHours(time(7), time(7))
ALL_BUT_A_MINUTE = QuietHours(time(8), time(7, 59))
SPRINGS = [(2026, 3, 29), (2027, 3, 28)]
AUTUMNS = [(2026, 10, 25), (2027, 10, 31)]
LEAP_DAY = (2028, 2, 29)


# --- cover ---


@pytest.mark.parametrize(
    ("quiet", "wall", "covered"),
    [
        (NIGHT, (21, 29), False),
        (NIGHT, (21, 30), True),
        (NIGHT, (23, 59), True),
        (NIGHT, (0, 0), True),
        (NIGHT, (7, 59), True),
        (NIGHT, (8, 0), False),
        (OVER_NOON, (11, 59), False),
        (OVER_NOON, (12, 0), True),
        (OVER_NOON, (13, 29), True),
        (OVER_NOON, (13, 30), False),
        (NONE, (7, 0), False),
        (NONE, (0, 0), False),
        (ALL_BUT_A_MINUTE, (7, 59), False),
        (ALL_BUT_A_MINUTE, (8, 0), True),
        (QuietHours(time(0), time(6)), (0, 0), True),
        (QuietHours(time(22), time(0)), (23, 59), True),
        (QuietHours(time(22), time(0)), (0, 0), False),
    ],
)
@pytest.mark.parametrize("day", [(2026, 3, 4), (2026, 7, 1), LEAP_DAY])
def test_quiet_hours_cover_what_the_clock_on_the_wall_says(
    quiet: QuietHours, wall: tuple[int, int], covered: bool, day: tuple[int, int, int]
) -> None:
    assert quiet.cover(amsterdam(*day, *wall)) is covered


# --- over_at ---


@pytest.mark.parametrize(
    ("quiet", "at", "over"),
    [
        (NIGHT, amsterdam(2026, 3, 4, 10), amsterdam(2026, 3, 4, 10)),
        (NIGHT, amsterdam(2026, 3, 4, 21, 30), amsterdam(2026, 3, 5, 8)),
        (NIGHT, amsterdam(2026, 3, 5, 7, 59), amsterdam(2026, 3, 5, 8)),
        (OVER_NOON, amsterdam(2026, 3, 4, 12, 15), amsterdam(2026, 3, 4, 13, 30)),
        (NONE, amsterdam(2026, 3, 4, 3), amsterdam(2026, 3, 4, 3)),
        (NIGHT, amsterdam(2028, 2, 28, 22), amsterdam(2028, 2, 29, 8)),
        (NIGHT, amsterdam(2028, 2, 29, 22), amsterdam(2028, 3, 1, 8)),
        (NIGHT, amsterdam(2026, 12, 31, 23), amsterdam(2027, 1, 1, 8)),
    ],
)
def test_it_is_over_when_the_clock_says_so(quiet: QuietHours, at: datetime, over: datetime) -> None:
    assert quiet.over_at(at) == over


@pytest.mark.parametrize("night", SPRINGS)
def test_the_spring_night_is_an_hour_shorter(night: tuple[int, int, int]) -> None:
    evening = amsterdam(*night, 8) - hours(9.5)
    assert evening.astimezone(AMSTERDAM).time() == time(21, 30)
    assert NIGHT.over_at(evening) - evening == hours(9.5)


@pytest.mark.parametrize("night", AUTUMNS)
def test_the_autumn_night_is_an_hour_longer(night: tuple[int, int, int]) -> None:
    evening = amsterdam(*night, 8) - hours(11.5)
    assert evening.astimezone(AMSTERDAM).time() == time(21, 30)
    assert NIGHT.over_at(evening) - evening == hours(11.5)


# --- against an oracle that looks at the clock every minute ---

QUIET = [NIGHT, OVER_NOON, NONE, ALL_BUT_A_MINUTE, QuietHours(time(2), time(3)), QuietHours(time(2, 10), time(2, 50))]
# These begin or end in the hour that the clock skips in spring and shows twice in autumn.
IN_THE_LOST_HOUR = [SMALL_HOURS, QuietHours(time(2, 15), time(6)), QuietHours(time(22), time(2, 45))]
DAYS_TO_TRY = [*SPRINGS, *AUTUMNS, LEAP_DAY, (2026, 7, 1)]


def over_by_the_minute(quiet: QuietHours, at: datetime) -> datetime:
    while quiet.cover(at):
        at += minutes(1)
    return at


def add_by_the_minute(quiet: QuietHours, at: datetime, duration: timedelta) -> datetime:
    """The instant before which `duration` of not-quiet minutes have passed; a first quiet time is sat out."""
    at = over_by_the_minute(quiet, at)
    while duration > timedelta(0):
        if not quiet.cover(at):
            duration -= minutes(1)
        at += minutes(1)
    return at


def around(day: tuple[int, int, int]) -> list[datetime]:
    """Every quarter of an hour from the evening before to the evening of this day."""
    first = amsterdam(*day) - hours(3)
    return [first + minutes(15 * step) for step in range(96)]


@pytest.mark.parametrize("day", DAYS_TO_TRY, ids=str)
@pytest.mark.parametrize("quiet", [*QUIET, *IN_THE_LOST_HOUR], ids=str)
def test_quiet_is_over_at_the_first_minute_that_is_not_quiet(quiet: QuietHours, day: tuple[int, int, int]) -> None:
    wrong = {at: quiet.over_at(at) for at in around(day) if quiet.over_at(at) != over_by_the_minute(quiet, at)}
    assert not wrong


@pytest.mark.parametrize("day", DAYS_TO_TRY, ids=str)
@pytest.mark.parametrize("quiet", [*QUIET, *IN_THE_LOST_HOUR], ids=str)
def test_waking_time_adds_up_minute_by_minute(quiet: QuietHours, day: tuple[int, int, int]) -> None:
    durations = [minutes(1), minutes(30), hours(2)] if quiet != ALL_BUT_A_MINUTE else [minutes(1), minutes(3)]
    wrong = [
        (at, duration)
        for at in around(day)[::5]
        for duration in durations
        if quiet.add_waking(at, duration) != add_by_the_minute(quiet, at, duration)
    ]
    assert not wrong


@pytest.mark.parametrize("day", [SPRINGS[0], AUTUMNS[0], LEAP_DAY], ids=str)
@pytest.mark.parametrize("quiet", [*QUIET, *IN_THE_LOST_HOUR], ids=str)
def test_waking_time_between_two_instants_is_every_minute_that_is_not_quiet(
    quiet: QuietHours, day: tuple[int, int, int]
) -> None:
    first = around(day)[0]
    wakes = [not quiet.cover(first + minutes(passed)) for passed in range(36 * 60)]
    wrong = [
        (start, end)
        for start in range(0, 24 * 60, 150)
        for end in (start, start + 1, start + 90, start + 700, len(wakes))
        if quiet.waking_between(first + minutes(start), first + minutes(end)) != minutes(sum(wakes[start:end]))
    ]
    assert not wrong


def test_between_an_instant_and_an_earlier_one_nobody_wakes() -> None:
    at = amsterdam(2026, 3, 28, 12)
    assert NIGHT.waking_between(at, at - hours(1)) == timedelta()


def test_waking_time_is_the_same_as_time_for_whoever_has_no_quiet_hours() -> None:
    at = amsterdam(2026, 3, 28, 23)
    assert NONE.waking_between(at, at + hours(30)) == hours(30)
    assert NONE.begin_after(at) is None
    assert NONE.add_waking(at, hours(30)) == at + hours(30)


def test_no_time_to_answer_ends_when_quiet_ends() -> None:
    assert NIGHT.add_waking(amsterdam(2026, 3, 4, 23), timedelta(0)) == amsterdam(2026, 3, 5, 8)


def test_seconds_are_kept() -> None:
    at = amsterdam(2026, 3, 4, 21, 29) + timedelta(seconds=20)
    assert NIGHT.add_waking(at, minutes(1)) == amsterdam(2026, 3, 5, 8) + timedelta(seconds=20)


# --- days and day parts ---

ALL_DAYS, ALL_PARTS = frozenset(DAYS), frozenset(DAY_PARTS)
WEDNESDAY = (2026, 3, 4)


@pytest.mark.parametrize(
    ("start", "end", "part", "inside"),
    [
        ((9, 0), (10, 0), DayPart.MORNING, True),
        ((9, 0), (10, 0), DayPart.AFTERNOON, False),
        ((11, 0), (12, 0), DayPart.AFTERNOON, False),
        ((11, 0), (12, 1), DayPart.AFTERNOON, True),
        ((12, 0), (13, 0), DayPart.MORNING, False),
        ((18, 0), (19, 0), DayPart.AFTERNOON, False),
        ((18, 0), (19, 0), DayPart.EVENING, True),
        ((17, 0), (23, 0), DayPart.EVENING, True),
        ((1, 0), (5, 0), DayPart.MORNING, True),
    ],
)
def test_a_visit_falls_in_a_part_of_the_day_when_any_moment_of_it_does(
    start: tuple[int, int], end: tuple[int, int], part: DayPart, inside: bool
) -> None:
    window = amsterdam(*WEDNESDAY, *start), amsterdam(*WEDNESDAY, *end)
    assert falls_in(*window, ALL_DAYS, frozenset({part})) is inside


@pytest.mark.parametrize("day", Day)
def test_a_visit_on_a_wednesday_is_for_those_who_help_on_wednesdays(day: Day) -> None:
    window = amsterdam(*WEDNESDAY, 9), amsterdam(*WEDNESDAY, 10)
    assert falls_in(*window, frozenset({day}), ALL_PARTS) is (day is Day.WED)


def test_a_visit_over_midnight_falls_on_both_days() -> None:
    window = amsterdam(2026, 3, 4, 22), amsterdam(2026, 3, 5, 1)
    assert falls_in(*window, frozenset({Day.WED}), ALL_PARTS)
    assert falls_in(*window, frozenset({Day.THU}), frozenset({DayPart.MORNING}))
    assert not falls_in(*window, frozenset({Day.THU}), frozenset({DayPart.EVENING}))
    assert not falls_in(*window, frozenset({Day.FRI}), ALL_PARTS)


def test_a_window_of_several_days_has_every_part_of_the_days_between() -> None:
    window = amsterdam(2026, 3, 4, 20), amsterdam(2026, 3, 6, 9)
    for part in DayPart:
        assert falls_in(*window, frozenset({Day.THU}), frozenset({part}))


def test_the_day_is_that_of_amsterdam_and_not_of_greenwich() -> None:
    just_after_midnight = datetime(2026, 3, 3, 23, 10, tzinfo=UTC)
    window = just_after_midnight, just_after_midnight + minutes(30)
    assert falls_in(*window, frozenset({Day.WED}), ALL_PARTS)
    assert not falls_in(*window, frozenset({Day.TUE}), ALL_PARTS)


# --- weeks ---


@pytest.mark.parametrize(
    ("at", "week"),
    [
        (amsterdam(2026, 11, 23), "2026-W48"),
        (amsterdam(2026, 11, 22, 23, 59), "2026-W47"),
        (amsterdam(2027, 1, 1), "2026-W53"),
        (amsterdam(2027, 1, 4), "2027-W01"),
        (amsterdam(*LEAP_DAY), "2028-W09"),
    ],
)
def test_weeks_begin_on_monday_in_amsterdam(at: datetime, week: str) -> None:
    assert iso_week(at) == week


@pytest.mark.parametrize(
    ("at", "monday"),
    [
        (amsterdam(2026, 3, 4, 10), amsterdam(2026, 3, 9)),
        (amsterdam(2026, 3, 9), amsterdam(2026, 3, 16)),
        (amsterdam(2026, 3, 28, 12), amsterdam(2026, 3, 30)),
        (amsterdam(2026, 10, 24, 12), amsterdam(2026, 10, 26)),
    ],
)
def test_budgets_are_fresh_again_on_monday(at: datetime, monday: datetime) -> None:
    assert next_week(at) == monday
    assert iso_week(next_week(at)) > iso_week(at)
