"""`sam build` and `sam deploy`, exactly as for the cloud, aimed at the emulator."""

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from botocore.exceptions import ClientError

from local import LocalError
from local.emulator import CREDENTIALS, REGION, Emulator, without_account

ROOT = Path(__file__).resolve().parent.parent
STACK = "whapp"
_PYTHON = f"{sys.version_info.major}.{sys.version_info.minor}"
# One cache for each kind of layer: what was built for Lambda must never be taken for this machine, or vice versa.
_WORK = Path(".aws-sam") / f"local-{_PYTHON}-{platform.machine()}"


def build(root: Path = ROOT) -> None:
    """Build the layers for the Python and the processor the emulator's workers run on."""
    folders = ["--build-dir", str(_WORK / "build"), "--cache-dir", str(_WORK / "cache")]
    for_whom = {
        "LAYER_PYTHON": _PYTHON,
        "LAYER_PLATFORM": "host",
        "PIP_PYTHON": sys.executable,
        "COMPILER": sys.executable,
    }
    _sam(root, "build", *folders, environment=for_whom)


def deploy(emulator: Emulator, speed: int, root: Path = ROOT) -> None:
    """Deploy what was built; the same template, the same tool, another address."""
    parameters = {
        "LocalEndpoint": emulator.endpoint,
        "Speed": speed,
        "Architecture": "arm64" if platform.machine() in ("arm64", "aarch64") else "x86_64",
        "PythonRuntime": f"python{_PYTHON}",
    }
    where = ["--template-file", str(_WORK / "build" / "template.yaml"), "--stack-name", STACK, "--region", REGION]
    overrides = [f"{name}={value}" for name, value in parameters.items()]
    address = CREDENTIALS | {"AWS_ENDPOINT_URL": emulator.endpoint, "AWS_DEFAULT_REGION": REGION}
    _sam(
        root, "deploy", *where, "--parameter-overrides", *overrides, environment=address, why=lambda: _refused(emulator)
    )


def sam_path() -> str:
    """The SAM of this project's own environment, else the one on the path."""
    beside = Path(sys.executable).parent / "sam"
    found = str(beside) if beside.exists() else shutil.which("sam")
    if not found:
        raise LocalError("The tool `sam` is missing; `make run` installs it, or run: pip install aws-sam-cli.")
    return found


def _sam(
    root: Path,
    verb: str,
    *arguments: str,
    environment: dict[str, str],
    why: Callable[[], str | None] = lambda: None,
) -> None:
    run = subprocess.run(
        [sam_path(), verb, "--config-file", str(root / "samconfig.toml"), *arguments],
        cwd=root,
        env=without_account(os.environ) | {"SAM_CLI_TELEMETRY": "0"} | environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
        check=False,
    )
    if run.returncode:
        report = root / _WORK / f"{verb}.log"
        report.parent.mkdir(parents=True, exist_ok=True)
        report.write_text(run.stdout)
        reason = (why() or _last_error(run.stdout)).rstrip(".")
        raise LocalError(f"`sam {verb}` failed: {reason} (all of it is in {report.relative_to(root)}).")


def _refused(emulator: Emulator) -> str | None:
    """The first resource that could not be made, and why."""
    try:
        events = emulator.client("cloudformation").describe_stack_events(StackName=STACK)["StackEvents"]
    except ClientError:  # it did not come as far as a stack
        return None
    failed = [event for event in events if event["ResourceStatus"].endswith("_FAILED")]
    return f"{failed[-1]['LogicalResourceId']}: {failed[-1]['ResourceStatusReason']}" if failed else None


def _last_error(output: str) -> str:
    """The line a reader would look for first."""
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return ([line for line in lines if "Error" in line] or lines or ["it said nothing"])[-1]
