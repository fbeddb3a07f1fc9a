"""What a function loads before its first event, and that nothing of it is compiled on the way."""

import importlib.util
import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks import artefacts, fresh, modules

_NO_COMPILER = """
import importlib._bootstrap_external as loaders
def refuse(self, data, path, **more):
    raise AssertionError(f"{path} had to be compiled")
loaders.SourceLoader.source_to_code = refuse
"""


def test_every_function_loads_what_its_budget_says_and_nothing_else() -> None:
    loaded = modules.loaded()
    assert loaded == json.loads(modules.BUDGET.read_text()), "if it is meant so: python -m benchmarks.modules"


def test_only_the_api_checks_bodies_and_nobody_makes_cells_or_codes_while_loading() -> None:
    libraries = {name: set(each["libraries"]) for name, each in json.loads(modules.BUDGET.read_text()).items()}
    assert [name for name, used in libraries.items() if "pydantic" in used] == ["api"]
    assert not set().union(*libraries.values()) & {"h3", "segno"}


def test_every_function_looks_for_garbage_once_it_has_loaded() -> None:
    assert all(each["looks for garbage"] for each in json.loads(modules.BUDGET.read_text()).values())


@pytest.fixture(scope="module")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Our own layer, as read-only as Lambda's disk and with SAM's date on every file."""
    folder = artefacts.core(tmp_path_factory.mktemp("layer") / "core")
    for path in folder.rglob("*"):
        os.utime(path, (315_532_800, 315_532_800))
        path.chmod(0o555 if path.is_dir() else 0o444)
    yield folder
    for path in folder.rglob("*"):
        path.chmod(0o755)


def test_every_file_of_the_layer_has_byte_code_that_no_date_can_make_stale(layer: Path) -> None:
    unchecked_hash = 0b01
    for source in layer.rglob("*.py"):
        compiled = Path(importlib.util.cache_from_source(str(source)))
        assert int.from_bytes(compiled.read_bytes()[4:8], "little") == unchecked_hash, source


@pytest.mark.parametrize("room", ["whapp.app.decide", "whapp.http.page", "whapp.bootstrap", "whapp.http.join_page"])
def test_a_read_only_layer_is_loaded_without_compiling(layer: Path, room: str) -> None:
    fresh.output(f"{_NO_COMPILER}\nimport {room}", {"PYTHONPATH": str(layer)})


def test_a_layer_without_byte_code_would_be_noticed(layer: Path, tmp_path: Path) -> None:
    source = tmp_path / "plain.py"
    source.write_text("here = True\n")
    with pytest.raises(fresh.Failed, match="had to be compiled"):
        fresh.output(f"{_NO_COMPILER}\nimport plain", {"PYTHONPATH": str(tmp_path)})
