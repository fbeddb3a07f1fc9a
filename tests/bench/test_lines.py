"""The last lines of a run, and what a run is asked for."""

import pytest

from benchmarks.__main__ import QUESTIONS, main
from benchmarks.goals import GOALS, Figure, lines


def test_a_goal_that_is_just_met_passes_and_a_missed_one_says_what_binds() -> None:
    met, why, missed = lines([Figure("rank", 1.204, "unsaid"), Figure("transitions", 4, "one state too many")])
    assert met.split() == ["PASS", "rank", "1.20", "<=", "1.20", "limit", "1.00"]
    assert why.strip() == "transitions: one state too many"
    assert missed.startswith("FAIL  transitions")


def test_every_goal_is_asked_for_by_one_question() -> None:
    assert sorted(name for goals in QUESTIONS.values() for name in goals) == sorted(GOALS)


def test_a_question_that_there_is_not_ends_the_run(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--only", "the weather"]) == 2
    assert "no such question" in capsys.readouterr().err
