"""`make conditions`: drop every condition of every write to the table, one by one, and see who notices.

The conditions are found in the adapters' source, so a new one is among them by itself: what is given as a `condition`
or to `update`, each branch of it, and each operand of an `&`. Dropped means that it always holds. Each drop meets the
contract suite, and the explorer if no contract is broken. What nobody notices is explained here, or it is a failure.
"""

import ast
import contextlib
import importlib
import io
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

import pytest

from tests.explore.plug import plugged
from tests.explore.run import explore
from whapp.adapters import dynamodb
from whapp.adapters.dynamodb.rows import Row

CONTRACTS = (
    "requests notices members groups keeping_groups joining_groups badges finding_each_other budgets texting blocks "
    "safety_desk"
).split()
NEAREST: Mapping[str, str] = {  # whose contracts go first: they are likely to notice
    "budgets": "budgets", "groups": "groups", "invitations": "groups", "memberships": "groups", "members": "members",
}  # fmt: skip
TESTS = {"exists", "does_not_exist", "contains"}
BUDGET = 500  # interleavings
ALWAYS = "_always_"
EXPLAINED: Mapping[str, str] = {  # by name: why nobody can notice
    "members._keep_phone: PhoneRow.member_id == before.id": "it was so a read ago; only a phone that changes hands "
    "within that moment could tell",
}


@dataclass(frozen=True)
class Condition:
    """A condition: where it stands, and what it says."""

    module: str
    function: str
    line: int
    column: int
    text: str

    @property
    def name(self) -> str:
        return f"{self.module}.{self.function}: {self.text}"

    def is_at(self, node: ast.AST) -> bool:
        """Whether the node is this condition."""
        return isinstance(node, ast.expr) and (node.lineno, node.col_offset, _text(node)) == (
            self.line, self.column, self.text,
        )  # fmt: skip


def conditions() -> list[Condition]:
    """Every condition in the adapters of the table, in the order of the source."""
    found = {
        Condition(path.stem, definition.name, each.lineno, each.col_offset, _text(each))
        for path in Path(dynamodb.__path__[0]).glob("*.py")
        for definition in ast.walk(ast.parse(path.read_text()))
        if isinstance(definition, ast.FunctionDef)
        for node in ast.walk(definition)
        for each in _conditions_of(node)
    }
    return sorted(found, key=lambda each: (each.module, each.line, each.column, -len(each.text)))


def _text(node: ast.expr) -> str:
    return " ".join(ast.unparse(node).split())


def _conditions_of(node: ast.AST) -> list[ast.expr]:
    """The conditions that this node is, or that it holds."""
    match node:
        case ast.Call(func=ast.Name(id="update"), args=[_, _, condition]):
            return [condition]
        case ast.Call(func=ast.Attribute(value=about, attr=what)) if what in TESTS and _is_of_a_row(about):
            return [node]
        case ast.Call(keywords=keywords):
            given = [keyword.value for keyword in keywords if keyword.arg == "condition"]
            return [each for each in given if not isinstance(each, ast.Name)]  # a name was found where it was made
        case ast.Compare(left=about) if _is_of_a_row(about):
            return [node]
        case ast.IfExp(body=one, orelse=other) | ast.BinOp(left=one, op=ast.BitAnd(), right=other):
            both = [one, other] if _conditions_of(one) or _conditions_of(other) else []
            # The operands of a second `&` stand for it, and no condition holds always.
            return [each for each in both if not isinstance(each, ast.BinOp | ast.Constant)]
    return []


def _is_of_a_row(node: ast.expr) -> bool:
    """`MemberRow.version` and the like."""
    match node:
        case ast.Attribute(value=ast.Name(id=name)):
            return name.endswith("Row")
    return False


def drop(condition: Condition) -> None:
    """Let this condition always hold, in this process, for good."""
    module = importlib.import_module(f"{dynamodb.__name__}.{condition.module}")
    assert module.__file__
    source = ast.parse(Path(module.__file__).read_text())
    without = compile(ast.fix_missing_locations(_Without(condition).visit(source)), module.__file__, "exec")
    _function(module, condition.function).__code__ = next(_codes(without, condition.function))
    setattr(module, ALWAYS, Row.pk.exists() | Row.pk.does_not_exist())


class _Without(ast.NodeTransformer):
    def __init__(self, condition: Condition) -> None:
        self._condition = condition

    def visit(self, node: ast.AST) -> Any:
        if self._condition.is_at(node):
            return ast.copy_location(ast.Name(ALWAYS, ast.Load()), node)
        return super().visit(node)


def _codes(code: CodeType, name: str) -> Iterator[CodeType]:
    for each in code.co_consts:
        if isinstance(each, CodeType):
            if each.co_name == name:
                yield each
            yield from _codes(each, name)


def _function(module: ModuleType, name: str) -> FunctionType:
    """The function, or the method, of that name."""
    own = (each for each in vars(module).values() if isinstance(each, type) and each.__module__ == module.__name__)
    holders = [module, *own]
    return next(found for each in holders if isinstance(found := vars(each).get(name), FunctionType))


class _First:
    """A pytest plugin: the first test that fails."""

    test = ""

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.failed and not self.test:
            self.test = report.nodeid.rpartition("/")[2]


def who_notices(condition: Condition) -> str:
    """The contract that is broken without this condition, or the interleaving that breaks; empty for none."""
    drop(condition)
    first, nearest = _First(), NEAREST.get(condition.module, "")
    about = sorted(CONTRACTS, key=lambda each: each != nearest)
    files = [f"tests/contracts/test_{each}.py" for each in about]
    with contextlib.redirect_stdout(io.StringIO()):
        pytest.main(["-x", "-q", "-p", "no:cacheprovider", "-k", "table", *files], plugins=[first])
    return first.test or _interleaving()


def _interleaving() -> str:
    with plugged() as plug:
        broken = (f"make explore SEED={seed}: {each}" for seed in range(BUDGET) for each in explore(plug, seed).broken)
        return next(broken, "")


def main() -> int:
    """Who notices what; 0 when everything is noticed or explained."""
    found, left = conditions(), []
    with get_context("fork").Pool(2, maxtasksperchild=1) as pool:
        for condition, by in zip(found, pool.imap(who_notices, found), strict=True):
            why_nobody = EXPLAINED.get(condition.name, "and nobody explains it")
            print(f"{condition.name}\n    {by or 'NOBODY: ' + why_nobody}", flush=True)
            if not by:
                left.append(condition)
    explained = [condition for condition in left if condition.name in EXPLAINED]
    print(f"conditions: {len(found) - len(left)} of {len(found)} noticed, {len(explained)} explained")
    return int(len(explained) < len(left))


if __name__ == "__main__":
    sys.exit(main())
