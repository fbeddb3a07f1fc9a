"""World files: what ships is sound, and what is not says where."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.policy_lab.__main__ import SHIPPED, main
from benchmarks.policy_lab.run import OURS, jobs, run
from benchmarks.policy_lab.town import draw
from benchmarks.policy_lab.world import BadWorld, read_world
from tests.support.lab import a_world, described

FILES = sorted(SHIPPED.glob("*.json"))
NOBODY = {"place__helpers_per_km2": 0}
ALL_SILENT = {"people__yes": {"mean": 0}, "people__no_share": 0}
NO_SILENCE = {"people__no_share": 1}


def in_a_file(folder: Path, content: str) -> Path:
    path = folder / "mine.json"
    path.write_text(content)
    return path


def test_a_dozen_worlds_ship_with_names_of_their_own() -> None:
    names = {read_world(path).name for path in FILES}
    assert len(FILES) >= 12
    assert len(names) == len(FILES)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_in_a_world_that_ships_somebody_is_asked_about_once_a_week_or_two(path: Path) -> None:
    """With four asks a request, a person is asked at most twice a week and at least once in two months."""
    world = read_world(path)
    helpers = world.place.km2 * world.place.helpers_per_km2
    assert 1 / 8 <= world.requests.a_week * 4 / helpers <= 2


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"people__no_share": 1.2}, "people.no_share: input should be less than or equal to 1"),
        ({"place__km2": "wide"}, "place.km2: input should be a valid number"),
        ({"people__yes__mean": None}, "people.yes.mean: input should be a valid number"),
        ({"people__hobbies": 3}, "people.hobbies: extra inputs are not permitted"),
        ({"people__radius": []}, "people.radius: tuple should have at least 1 item"),
        ({"people__radius": [{"km": 3, "share": 0}]}, "people: all shares are zero"),
        ({"people__willing_by_hour": [1] * 23}, "people.willing_by_hour: tuple should have at least 24 items"),
        ({"requests__a_week": 0}, "requests.a_week: input should be greater than or equal to 0.1"),
        ({"requests__urgency": {}}, "requests: all shares are zero"),
        ({"requests__urgency": {"soon": {}}}, "requests.urgency.soon"),
        (
            {"requests__urgency__today__lead_hours": [8, 3]},
            "requests.urgency.today: lead_hours must be [from, to], at most 1200",
        ),
        ({"requests__kinds": [{"category": "war"}]}, "requests.kinds.0.category: input should be 'groceries'"),
        ({"requests__kinds": [{"category": "pets"}] * 2}, "requests: a category is named twice"),
        ({"place__helpers_per_km2": 5000, "place__km2": 5}, "place: more than 20000 helpers"),
        ({"people__quiet": [{"start": "25:00", "end": "08:00", "share": 1}]}, "people.quiet.0.start: input should be"),
        ({"name": ""}, "name: string should have at least 1 character"),
    ],
)
def test_a_wrong_field_is_named(tmp_path: Path, changes: dict[str, Any], said: str) -> None:
    path = in_a_file(tmp_path, json.dumps(described(**changes)))
    with pytest.raises(BadWorld) as refused:
        read_world(path)
    assert f"mine.json: {said}" in str(refused.value)


def test_every_wrong_field_is_named_at_once(tmp_path: Path) -> None:
    path = in_a_file(tmp_path, json.dumps(described(people__no_share=2, place__km2=-1)))
    with pytest.raises(BadWorld) as refused:
        read_world(path)
    assert len(str(refused.value).splitlines()) == 2


@pytest.mark.parametrize("content", ["", "{", "[]", "3"])
def test_what_is_no_world_at_all_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(BadWorld):
        read_world(in_a_file(tmp_path, content))


def test_a_world_that_is_not_there_ends_the_run_with_a_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--world", str(tmp_path / "none.json")]) == 2
    assert "none.json: cannot be read" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("changes", "count"),
    [
        (NOBODY, 3),
        ({"place__km2": 1, "place__helpers_per_km2": 1}, 3),
        (ALL_SILENT, 3),
        (NO_SILENCE, 3),
        ({}, 1),
        ({"people__budget": [{"asks": 0, "share": 1}]}, 3),
        ({"people__yes": {"mean": 1}, "people__half_km": 0.001}, 3),
        ({"people__spells": {"chance": 1, "mean_days": 1000}}, 3),
        ({"requests__by_hour": [1] + [0] * 23}, 3),
        ({"people__groups": {"size": 2, "share": 1, "factor": 9}, "people__urgent_overrides_quiet": 1}, 3),
        ({"requests__urgency__today": {"share": 1, "lead_hours": [0.01, 0.02], "window_hours": [9, 9]}}, 3),
        ({"requests__urgency": {"planned": {"share": 1, "lead_hours": [1200, 1200], "window_hours": [1, 2]}}}, 3),
        ({"history_weeks": 0, "requests__a_week": 0.1}, 2),
    ],
)
def test_an_odd_world_does_no_harm(changes: dict[str, Any], count: int) -> None:
    for job in jobs(a_world(**changes), seed=5, count=count):
        done = run(job)
        assert all(tally.requests == job.count for tally in done.tallies.values())
        assert done.tallies[OURS].in_silent_hours == 0
        assert done.tallies[OURS].over_budget == 0


def test_where_nobody_says_yes_nothing_is_filled() -> None:
    (job,) = jobs(a_world(**ALL_SILENT), seed=5, count=1)
    assert all(tally.filled == 0 for tally in run(job).tallies.values())


def test_the_seed_makes_the_town() -> None:
    def homes(seed: int, number: int = 0) -> list[object]:
        return [person.home for person in draw(a_world(), seed, number, 5).people]

    assert homes(1) == homes(1)
    assert homes(1) != homes(2)
    assert homes(1) != homes(1, number=1)


def test_requests_are_spread_over_the_towns_to_the_last_one() -> None:
    assert sum(job.count for job in jobs(a_world(), seed=1, count=20)) == 20
    assert [job.count for job in jobs(a_world(), seed=1, count=2)] == [1, 1]


def test_only_what_comes_after_the_history_is_measured() -> None:
    town = draw(a_world(history_weeks=2), 1, 0, 10)
    before = [request for request in town.requests if not request.measured]
    assert 5 <= len(before) <= 30
    assert len(town.requests) == len(before) + 10
    assert all(request.created < town.requests[-10].created for request in before)
