"""The last lines: each goal met or not, with the figure."""

from dataclasses import replace

import pytest

from benchmarks.policy_lab.figures import Tally
from benchmarks.policy_lab.goals import dominates, judged
from benchmarks.policy_lab.run import BROADCAST, ORACLE, OURS

GOOD = Tally(
    requests=1000,
    filled=980,
    asks=3000,
    in_vain=50,
    minutes=(10.0, 20.0),
    asked=(3, 3, 4),
    crowded_filled=980,
    crowded_asks=3000,
)
MANY = replace(GOOD, filled=990, asks=40_000, crowded_filled=990, crowded_asks=40_000)
OTHER = "nearest first"
ROWS = {
    OURS: [GOOD, GOOD],
    ORACLE: [replace(GOOD, asks=2500)] * 2,
    BROADCAST: [MANY, MANY],
    OTHER: [replace(GOOD, filled=970)] * 2,
}


def verdicts(**changes: Tally) -> list[str]:
    """PASS or FAIL of each goal when these policies came to something else; `ours` for ours."""
    rows = dict(ROWS)
    for name, tally in changes.items():
        rows[{"ours": OURS, "broadcast": BROADCAST, "oracle": ORACLE, "other": OTHER}[name]] = [tally, tally]
    return [str(line)[:4] for line in judged({"plain": rows})]


def test_a_good_policy_passes_every_goal() -> None:
    assert verdicts() == ["PASS"] * 8


@pytest.mark.parametrize(
    ("failing", "changes"),
    [
        (0, {"other": replace(GOOD, filled=986)}),
        (1, {"broadcast": replace(MANY, filled=1000), "ours": replace(GOOD, filled=979)}),
        (2, {"oracle": replace(GOOD, asks=2399)}),
        (3, {"broadcast": replace(MANY, crowded_filled=980, crowded_asks=11_999)}),
        (4, {"other": replace(GOOD, filled=981, asks=2999, minutes=(10.0, 19.0), asked=(4, 4, 4))}),
        (5, {"ours": replace(GOOD, in_vain=101)}),
        (6, {"ours": replace(GOOD, in_silent_hours=1)}),
        (7, {"ours": replace(GOOD, over_budget=1)}),
    ],
)
def test_one_step_too_far_fails_that_goal_and_no_other(failing: int, changes: dict[str, Tally]) -> None:
    assert verdicts(**changes) == ["FAIL" if goal == failing else "PASS" for goal in range(8)]


@pytest.mark.parametrize(
    "changes",
    [
        {"other": replace(GOOD, filled=985)},
        {"broadcast": replace(MANY, filled=1000)},
        {"oracle": replace(GOOD, asks=2400)},
        {"broadcast": replace(MANY, crowded_filled=980, crowded_asks=12_000)},
        {"ours": replace(GOOD, in_vain=100)},
    ],
)
def test_a_goal_that_is_just_met_is_met(changes: dict[str, Tally]) -> None:
    assert verdicts(**changes) == ["PASS"] * 8


def test_the_worst_world_counts_as_much_as_the_mean() -> None:
    bad = {**ROWS, OURS: [replace(GOOD, in_vain=110)] * 2}
    lines = judged({"first": ROWS, "second": ROWS, "third": bad})
    vain = next(line for line in lines if "vain" in line.text)
    assert vain.met is False
    assert "mean 0.070" in vain.text
    assert vain.text.endswith("in third")
    assert "worst 0.110" in vain.text


def test_a_figure_comes_with_its_interval_when_towns_differ() -> None:
    rows = {**ROWS, OURS: [replace(GOOD, in_vain=40), replace(GOOD, in_vain=60)]}
    vain = next(line for line in judged({"plain": rows}) if "vain" in line.text)
    assert "mean 0.050 [-0.077, 0.177]" in vain.text  # 12.706 times 0.01


def test_nothing_to_judge_by_is_neither_met_nor_failed() -> None:
    nobody = {name: [Tally(requests=3)] for name in ROWS}
    lines = judged({"empty": nobody})
    assert [str(line)[:4] for line in lines] == ["PASS", "PASS", "NONE", "NONE", "PASS", "PASS", "PASS", "PASS"]


@pytest.mark.parametrize(
    "change",
    [{"filled": 980}, {"asks": 3200}, {"minutes": (10.0, 20.0)}, {"asked": (3, 3, 4)}],
)
def test_whoever_is_not_better_on_all_four_does_not_dominate(change: dict[str, object]) -> None:
    better = {"filled": 990, "asks": 2900, "minutes": (5.0, 9.0), "asked": (3, 3, 3)}
    assert dominates([replace(GOOD, **better)], [GOOD])  # type: ignore[arg-type]
    assert not dominates([replace(GOOD, **{**better, **change})], [GOOD])  # type: ignore[arg-type]
