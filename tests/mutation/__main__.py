"""`make mutate`: change the domain in every small way that mutmut knows, and see whether the unit tests notice.

mutmut takes a module's name from its path, so domain and tests are laid out anew in a folder of their own. Every
survivor is printed with its change, then the score of each module and of all; status 1 when that is under the goal.
`ONLY=needs` (or `acts`, or `acts.helper`) is that module alone.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path

GOAL = 90.0  # per cent
LEFT_OUT = (
    "test_a_year.py",  # a minute for each change: what it alone would notice has a test of its own
    "test_trilateration.py",  # its map needs a library that this environment has not
    "test_catalogue.py",  # compares a page of docs with the code
)
ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib", "-p", "no:cacheprovider"]

[tool.mutmut]
source_paths = ["whapp/domain"]
only_mutate = ["whapp/domain/ONLY*"]
also_copy = ["whapp", "tests"]
pytest_add_cli_args_test_selection = ["tests/unit"]
timeout_multiplier = 4.0
"""


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--only", metavar="MODULE", default="", help="of whapp.domain; all of them otherwise")
    asked.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="whapp-mutation-") as name:
        folder = Path(name)
        _lay_out(folder, options.only.replace(".", "/"))
        run = _mutmut(folder, "run", "--max-children", str(options.jobs))
        outcomes = _outcomes(_mutmut(folder, "results", "--all", "true").stdout)
        if not any(map(_is_noticed, outcomes.values())):
            print(run.stdout[-2000:], run.stderr[-2000:], sep="\n", file=sys.stderr)
            return 1
        for mutant, outcome in sorted(outcomes.items()):
            if not _is_noticed(outcome):
                print(f"{mutant}: {outcome}")
                print(_change(_mutmut(folder, "show", mutant).stdout))
    for module, mutants in groupby(sorted(outcomes), key=_module):
        print(f"{module}: {_score({mutant: outcomes[mutant] for mutant in mutants})[1]}")
    score, told = _score(outcomes)
    print(f"mutation: {told} of the changes to the domain were noticed (goal {GOAL:.0f} %)")
    return 0 if score >= GOAL else 1


def _is_noticed(outcome: str) -> bool:
    return outcome in {"killed", "timeout"}


def _module(mutant: str) -> str:
    """Functions are called x_something, methods xǁClassǁsomething."""
    return re.sub(r"\.x[_ǁ].*", "", mutant)


def _score(outcomes: Mapping[str, str]) -> tuple[float, str]:
    noticed = sum(map(_is_noticed, outcomes.values()))
    score = 100 * noticed / len(outcomes)
    return score, f"{noticed} of {len(outcomes)}, {score:.1f} %,"


def _lay_out(folder: Path, only: str) -> None:
    ignore = shutil.ignore_patterns("__pycache__", *LEFT_OUT)
    shutil.copytree(ROOT / "layers/core/python/whapp", folder / "whapp", ignore=ignore)
    for part in ("support", "unit"):
        shutil.copytree(ROOT / "tests" / part, folder / "tests" / part, ignore=ignore)
    (folder / "pyproject.toml").write_text(CONFIGURATION.replace("ONLY", only))


def _mutmut(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _outcomes(listing: str) -> dict[str, str]:
    return dict(re.findall(r"^\s*(\S+__mutmut_\d+): (.+?)\s*$", listing, re.MULTILINE))


def _change(shown: str) -> str:
    return "\n".join(f"    {line}" for line in shown.splitlines() if re.match(r"[-+] ", line))


if __name__ == "__main__":
    sys.exit(main())
