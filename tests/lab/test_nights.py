"""The lab's quick quiet hours say what production's say."""

from datetime import UTC, datetime, time, timedelta

import pytest

from benchmarks.policy_lab.nights import Nights
from whapp.domain.hours import QuietHours

START = datetime(2026, 3, 1, tzinfo=UTC)
PATTERNS = [
    QuietHours(),
    QuietHours(time(23), time(7)),
    QuietHours(time(13), time(14, 30)),  # a nap
    QuietHours(time(0), time(9)),
    QuietHours(time(8), time(8)),  # never
]


@pytest.mark.parametrize("quiet", PATTERNS)
def test_quiet_hours_are_the_same_all_year_round(quiet: QuietHours) -> None:
    """Every 197 minutes from March to March: both nights on which the clock is changed, and a new year."""
    nights = Nights(quiet, START.date())
    for count in range(365 * 24 * 60 // 197):
        at = START + timedelta(minutes=197 * count)
        second = int(at.timestamp())
        assert nights.over_at(second) == quiet.over_at(at).timestamp(), at
        assert nights.cover(second) == quiet.cover(at), at


@pytest.mark.parametrize("quiet", PATTERNS)
@pytest.mark.parametrize("minutes", [1, 45, 3000])
def test_waking_time_passes_alike(quiet: QuietHours, minutes: int) -> None:
    """Every 47 hours, for answers of a minute and of days."""
    nights = Nights(quiet, START.date())
    for count in range(365 * 24 // 47):
        at = START + timedelta(hours=47 * count)
        expected = quiet.add_waking(at, timedelta(minutes=minutes))
        assert nights.add_waking(int(at.timestamp()), minutes * 60) == expected.timestamp(), at


@pytest.mark.parametrize("quiet", PATTERNS)
@pytest.mark.parametrize("hours", [2, 75])
def test_waking_time_is_counted_alike(quiet: QuietHours, hours: int) -> None:
    nights = Nights(quiet, START.date())
    for count in range(365 * 24 // 43):
        at = START + timedelta(hours=43 * count)
        until = at + timedelta(hours=hours)
        expected = quiet.waking_between(at, until).total_seconds()
        assert nights.waking_between(int(at.timestamp()), int(until.timestamp())) == expected, at
