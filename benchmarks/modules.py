"""What each function loads before its first event: how many modules of ours, and which libraries.

`python -m benchmarks.modules` writes it down in modules.json; a test compares, so that nothing comes in unnoticed.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from benchmarks import fresh
from benchmarks.artefacts import ROOT

BUDGET = Path(__file__).with_suffix(".json")
LIBRARIES = (
    "aws_lambda_powertools", "boto3", "botocore", "dateutil", "h3", "jmespath", "pydantic", "pynamodb",
    "s3transfer", "segno", "urllib3",
)  # fmt: skip


def loaded() -> dict[str, Any]:
    """By function."""
    environment = {**fresh.ENVIRONMENT, "PYTHONPATH": str(ROOT / "layers" / "core" / "python")}
    with fresh.table() as endpoint:
        return {name: _loaded(name, {**environment, "AWS_ENDPOINT_URL": endpoint}) for name in fresh.functions()}


def _loaded(function: str, environment: dict[str, str]) -> dict[str, Any]:
    program = fresh.loading(function) + "\nimport gc; print(gc.isenabled(), *sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    looks, *names = run.stdout.split()
    ours = [name for name in names if name.partition(".")[0] == "whapp"]
    return {
        "looks for garbage": looks == "True",
        "modules of whapp": len(ours),
        "libraries": [each for each in LIBRARIES if each in names],
    }


if __name__ == "__main__":
    BUDGET.write_text(json.dumps(loaded(), indent=1) + "\n")
