"""DynamoDB's condition, key condition and filter expressions: parsed once, then run as plain functions.

Grammar: comparison, BETWEEN, IN, the functions, AND, OR, NOT and parentheses.
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import eq, ge, gt, le, lt
from typing import Any, NoReturn

from tests.explore.cloud.errors import invalid
from tests.explore.cloud.values import Item, Value, equal, kind, less, number
from tests.explore.cloud.values import size as size_of

Names = Mapping[str, str]
Values = Mapping[str, Value]
Operand = Callable[[Item, Names, Values], Value | None]
Test = Callable[[Item, Names, Values], bool]

_TOKEN = re.compile(r"\s*(?:(<>|<=|>=|[=<>(),+\-.\[\]])|(#?:?[A-Za-z0-9_]+))")
_KEYWORDS = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN"})


@lru_cache(maxsize=4096)
def tokens(expression: str) -> tuple[str, ...]:
    """The words and signs of an expression."""
    found, at = [], 0
    text = expression.strip()
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match:
            raise invalid(f'Invalid expression: Syntax error; token: "{text[at]}"')
        found.append(match[1] or match[2])
        at = match.end()
    if not found:
        raise invalid("Invalid expression: The expression can not be empty;")
    return tuple(found)


@lru_cache(maxsize=4096)
def placeholders(expression: str) -> frozenset[str]:
    """The #names and :values that an expression uses."""
    return frozenset(token for token in tokens(expression) if token[0] in "#:")


@lru_cache(maxsize=4096)
def condition(expression: str) -> Test:
    """The condition as a function of the item and the placeholders."""
    return _Parser(expression).whole()


@dataclass(frozen=True)
class KeyCondition:
    """What to look for in a table or index: one partition, and perhaps a range of it."""

    partition: tuple[str, str]  # name and value, both as written in the expression
    sort: str | None = None
    test: str = ""
    bounds: tuple[str, ...] = ()

    def among(self, items: Iterable[Item], sort: str, values: Values) -> list[Item]:
        """Those of a partition's items that are in the range; `sort` is the attribute that they are sorted by."""
        if not self.test:
            return list(items)
        bounds = [value_of(word, values) for word in self.bounds]
        if any("S" not in bound for bound in bounds):
            raise invalid("One or more parameter values were invalid: Condition parameter type does not match schema")
        texts, test = [bound["S"] for bound in bounds], _ON_TEXT[self.test]
        return [item for item in items if test(item[sort]["S"], *texts)]


# On the keys' text: Python compares by code point, which is the order of the bytes in UTF-8.
_ON_TEXT: Mapping[str, Callable[..., bool]] = {
    "=": eq, "<": lt, "<=": le, ">": gt, ">=": ge, "BEGINS_WITH": str.startswith,
    "BETWEEN": lambda text, low, high: low <= text <= high,
}  # fmt: skip


@lru_cache(maxsize=4096)
def key_condition(expression: str) -> KeyCondition:
    """`partition = :value`, perhaps AND one comparison, BETWEEN or begins_with on the sort key."""
    words = tuple(token for token in tokens(expression) if token not in "()" or token == ",")
    joints = [at for at, word in enumerate(words) if word.upper() == "AND"]
    if any(word.upper() in ("OR", "NOT", "IN", "<>") for word in words):
        raise invalid("Invalid KeyConditionExpression: Invalid operator used")
    if len(words) < 3 or words[1] != "=" or (len(words) > 3 and words[3].upper() != "AND"):
        raise invalid("Query key condition not supported")
    condition(expression)  # or it is no condition at all
    partition, rest = (words[0], words[2]), words[4:]
    if not rest:
        return KeyCondition(partition)
    if len(joints) - 1 != (rest[1].upper() == "BETWEEN"):
        raise invalid("Invalid KeyConditionExpression: too many conditions")
    sort, test = (rest[1], rest[0]) if rest[0] == "begins_with" else rest[:2]
    bounds = tuple(word for word in rest[2:] if word.startswith(":"))
    return KeyCondition(partition, sort, test.upper(), bounds)


def resolve(word: str, names: Names) -> str:
    """The attribute that a word of an expression stands for."""
    if not word.startswith("#"):
        return word
    if word not in names:
        raise invalid(f"An expression attribute name used in expression is not defined; attribute name: {word}")
    return names[word]


def value_of(word: str, values: Values) -> Value:
    """The value that a word of an expression stands for."""
    if word not in values:
        raise invalid(f"An expression attribute value used in expression is not defined; attribute value: {word}")
    return values[word]


def path(words: tuple[str, ...]) -> Operand:
    """A document path: `#a`, `#a.#b`, `#a[0]`."""
    first, rest = words[0], words[1:]
    if not rest:
        return lambda item, names, _: item.get(resolve(first, names))

    def look(item: Item, names: Names, _: Values) -> Value | None:
        found = item.get(resolve(first, names))
        for word in rest:
            if found is None:
                return None
            if word.isdecimal():
                within = found.get("L", ())
                found = within[int(word)] if int(word) < len(within) else None
            else:
                found = found.get("M", {}).get(resolve(word, names))
        return found

    return look


class _Parser:
    """Recursive descent, from OR down to a single comparison."""

    def __init__(self, expression: str) -> None:
        self._tokens, self._at = tokens(expression), 0

    def whole(self) -> Test:
        test = self._either()
        if self._at < len(self._tokens):
            self._fail()
        return test

    def _fail(self) -> NoReturn:
        word = self._tokens[self._at] if self._at < len(self._tokens) else "<EOF>"
        raise invalid(f'Invalid expression: Syntax error; token: "{word}"')

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, *expected: str) -> str:
        word = self._peek()
        if not word or (expected and word.upper() not in expected):
            self._fail()
        self._at += 1
        return word

    def _either(self) -> Test:
        test = self._both()
        while self._peek().upper() == "OR":
            self._take()
            test = _or(test, self._both())
        return test

    def _both(self) -> Test:
        test = self._negated()
        while self._peek().upper() == "AND":
            self._take()
            test = _and(test, self._negated())
        return test

    def _negated(self) -> Test:
        if self._peek().upper() == "NOT":
            self._take()
            negated = self._negated()
            return lambda item, names, values: not negated(item, names, values)
        if self._peek() == "(":
            self._take()
            test = self._either()
            self._take(")")
            return test
        return self._single()

    def _single(self) -> Test:
        if self._peek() in _FUNCTIONS:
            return self._function(self._take())
        left = self._operand()
        word = self._take().upper()
        if word == "BETWEEN":
            low = self._operand()
            self._take("AND")
            high = self._operand()
            return _and(_compare(">=", left, low), _compare("<=", left, high))
        if word == "IN":
            return self._in(left)
        if word not in _COMPARISONS:
            self._at -= 1
            self._fail()
        return _compare(word, left, self._operand())

    def _in(self, left: Operand) -> Test:
        self._take("(")
        several = [self._operand()]
        while self._take(",", ")") == ",":
            several.append(self._operand())
        return _one_of(left, several)

    def _function(self, name: str) -> Test:
        self._take("(")
        arguments = [self._operand()]
        while self._take(",", ")") == ",":
            arguments.append(self._operand())
        takes, build = _FUNCTIONS[name]
        if len(arguments) != takes:
            raise invalid(f"Invalid expression: Incorrect number of operands for operator or function; {name}")
        return build(*arguments)

    def _operand(self) -> Operand:
        word = self._take()
        if word == "size":
            self._take("(")
            inner = self._operand()
            self._take(")")
            return _size(inner)
        if word.startswith(":"):
            return lambda _item, _names, values: value_of(word, values)
        if not re.fullmatch(r"#?\w+", word) or word.upper() in _KEYWORDS:
            self._at -= 1
            self._fail()
        words = [word]
        while self._peek() in (".", "["):
            bracket = self._take() == "["
            words.append(self._take())
            if bracket:
                self._take("]")
        return path(tuple(words))


def _or(one: Test, other: Test) -> Test:
    return lambda item, names, values: one(item, names, values) or other(item, names, values)


def _and(one: Test, other: Test) -> Test:
    return lambda item, names, values: one(item, names, values) and other(item, names, values)


_COMPARISONS: Mapping[str, Callable[[Value, Value], bool]] = {
    "=": equal,
    "<>": lambda one, other: not equal(one, other),
    "<": less,
    ">": lambda one, other: less(other, one),
    "<=": lambda one, other: one.keys() == other.keys() and not less(other, one),
    ">=": lambda one, other: one.keys() == other.keys() and not less(one, other),
}


def _compare(sign: str, left: Operand, right: Operand) -> Test:
    """A comparison with an attribute that is not there is false, but for <>."""
    compare = _COMPARISONS[sign]

    def test(item: Item, names: Names, values: Values) -> bool:
        one, other = left(item, names, values), right(item, names, values)
        if one is None or other is None:
            return sign == "<>" and one is not other
        return compare(one, other)

    return test


def _one_of(left: Operand, several: Sequence[Operand]) -> Test:
    def test(item: Item, names: Names, values: Values) -> bool:
        one = left(item, names, values)
        if one is None:
            return False
        for look in several:
            other = look(item, names, values)
            if other is not None and equal(one, other):
                return True
        return False

    return test


def _size(inner: Operand) -> Operand:
    def measure(item: Item, names: Names, values: Values) -> Value | None:
        found = inner(item, names, values)
        if found is None:
            return None
        sort, content = kind(found), next(iter(found.values()))
        return {"N": str(len(content) if sort in ("L", "M", "SS", "NS", "BS") else size_of(found))}

    return measure


def _exists(inner: Operand) -> Test:
    return lambda item, names, values: inner(item, names, values) is not None


def _exists_not(inner: Operand) -> Test:
    return lambda item, names, values: inner(item, names, values) is None


def _begins_with(inner: Operand, start: Operand) -> Test:
    def test(item: Item, names: Names, values: Values) -> bool:
        found, wanted = inner(item, names, values), start(item, names, values)
        return bool(found and wanted and "S" in found and found["S"].startswith(wanted["S"]))

    return test


def _contains(inner: Operand, part: Operand) -> Test:
    def test(item: Item, names: Names, values: Values) -> bool:
        found, wanted = inner(item, names, values), part(item, names, values)
        if not found or not wanted:
            return False
        sort, content = kind(found), next(iter(found.values()))
        if sort == "L":
            return any(equal(each, wanted) for each in content)
        return any(next(iter(wanted.values())) in content for _ in (sort,))

    return test


def _type(inner: Operand, wanted: Operand) -> Test:
    def test(item: Item, names: Names, values: Values) -> bool:
        found, sort = inner(item, names, values), wanted(item, names, values)
        return bool(found and sort and kind(found) == sort.get("S"))

    return test


_FUNCTIONS: Mapping[str, tuple[int, Callable[..., Test]]] = {
    "attribute_exists": (1, _exists),
    "attribute_not_exists": (1, _exists_not),
    "attribute_type": (2, _type),
    "begins_with": (2, _begins_with),
    "contains": (2, _contains),
}


def plus(one: Value, other: Value, sign: int) -> dict[str, Any]:
    """The sum or difference of two numbers, as an update expression makes it."""
    return {"N": format(number(one) + sign * number(other), "f")}
