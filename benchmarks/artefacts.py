"""The layers as Lambda gets them, built for this machine by their own recipes."""

import os
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
_BUILT = ROOT / ".aws-sam" / "bench"
_VERSION = f"{sys.version_info.major}.{sys.version_info.minor}"


def core(into: Path = _BUILT / "core") -> Path:
    """Our own code, as a folder to import from."""
    return _made("core", "CoreLayer", into)


def dependencies(into: Path = _BUILT / "dependencies") -> Path:
    """The libraries, as a folder to import from; built again only when the recipe or a pin changed."""
    layer = ROOT / "layers" / "dependencies"
    recipe = b"".join((layer / name).read_bytes() for name in ("Makefile", "requirements.txt"))
    wanted = f"{_VERSION} {sha256(recipe).hexdigest()}"
    stamp = into / "built"
    if not stamp.exists() or stamp.read_text() != wanted:
        _made("dependencies", "DependenciesLayer", into)
        stamp.write_text(wanted)
    return into / "python"


def _made(layer: str, name: str, into: Path) -> Path:
    subprocess.run(["rm", "-rf", str(into)], check=True)  # noqa: S607 - as the recipes do
    settings = {
        "ARTIFACTS_DIR": str(into),
        "LAYER_PYTHON": _VERSION,
        "LAYER_PLATFORM": "host",
        "PIP_PYTHON": sys.executable,
        "COMPILER": sys.executable,
    }
    arguments = [f"{key}={value}" for key, value in settings.items()]
    folder = str(ROOT / "layers" / layer)
    subprocess.run(
        ["make", "-s", "-C", folder, f"build-{name}", *arguments],  # noqa: S607 - whichever make there is
        check=True,
        env=os.environ,
        capture_output=True,
    )
    return into / "python"
