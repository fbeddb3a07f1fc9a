"""The lab's figures are what their names say."""

from itertools import pairwise
from statistics import mean, stdev

import pytest

from benchmarks.policy_lab.calibration import base_rate_brier, brier, reliability
from benchmarks.policy_lab.plots import front, lorenz
from benchmarks.policy_lab.stats import Estimate, gini, jackknife, percentile, t_95
from benchmarks.policy_lab.stats import mean as mean_of


def average(values: object) -> float | None:
    assert isinstance(values, list | tuple)
    return mean(values) if values else None


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([3, 3, 3], 0), ([0, 0, 0, 8], 0.75), ([1, 2, 3, 4], 0.25), ([4, 1, 3, 2], 0.25), ([5], 0)],
)
def test_gini_is_nought_for_alike_and_near_one_for_all_with_one(counts: list[int], expected: float) -> None:
    assert gini(counts) == pytest.approx(expected)


@pytest.mark.parametrize("counts", [[], [0, 0]])
def test_nothing_to_spread_has_no_gini(counts: list[int]) -> None:
    assert gini(counts) is None


def test_gini_is_twice_the_area_between_the_lorenz_curve_and_the_diagonal() -> None:
    counts = [0, 0, 1, 2, 2, 9]
    curve = lorenz(counts)
    under = sum((x2 - x1) * (y1 + y2) / 2 for (x1, y1), (x2, y2) in pairwise(curve))
    assert gini(counts) == pytest.approx(1 - 2 * under)


@pytest.mark.parametrize(("share", "expected"), [(0.5, 2), (0.9, 4), (0.0, 1), (1.0, 4), (0.51, 3)])
def test_a_percentile_is_the_smallest_value_that_covers_its_share(share: float, expected: float) -> None:
    assert percentile([1, 2, 3, 4], share) == expected


def test_no_values_have_no_percentile() -> None:
    assert percentile([], 0.5) is None


def test_the_jackknife_of_a_mean_has_its_textbook_error() -> None:
    values = [1.0, 4.0, 2.0, 7.0]
    estimate = jackknife(values, average)
    assert estimate is not None
    assert estimate.value == 3.5
    assert estimate.variance == pytest.approx(stdev(values) ** 2 / 4)
    half = 3.182 * stdev(values) / 2
    assert estimate.interval == pytest.approx((3.5 - half, 3.5 + half))


def test_one_town_says_nothing_about_the_error() -> None:
    assert jackknife([2.0], average) == Estimate(2.0)
    assert Estimate(2.0).interval is None


def test_no_figure_has_no_estimate() -> None:
    assert jackknife([], average) is None


def test_the_error_is_unknown_when_a_figure_hangs_on_one_town() -> None:
    def only_with_the_first(towns: object) -> float | None:
        assert isinstance(towns, list | tuple)
        return 1.0 if 1 in towns else None

    assert jackknife([1, 2, 3], only_with_the_first) == Estimate(1.0)


def test_worlds_are_independent_so_their_mean_is_surer_than_each() -> None:
    one = Estimate(1.0, variance=0.04, freedom=5)
    both = mean_of([one, Estimate(3.0, variance=0.04, freedom=5)])
    assert both is not None
    assert both.value == 2.0
    assert both.variance == pytest.approx(0.02)
    assert both.freedom == pytest.approx(10)


def test_the_mean_of_nothing_is_nothing() -> None:
    assert mean_of([]) is None


@pytest.mark.parametrize(("freedom", "expected"), [(1, 12.706), (5, 2.571), (5.9, 2.571), (30, 2.042), (400, 2.042)])
def test_students_t(freedom: float, expected: float) -> None:
    assert t_95(freedom) == expected


def test_the_front_is_what_no_other_spot_beats_both_ways() -> None:
    spots = [(1.0, 50.0), (2.0, 90.0), (3.0, 80.0), (4.0, 95.0), (4.0, 60.0)]
    assert front(spots, more_is_better=True) == [(1.0, 50.0), (2.0, 90.0), (4.0, 95.0)]
    assert front(spots, more_is_better=False) == [(1.0, 50.0)]


def test_whoever_tells_the_truth_has_a_better_brier_score_than_the_base_rate() -> None:
    told = [(0.9, True)] * 9 + [(0.9, False)] + [(0.2, True)] * 2 + [(0.2, False)] * 8
    score, base = brier(told), base_rate_brier(told)
    assert score == pytest.approx((9 * 0.01 + 0.81 + 2 * 0.64 + 8 * 0.04) / 20)
    assert base == pytest.approx(0.55 * 0.45)
    assert score is not None
    assert base is not None
    assert score < base


def test_a_reliability_table_has_ten_bins_and_the_surest_are_in_the_last() -> None:
    bins = reliability([(0.0, False), (0.95, True), (1.0, True), (0.91, False)])
    assert [each.count if each else 0 for each in bins] == [1, 0, 0, 0, 0, 0, 0, 0, 0, 3]
    last = bins[-1]
    assert last is not None
    assert last.told == pytest.approx(0.9533, abs=1e-4)
    assert last.came_true == pytest.approx(2 / 3)


def test_nothing_told_has_no_score() -> None:
    assert (brier([]), base_rate_brier([])) == (None, None)
