"""`make mutate`: change the domain in every small way that mutmut knows, and see whether the unit tests notice.

mutmut takes a module's name from its path, so domain and tests are laid out anew in a folder of their own. Ends with
the score, and status 1 when it is under the goal; every survivor is printed with its change.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

GOAL = 90.0  # per cent
ROOT = Path(__file__).resolve().parents[2]
CONFIGURATION = """
[tool.pytest.ini_options]
pythonpath = ["."]
addopts = ["--import-mode=importlib", "-p", "no:cacheprovider"]

[tool.mutmut]
source_paths = ["whapp/domain"]
also_copy = ["whapp", "tests"]
pytest_add_cli_args_test_selection = ["tests/unit"]
"""


def main() -> int:
    with tempfile.TemporaryDirectory(prefix="whapp-mutation-") as name:
        folder = Path(name)
        _lay_out(folder)
        run = _mutmut(folder, "run", "--max-children", str(os.cpu_count() or 1))
        outcomes = _outcomes(_mutmut(folder, "results", "--all", "true").stdout)
        killed = [mutant for mutant, outcome in outcomes.items() if outcome in {"killed", "timeout"}]
        if not killed:
            print(run.stdout[-2000:], run.stderr[-2000:], sep="\n", file=sys.stderr)
            return 1
        for mutant in sorted(outcomes.keys() - set(killed)):
            print(f"{mutant}: {outcomes[mutant]}")
            print(_change(_mutmut(folder, "show", mutant).stdout))
    score = 100 * len(killed) / len(outcomes)
    noticed = f"{len(killed)} of {len(outcomes)} changes to the domain were noticed"
    print(f"mutation: {noticed}, {score:.1f} % (goal {GOAL:.0f} %)")
    return 0 if score >= GOAL else 1


def _lay_out(folder: Path) -> None:
    ignore = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "layers/core/python/whapp", folder / "whapp", ignore=ignore)
    for part in ("support", "unit"):
        shutil.copytree(ROOT / "tests" / part, folder / "tests" / part, ignore=ignore)
    (folder / "pyproject.toml").write_text(CONFIGURATION)


def _mutmut(folder: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    command = [str(Path(sys.executable).with_name("mutmut")), *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def _outcomes(listing: str) -> dict[str, str]:
    return dict(re.findall(r"^\s*(\S+__mutmut_\d+): (.+?)\s*$", listing, re.MULTILINE))


def _change(shown: str) -> str:
    return "\n".join(f"    {line}" for line in shown.splitlines() if re.match(r"[-+] ", line))


if __name__ == "__main__":
    sys.exit(main())
