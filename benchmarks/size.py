"""How large the layers are, unzipped, as Lambda counts them (250 MB at most for all of a function)."""

from pathlib import Path

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks import artefacts
from benchmarks.goals import Figure

MOST_TOLD = 12


def ask(console: Console) -> list[Figure]:
    """The dependency layer without byte code, which is as large as it wants to be."""
    folders = {"our own code": artefacts.core(), "dependencies": artefacts.dependencies()}
    table = Table(title="layers, MB unzipped", title_justify="left", box=SIMPLE_HEAD)
    for column in ("what", "without byte code", "byte code"):
        table.add_column(column, justify="left" if column == "what" else "right")
    for name, folder in folders.items():
        table.add_row(name, *(f"{megabytes(folder, compiled=compiled):.1f}" for compiled in (False, True)))
    parts = {path.name: megabytes(path) for path in folders["dependencies"].iterdir() if path.name != "__pycache__"}
    largest = sorted(parts, key=lambda name: -parts[name])[:MOST_TOLD]
    for name in largest:
        table.add_row(f"  {name}", f"{parts[name]:.1f}", "")
    console.print(table)
    binds = ", ".join(f"{name} {parts[name]:.1f}" for name in largest[:5])
    return [Figure("size", megabytes(folders["dependencies"]), binds)]


def megabytes(path: Path, *, compiled: bool = False) -> float:
    """How much there is under this path; the byte code only, or everything else."""
    files = [path] if path.is_file() else [each for each in path.rglob("*") if each.is_file()]
    return sum(each.stat().st_size for each in files if (each.suffix == ".pyc") is compiled) / 1e6
