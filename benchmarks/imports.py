"""What loading costs: all that Lambda does before a function's first event, to a bare SDK with one client.

Ours holds the code, the adapters, the table's client and one call to it: a function is ready when it has loaded.
"""

import re
from collections import Counter
from collections.abc import Mapping
from statistics import median

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmarks import fresh
from benchmarks.goals import Figure

BARE = "import boto3; boto3.client('dynamodb')"
_LINE = re.compile(r"import time:\s+(\d+) \|\s+\d+ \|\s*(\S+)")
MOST_TOLD = 8


def ask(console: Console) -> list[Figure]:
    """The ratio of the API, and the worst of the others."""
    with fresh.lambda_like() as environment:
        recompiled = fresh.output(_nothing_compiled("api"), environment).stdout.split()
        programs = {"bare SDK": BARE} | {name: fresh.loading(name) for name in fresh.functions()}
        seconds = fresh.in_turns(programs, environment)
        ratios = {name: fresh.ratio(seconds, name, "bare SDK") for name in programs}
        worst = max((name for name in ratios if name != "api"), key=lambda name: ratios[name])
        parts = {name: _parts(name, environment) for name in ("api", worst)}
    table = Table(title="loading a function, to a bare SDK with a client", title_justify="left", box=SIMPLE_HEAD)
    for column in ("function", "ms of processor", "ratio"):
        table.add_column(column, justify="left" if column == "function" else "right")
    for name in programs:
        table.add_row(name, f"{median(seconds[name]) * 1000:.0f}", f"{ratios[name]:.2f}")
    console.print(table)
    console.print(f"modules that had to be compiled: {len(recompiled)}", highlight=False)
    return [
        Figure("import-api", ratios["api"], parts["api"]),
        Figure("import-worker", ratios[worst], f"{worst}: {parts[worst]}"),
    ]


def _nothing_compiled(function: str) -> str:
    """A program that names every module for which Python found no byte code."""
    return (
        "import importlib._bootstrap_external as loaders\n"
        "usual = loaders.SourceLoader.source_to_code\n"
        "def tell(self, data, path, **more):\n    print(path)\n    return usual(self, data, path, **more)\n"
        "loaders.SourceLoader.source_to_code = tell\n"
    ) + fresh.loading(function).replace("import app", "import whapp.bootstrap, whapp.http.api")


def _parts(function: str, environment: Mapping[str, str]) -> str:
    """Where the time of loading goes, by package, largest first."""
    told = fresh.output(fresh.loading(function), environment, "-X", "importtime").stderr
    spent: Counter[str] = Counter()
    for microseconds, module in _LINE.findall(told):
        depth = 2 if module.startswith("whapp.") else 1
        package = ".".join(module.split(".")[:depth])
        spent["the client and its first call" if package == "app" else package] += int(microseconds)
    return ", ".join(
        f"{package} {microseconds / 1000:.0f} ms" for package, microseconds in spent.most_common(MOST_TOLD)
    )
