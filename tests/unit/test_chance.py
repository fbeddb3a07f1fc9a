"""How likely somebody says yes: the distance, the neighbourhood, the person, the hour."""

import pytest

from tests.support.builders import amsterdam
from whapp.domain.chance import (
    AREA_WEIGHT,
    BASE,
    BASE_METRES,
    FORGIVEN_AFTER_DAYS,
    HOUR,
    LEAST,
    METRES_PER_HALF,
    MOST,
    OWN_WEIGHT,
    SILENCE,
    Record,
    any_yes,
    area_lift,
    at_hour,
    near,
    own_lift,
)
from whapp.domain.hours import DayPart, day_part

NEVER_ASKED = Record()


def test_the_chance_is_the_middle_of_the_field_studies_and_halves_with_the_distance() -> None:
    assert near(BASE_METRES) == BASE
    assert near(BASE_METRES + METRES_PER_HALF) == pytest.approx(BASE / 2)
    assert near(BASE_METRES + 2 * METRES_PER_HALF) == pytest.approx(BASE / 4)
    assert BASE < near(0) < 2 * BASE


def test_a_neighbourhood_of_which_nothing_is_known_is_like_any_other() -> None:
    assert area_lift([]) == area_lift([NEVER_ASKED] * 40) == 1


@pytest.mark.parametrize(("yeses", "lift"), [(0, 0.5), (6, 1.0), (12, 1.5)])
def test_a_neighbourhood_is_as_willing_as_its_people_were_a_few_at_a_time(yeses: int, lift: float) -> None:
    half_each = [Record(expected=AREA_WEIGHT / 2, yeses=yeses // 2)] * 2
    assert area_lift(half_each) == pytest.approx(lift)


def test_somebody_of_whom_nothing_is_known_is_like_the_neighbourhood() -> None:
    assert own_lift(NEVER_ASKED, 1.4, 3) == 1.4


@pytest.mark.parametrize(
    ("expected", "yeses", "area", "lift"),
    [
        (OWN_WEIGHT, 0, 1.0, 0.5),
        (OWN_WEIGHT, 3, 1.0, 1.5),
        (2 * OWN_WEIGHT, 3, 1.0, 1.0),
        (OWN_WEIGHT, 3, 2.0, 2.0),  # expected of a willing neighbourhood: twice as much
        (100.0, 200, 1.0, 2.0),
    ],
)
def test_a_few_answers_move_the_estimate_a_little_and_many_move_it_far(
    expected: float, yeses: int, area: float, lift: float
) -> None:
    assert own_lift(Record(expected=expected, yeses=yeses), area, 0) == pytest.approx(lift, rel=0.02)


def test_silences_in_a_row_make_a_yes_less_likely_until_they_are_forgiven() -> None:
    silent = Record(silences=2)
    assert own_lift(silent, 1, 0) == pytest.approx(SILENCE**2)
    assert own_lift(silent, 1, FORGIVEN_AFTER_DAYS) == pytest.approx(SILENCE)
    assert own_lift(silent, 1, 20 * FORGIVEN_AFTER_DAYS) == pytest.approx(1, abs=1e-4)


@pytest.mark.parametrize(
    ("hour", "part"),
    [(0, "morning"), (11, "morning"), (12, "afternoon"), (17, "afternoon"), (18, "evening"), (23, "evening")],
)
def test_the_hour_counts(hour: int, part: str) -> None:
    at = amsterdam(2026, 3, 4, hour, 59)
    assert day_part(at) is DayPart(part)
    assert at_hour(0.5, at) == pytest.approx(0.5 * HOUR[DayPart(part)])


def test_the_last_instant_of_the_day_is_evening() -> None:
    assert day_part(amsterdam(2026, 3, 5).replace(microsecond=0)) is DayPart.MORNING
    assert day_part(amsterdam(2026, 3, 4, 23, 59).replace(second=59, microsecond=999999)) is DayPart.EVENING


def test_nobody_is_certain_to_say_yes_or_no() -> None:
    noon = amsterdam(2026, 3, 4, 12)
    assert (at_hour(0.0001, noon), at_hour(3.0, noon)) == (LEAST, MOST)


@pytest.mark.parametrize(("chances", "one"), [([], 0.0), ([0.3], 0.3), ([0.5, 0.5], 0.75), ([0.2, 0.5, 1.0], 1.0)])
def test_the_chance_of_at_least_one_yes(chances: list[float], one: float) -> None:
    assert any_yes(chances) == pytest.approx(one)
