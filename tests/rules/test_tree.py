"""What no file of the project may hold."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LONGEST_MODULE = 400
# Put together here, or this very file would break the rules it guards.
REGISTRIES = [
    f"{name}.{end}" for name, end in (("pypi", "org"), ("pythonhosted", "org"), ("npmjs", "org"), ("npmjs", "com"))
]
MACHINE_PATH = re.compile(r"(?<![\w.}/-])/(?:home|root|Users)/[\w.]")
UNFINISHED = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X" + r"XX)\b")


def files() -> Iterator[Path]:
    """The project's files: what git would keep."""
    ignored = {line.strip("/") for line in (ROOT / ".gitignore").read_text().splitlines() if line.endswith("/")}
    for path in sorted(ROOT.rglob("*")):
        if path.is_file() and not ({".git", *ignored} & set(path.relative_to(ROOT).parts)):
            yield path


def text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="ignore")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def imported(source: str) -> Iterator[str]:
    """The names of the modules that a source imports, wherever in it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")


def foreign(source: str) -> list[str]:
    """What a module of the domain imports that is neither the domain's nor the standard library's."""
    return [
        module
        for module in imported(source)
        if module.split(".")[0] not in sys.stdlib_module_names and not f"{module}.".startswith("whapp.domain.")
    ]


def test_no_file_says_where_packages_come_from() -> None:
    assert [name(path) for path in files() if any(host in text(path) for host in REGISTRIES)] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    assert [name(path) for path in files() if MACHINE_PATH.search(text(path))] == []


def test_no_file_is_unfinished() -> None:
    assert [name(path) for path in files() if UNFINISHED.search(text(path))] == []


def test_no_module_needs_a_long_scroll() -> None:
    assert [
        name(path) for path in files() if path.suffix == ".py" and len(text(path).splitlines()) > LONGEST_MODULE
    ] == []


def test_the_domain_needs_nothing_but_the_standard_library() -> None:
    domain = ROOT / "layers/core/python/whapp/domain"
    assert {name(path): found for path in domain.rglob("*.py") if (found := foreign(text(path)))} == {}


@pytest.mark.parametrize(
    ("planted", "pattern"),
    [
        ("cd /home" + "/truus", MACHINE_PATH),
        ('open("/root' + '/.ssh")', MACHINE_PATH),
        ("# TO" + "DO later", UNFINISHED),
    ],
)
def test_a_planted_line_is_noticed(planted: str, pattern: re.Pattern[str]) -> None:
    assert pattern.search(planted)


def test_a_planted_import_is_noticed() -> None:
    assert foreign("import os, h3\ndef f():\n    from whapp.ports import Page\n    from whapp.domain import ask") == [
        "h3",
        "whapp.ports",
    ]


def test_the_rules_look_at_the_whole_project() -> None:
    looked_at = {name(path) for path in files()}
    assert {"template.yaml", ".ci/run", "requirements/dev.txt", "tests/rules/test_tree.py"} <= looked_at
    assert not any(part.startswith((".git/", ".venv/")) for part in looked_at)
