"""The replay of a burst: buckets, lines, and a small week that loses nothing, unless its messages may be given up."""

from dataclasses import replace

import pytest

from benchmarks.burst.crowd import DAY, Asked, Crowd, crowd, is_quiet, over_at
from benchmarks.burst.quotas import REGIONS, Bucket
from benchmarks.burst.week import Line, Manner, Message, Week

EIGHT = DAY + 8 * 3600
OVERNIGHT = Crowd(1000, 17, (), [Asked(EIGHT - 3600, 1800, EIGHT + 12 * 3600)] * 400)
NARROW = replace(REGIONS["Ireland"], sms=1, email=1_000)


def test_a_bucket_gives_at_once_what_is_in_it_and_then_at_its_rate() -> None:
    bucket = Bucket(burst=10, rate=2)
    assert [bucket.reserve(0, 5) for _ in range(4)] == [0, 0, 2.5, 5]
    assert bucket.reserve(1000, 10) == 1000
    assert bucket.longest == 5


def test_the_line_lets_the_oldest_deadline_go_first_and_no_more_than_it_may() -> None:
    line, gone = Line(lambda _: 2), []
    for deadline in (30, 10, 20):
        line.join(0, Message(deadline, lambda _, deadline=deadline: gone.append(deadline), lambda _: None, 0))  # type: ignore[misc]
    for second in range(3):
        for message in line.serve(second):
            message.then(second)
    assert gone == [10, 20, 30]
    assert (line.longest, line.fluid()) == (1, 1)


@pytest.mark.parametrize(("hour", "quiet"), [(0, True), (7.99, True), (8, False), (21.4, False), (21.5, True)])
def test_nights_are_quiet(hour: float, quiet: bool) -> None:
    at = 3 * DAY + hour * 3600
    assert is_quiet(at) is quiet
    assert over_at(at) == (at if not quiet else 3 * DAY + (8 + 24 * (hour > 12)) * 3600)


@pytest.mark.parametrize("manner", [Manner.IN_LINE, Manner.COMES_BACK])
def test_nobody_is_lost_in_the_morning_after(manner: Manner) -> None:
    week = Week(OVERNIGHT, NARROW, 1, manner).run()
    assert (week.lost, week.given_up) == (0, 0)
    assert week.sms.longest > 200


def test_messages_that_are_given_up_would_be_noticed() -> None:
    week = Week(OVERNIGHT, NARROW, 1, Manner.TRIES_THRICE).run()
    assert week.given_up > 0


def test_a_week_can_be_played_again() -> None:
    assert crowd(2_000, 7) == crowd(2_000, 7)
    first, again = (Week(crowd(2_000, 7), NARROW, 7, Manner.COMES_BACK).run() for _ in range(2))
    assert (first.asks, first.sms.waits) == (again.asks, again.sms.waits)
