"""What moderators are told of a month: enough people, in tens, and only of what is over."""

from datetime import timedelta

import pytest

from tests.support.builders import amsterdam
from whapp.domain.figures import MONTHS_TOLD, Count, Figures, Happened, month_of, months_over, tell

MONTH = "2026-03"


def by(people: int, *, what: Happened = Happened.ASKED, minutes: int | None = None) -> list[Count]:
    """So many people, once each."""
    return [Count(what, f"person-{number}", minutes) for number in range(people)]


@pytest.mark.parametrize(("count", "told"), [(0, None), (9, None), (10, 10), (19, 10), (20, 20), (123, 120)])
def test_members_are_told_in_tens_and_never_of_fewer_than_ten(count: int, told: int | None) -> None:
    assert tell(MONTH, [], count, 0) == Figures(month=MONTH, members=told)
    assert tell(MONTH, [], 0, count) == Figures(month=MONTH, attested=told)


@pytest.mark.parametrize(("people", "told"), [(0, None), (9, None), (10, 10), (19, 10), (25, 20)])
def test_requests_and_help_are_told_when_ten_people_are_behind_them(people: int, told: int | None) -> None:
    assert tell(MONTH, by(people), 0, 0) == Figures(month=MONTH, requests=told)
    assert tell(MONTH, by(people, what=Happened.HELPED), 0, 0) == Figures(month=MONTH, helped=told)


def test_ten_requests_of_nine_people_are_told_nothing_of_and_twenty_of_ten_are() -> None:
    assert tell(MONTH, [*by(9), *by(9)], 0, 0).requests is None
    assert tell(MONTH, [*by(10), *by(10)], 0, 0).requests == 20


@pytest.mark.parametrize(
    ("minutes", "told"),
    [([4] * 10, 0), ([5] * 10, 5), ([9] * 10, 5), ([1] * 5 + [21] * 5, 10), ([3] * 6 + [90] * 4, 0)],
)
def test_the_time_to_a_yes_is_the_middle_one_in_steps_of_five_minutes(minutes: list[int], told: int) -> None:
    yeses = [Count(Happened.YES, f"person-{number}", took) for number, took in enumerate(minutes)]
    assert tell(MONTH, yeses, 0, 0) == Figures(month=MONTH, minutes_to_yes=told)


def test_no_time_to_a_yes_is_told_of_few_people_or_of_yeses_without_one() -> None:
    assert tell(MONTH, by(9, what=Happened.YES, minutes=5), 0, 0).minutes_to_yes is None
    assert tell(MONTH, by(10, what=Happened.YES), 0, 0).minutes_to_yes is None
    mixed = [*by(10, what=Happened.YES), Count(Happened.YES, "person-0", 15)]
    assert tell(MONTH, mixed, 0, 0).minutes_to_yes == 15


def test_a_month_begins_at_midnight_in_amsterdam() -> None:
    midnight = amsterdam(2026, 4, 1)
    assert month_of(midnight - timedelta(seconds=1)) == "2026-03"
    assert month_of(midnight) == "2026-04"


@pytest.mark.parametrize(
    ("since", "now", "months"),
    [
        (amsterdam(2026, 3, 4), amsterdam(2026, 3, 31, 23), []),
        (amsterdam(2026, 3, 4), amsterdam(2026, 4, 1), ["2026-03"]),
        (amsterdam(2026, 3, 31, 23), amsterdam(2026, 4, 30), ["2026-03"]),
        (amsterdam(2025, 11, 30), amsterdam(2026, 2, 28), ["2026-01", "2025-12", "2025-11"]),
    ],
    ids=["not-over", "just-over", "the-31st-has-no-like-in-april", "across-the-year"],
)
def test_months_that_are_over_are_told_newest_first(since: object, now: object, months: list[str]) -> None:
    assert months_over(since, now) == months  # type: ignore[arg-type] # times


def test_no_more_than_a_year_is_told() -> None:
    told = months_over(amsterdam(2020, 1, 1), amsterdam(2026, 11, 5))
    assert (len(told), told[0], told[-1]) == (MONTHS_TOLD, "2026-10", "2025-11")
