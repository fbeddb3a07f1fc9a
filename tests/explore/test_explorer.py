"""A short run of the explorer; `make explore` is the long one."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from tests.explore import matrix
from tests.explore.cloud.sdk import Sdk
from tests.explore.history import HERE, begun
from tests.explore.planted import PLANTED, bug
from tests.explore.plug import Plug, plugged
from tests.explore.run import Outcome, explore, repeat
from tests.explore.scenarios import SCENARIOS, UNFINISHED
from tests.explore.shrink import shrink
from tests.explore.steps import Scenario
from whapp import __version__

SEEDS = range(200)
BUDGET = 3000


@pytest.fixture
def plug() -> Iterator[Plug]:
    with plugged(hearing=True) as here:
        yield here


def test_nothing_is_broken_by_chaos(plug: Plug) -> None:
    for seed in SEEDS:
        outcome = explore(plug, seed)
        assert not outcome.broken, f"make explore SEED={seed} tells more: {outcome.broken[0]}"


@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda scenario: scenario.name)
def test_a_story_goes_well_when_nothing_fails(plug: Plug, scenario: Scenario) -> None:
    assert not matrix.befall(plug, scenario).broken


def test_a_few_fields_of_the_matrix(plug: Plug) -> None:
    for cell in matrix.fields(plug)[::47]:
        outcome = matrix.befall(plug, cell.scenario, cell.mishap)
        assert not outcome.broken, f"{cell.scenario.name}: {cell.site} {cell.mishap.fate}: {outcome.broken[0]}"


@pytest.mark.parametrize("name", PLANTED)
def test_a_planted_bug_is_found(plug: Plug, name: str) -> None:
    with bug(name):
        assert any(explore(plug, seed).broken for seed in range(BUDGET))


def test_a_seed_is_the_same_run_every_time(plug: Plug) -> None:
    assert explore(plug, 11) == explore(plug, 11)


def test_what_is_remembered_changes_no_call(monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    call = Sdk.call

    def noted(sdk: Sdk, service: str, operation: str, given: Mapping[str, Any]) -> dict[str, Any]:
        made.append(f"{operation} { {name: given[name] for name in given if name != 'ClientRequestToken'} }")
        return call(sdk, service, operation, given)

    def run(*, remembering: bool) -> tuple[list[Outcome], list[str]]:
        made.clear()
        with plugged(remembering=remembering) as plug:
            outcomes = [explore(plug, seed) for seed in range(40)]
        return outcomes, list(made)

    monkeypatch.setattr(Sdk, "call", noted)
    assert run(remembering=True) == run(remembering=False)


def test_this_version_has_recorded_its_stories() -> None:
    """I19: the next one goes on from there."""
    assert (HERE / __version__).is_dir()
    assert {story.name for story in begun()} >= {
        f"{__version__} {scenario.name.replace(' ', '_')}" for scenario in UNFINISHED
    }


def test_a_run_can_be_repeated_from_its_choices(plug: Plug) -> None:
    with bug("no condition on accept"):
        outcome = next(each for seed in range(BUDGET) if (each := explore(plug, seed)).broken)
        again = repeat(plug, outcome.made)
    assert again.verdict == outcome.verdict


def test_a_failure_is_made_short_and_told(plug: Plug) -> None:
    with bug("ask not idempotent"):
        outcome = next(each for seed in range(BUDGET) if (each := explore(plug, seed)).broken)
        shortest = shrink(plug, outcome)
    assert shortest.verdict == outcome.verdict
    assert sum(map(bool, shortest.made)) <= sum(map(bool, outcome.made))
    assert any("!!!" in line for line in shortest.told)
