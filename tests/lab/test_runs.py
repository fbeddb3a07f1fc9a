"""The whole run, small: it says the same for the same seed, and the production policy keeps its promises."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from benchmarks.policy_lab.__main__ import SHIPPED, main
from benchmarks.policy_lab.run import OURS, POLICIES, jobs, run
from benchmarks.policy_lab.world import read_world
from tests.support.lab import a_world, described

PICTURES = ["fairness.svg", "filled.svg", "minutes.svg"]


def mine(folder: Path) -> Path:
    path = folder / "mine.json"
    path.write_text(json.dumps(described(place__helpers_per_km2=5, requests__a_week=5)))
    return path


def test_the_same_seed_says_the_same_however_many_processes_run_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = []
    for processes, seed in (("1", "4"), ("2", "4"), ("2", "5")):
        arguments = ["--world", str(mine(tmp_path)), "--n", "10", "--seed", seed, "--jobs", processes]
        assert main([*arguments, "--out", str(tmp_path / "pictures")]) == 0
        told.append(capsys.readouterr().out)
    assert told[0] == told[1]
    assert told[0] != told[2]


def test_a_run_ends_with_a_line_for_each_goal_and_draws_its_pictures(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "deep" / "pictures"
    assert main(["--world", str(mine(tmp_path)), "--n", "20", "--jobs", "1", "--out", str(out)]) == 0
    heard = capsys.readouterr()
    lines = heard.out.splitlines()
    assert all(line[:6] in ("PASS  ", "FAIL  ", "NONE  ") for line in lines[-8:])
    assert not lines[-9].startswith(("PASS", "FAIL", "NONE"))
    assert all(any(line.strip().startswith(name) for line in lines) for name in POLICIES)
    assert "simulated requests in" in heard.err
    assert "6 of 6 towns" in heard.err
    assert sorted(path.name for path in out.iterdir()) == PICTURES
    for path in out.iterdir():
        root = ElementTree.parse(path).getroot()  # noqa: S314 - our own
        assert root.tag.endswith("svg")
        assert any(each.text == "plain" for each in root.iter())


@pytest.mark.parametrize("arguments", [["--n", "0"], ["--n", "many"], ["--jobs", "-1"]])
def test_arguments_that_make_no_sense_are_refused(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as refused:
        main(arguments)
    assert refused.value.code == 2


@pytest.mark.parametrize("file", ["02-village.json", "11-evenings.json"])
def test_in_a_world_that_ships_production_disturbs_nobody_at_night_nor_too_often(file: str) -> None:
    world = read_world(SHIPPED / file).model_copy(update={"history_weeks": 1.0})
    for job in jobs(world, seed=2, count=20)[:2]:
        tally = run(job).tallies[OURS]
        assert tally.filled > 0
        assert tally.asks > 0
        assert (tally.in_silent_hours, tally.over_budget) == (0, 0)


def test_production_tells_a_chance_for_each_request_and_each_ask() -> None:
    (job,) = jobs(a_world(), seed=2, count=1)
    tally = run(job).tallies[OURS]
    assert len(tally.told) == 1
    assert len(tally.asks_told) == tally.asks
