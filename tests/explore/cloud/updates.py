"""DynamoDB's update expressions: SET (with + and -, if_not_exists, list_append), REMOVE, and ADD of numbers.

https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.UpdateExpressions.html
DELETE is nowhere in Whapp; it is refused until it is.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from tests.explore.cloud.errors import invalid
from tests.explore.cloud.expressions import Names, Operand, Values, path, plus, resolve, tokens, value_of
from tests.explore.cloud.values import Item, Value

T = TypeVar("T")
Source = Callable[[Item, Names, Values], Value]


@dataclass(frozen=True)
class Update:
    """What an expression sets and removes: attribute names as written, at the top level of the item."""

    sets: tuple[tuple[str, Source], ...]
    removes: tuple[str, ...]

    def apply(self, item: Item, names: Names, values: Values, keys: frozenset[str]) -> dict[str, Value]:
        """The item afterwards. All sources are read from the item as it was before."""
        changed = dict(item)
        touched: set[str] = set()
        for word, source in self.sets:
            name = _once(resolve(word, names), touched, keys)
            changed[name] = source(item, names, values)
        for word in self.removes:
            changed.pop(_once(resolve(word, names), touched, keys), None)
        return changed


def _once(name: str, touched: set[str], keys: frozenset[str]) -> str:
    if name in keys:
        raise invalid(
            f"One or more parameter values were invalid: Cannot update attribute {name}. "
            "This attribute is part of the key"
        )
    if name in touched:
        raise invalid("Invalid UpdateExpression: Two document paths overlap with each other;")
    touched.add(name)
    return name


@lru_cache(maxsize=4096)
def update(expression: str) -> Update:
    """Parse an update expression."""
    return _Parser(expression).whole()


class _Parser:
    def __init__(self, expression: str) -> None:
        self._tokens, self._at = tokens(expression), 0

    def whole(self) -> Update:
        sets: list[tuple[str, Source]] = []
        adds: list[tuple[str, Source]] = []
        removes: list[str] = []
        seen: set[str] = set()
        while self._at < len(self._tokens):
            clause = self._take().upper()
            if clause in seen:
                raise invalid(f'Invalid UpdateExpression: The "{clause}" section can only be used once')
            seen.add(clause)
            if clause == "SET":
                sets = self._listed(self._set)
            elif clause == "REMOVE":
                removes = self._listed(self._name)
            elif clause == "ADD":
                adds = self._listed(self._add)
            elif clause == "DELETE":
                raise NotImplementedError(f"{clause}: the fake knows what Whapp uses; teach it this too")
            else:
                raise invalid(f'Invalid UpdateExpression: Syntax error; token: "{clause}"')
        return Update((*sets, *adds), tuple(removes))

    def _peek(self) -> str:
        return self._tokens[self._at] if self._at < len(self._tokens) else ""

    def _take(self, expected: str = "") -> str:
        word = self._peek()
        if not word or (expected and word != expected):
            raise invalid(f'Invalid UpdateExpression: Syntax error; token: "{word or "<EOF>"}"')
        self._at += 1
        return word

    def _listed(self, one: Callable[[], T]) -> list[T]:
        found = [one()]
        while self._peek() == ",":
            self._take()
            found.append(one())
        return found

    def _name(self) -> str:
        word = self._take()
        if self._peek() in (".", "["):
            raise NotImplementedError("updates below the top level: the fake knows what Whapp uses")
        return word

    def _set(self) -> tuple[str, Source]:
        name = self._name()
        self._take("=")
        source = self._source()
        if self._peek() in ("+", "-"):
            sign = 1 if self._take() == "+" else -1
            source = _sum(source, self._source(), sign)
        return name, source

    def _add(self) -> tuple[str, Source]:
        """A number that is added to what is there, or to nothing."""
        name = self._name()
        return name, _sum(_either(path((name,)), lambda _item, _names, _values: {"N": "0"}), self._source(), 1)

    def _source(self) -> Source:
        word = self._take()
        if word in ("if_not_exists", "list_append"):
            self._take("(")
            one_name = self._peek()
            one = self._source()
            self._take(",")
            other = self._source()
            self._take(")")
            return _either(path((one_name,)), other) if word == "if_not_exists" else _appended(one, other)
        if word.startswith(":"):
            return lambda _item, _names, values: value_of(word, values)
        return _there(path((word,)))


def _there(look: Operand) -> Source:
    def source(item: Item, names: Names, values: Values) -> Value:
        found = look(item, names, values)
        if found is None:
            raise invalid("The provided expression refers to an attribute that does not exist in the item")
        return found

    return source


def _either(look: Operand, other: Source) -> Source:
    def source(item: Item, names: Names, values: Values) -> Value:
        found = look(item, names, values)
        return other(item, names, values) if found is None else found

    return source


def _appended(one: Source, other: Source) -> Source:
    return lambda item, names, values: {"L": [*one(item, names, values)["L"], *other(item, names, values)["L"]]}


def _sum(one: Source, other: Source, sign: int) -> Source:
    return lambda item, names, values: plus(one(item, names, values), other(item, names, values), sign)
