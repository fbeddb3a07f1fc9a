"""PynamoDB's translations, remembered: what was translated once is not translated again.

Two thirds of a run's time would go to building the same expressions and to reading the same unchanged items. What is
remembered here has no effects and follows from its arguments alone; what PynamoDB does stays what PynamoDB does, only
sooner. `test_explorer.py` holds this to its word: every call of a run is the same with it and without.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from datetime import datetime
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any
from unittest.mock import patch

from pynamodb.attributes import (
    Attribute,
    AttributeContainer,
    DiscriminatorAttribute,
    ListAttribute,
    NumberAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.connection.base import Connection
from pynamodb.expressions.condition import Condition
from pynamodb.expressions.operand import _Operand
from pynamodb.expressions.update import Action
from pynamodb.models import Model

from whapp.adapters.dynamodb import member_mapping, request_mapping

Function = Callable[..., Any]
ROOM = 5_000
_PLAIN = frozenset({str, int, bool, type(None), datetime, type(Model)})
_EXPRESSIONS = "__eq__ __lt__ between is_in startswith exists does_not_exist set remove".split()
_FROM_ROWS = {member_mapping: "member offer".split(), request_mapping: "request _ask _notice _shortlist".split()}
_BY_IDENTITY = (Condition, Action, Attribute, _Operand, set)  # equal ones are the same one, as they are remembered too


class Memory(dict[Any, tuple[Any, ...]]):
    """What is known by a key; with it whatever the key knows by its id only, so that no other thing gets that id."""

    def keep(self, key: Any, *found: Any) -> Any:
        """Remember the last of `found`, and return it."""
        if len(self) > ROOM:
            self.clear()
        self[key] = found
        return found[-1]


@contextmanager
def remembered() -> Iterator[None]:
    """Until the end of the block."""
    with ExitStack() as stack:

        def put(where: Any, name: str, remembering: Callable[[Any], Any]) -> None:
            stack.enter_context(patch.object(where, name, remembering(getattr(where, name))))

        put(AttributeContainer, "_container_deserialize", _deserialize)
        put(AttributeContainer, "_container_serialize", _serialize)
        put(AttributeContainer, "_set_defaults", _set_defaults)
        put(AttributeContainer, "_set_attributes", _set_attributes)
        put(Attribute, "__get__", _get)
        put(Model, "from_raw_data", _from_raw_data)
        for mapping, names in _FROM_ROWS.items():
            for name in names:
                put(mapping, name, _by_identity)
        for kind in (UTCDateTimeAttribute, NumberAttribute):
            put(kind, "serialize", _by_value(kind()))
            put(kind, "deserialize", _by_value(kind()))
        put(ListAttribute, "serialize", _texts)
        for name in _EXPRESSIONS:
            put(Attribute, name, _by_arguments)
        put(Condition, "__and__", _by_arguments)
        put(DiscriminatorAttribute, "get_registered_subclasses", _by_arguments)
        put(Connection, "get_operation_kwargs", _operation)
        put(Connection, "query", _call("Query"))
        put(Connection, "get_item", _call("GetItem"))
        put(Connection, "batch_get_item", _call("BatchGetItem"))
        yield


# --- rows and what is in them ---


def _deserialize(_: Function) -> Function:
    """The values in an item. The fake never changes an item, so its id says which they are."""
    known = Memory()

    @cache
    def plan(kind: Any) -> list[tuple[Any, ...]]:
        return [(name, each.attr_name, each, _is_plain(name, each)) for name, each in kind.get_attributes().items()]

    def read(self: Any, item: Mapping[str, Any]) -> Any:
        self.attribute_values = values = {}
        self._set_discriminator()
        self._set_defaults(_user_instantiated=False)
        for name, written_name, attribute, plain in plan(self.__class__):
            written = item.get(written_name)
            if written and "NULL" not in written:
                value = attribute.deserialize(attribute.get_value(written))
                if plain:
                    values[name] = value
                else:
                    setattr(self, name, value)
        return values

    def deserialize(self: Any, attribute_values: Mapping[str, Any]) -> None:
        key = type(self), id(attribute_values)
        if key in known:
            self.attribute_values = known[key][-1]
        else:
            self.attribute_values = MappingProxyType(read(self, attribute_values))
            known.keep(key, attribute_values, self.attribute_values)

    return deserialize


def _from_raw_data(real: Any) -> Any:
    """The row of an item: the same for all who read it, for nobody can change it, see above."""
    known = Memory()

    def from_raw_data(cls: type[Model], data: Mapping[str, Any]) -> Any:
        key = cls, id(data)
        return known[key][-1] if key in known else known.keep(key, data, real.__func__(cls, data))

    return classmethod(from_raw_data)


def _by_identity(real: Function) -> Function:
    known = Memory()

    def remembering(row: Any, others: Any = ()) -> Any:
        others = tuple(others)
        key = id(row), *map(id, others)
        return (
            known[key][-1] if key in known else known.keep(key, row, others, real(row, others) if others else real(row))
        )

    return remembering


def _by_value(attribute: Attribute[Any]) -> Callable[[Function], Any]:
    return lambda real: staticmethod(lru_cache(ROOM, typed=True)(lambda value: real(attribute, value)))


def _texts(real: Function) -> Function:
    known = Memory()

    def serialize(self: Any, values: Any, *, null_check: bool = True) -> Any:
        if not all(type(value) is str for value in values):
            return real(self, values, null_check=null_check)
        key = self.element_type, *values
        return known[key][-1] if key in known else known.keep(key, real(self, values, null_check=null_check))

    return serialize


# These do not remember; they leave out what comes to nothing for rows without maps and, mostly, without defaults.


def _set_defaults(real: Function) -> Function:
    @cache
    def has_any(kind: Any) -> bool:
        attributes = kind.get_attributes().values()
        return any(each.default is not None or each.default_for_new is not None for each in attributes)

    def set_defaults(self: Any, _user_instantiated: bool = True) -> None:
        if has_any(self.__class__):
            real(self, _user_instantiated=_user_instantiated)

    return set_defaults


def _set_attributes(real: Function) -> Function:
    @cache
    def plain(kind: Any) -> frozenset[str]:
        return frozenset(name for name, each in kind.get_attributes().items() if _is_plain(name, each))

    def set_attributes(self: Any, **attributes: Any) -> None:
        if attributes.keys() <= plain(self.__class__):
            self.attribute_values.update(attributes)
        else:
            real(self, **attributes)

    return set_attributes


def _is_plain(name: str, attribute: Attribute[Any]) -> bool:
    """Whether setting it does no more than keep the value under its own name."""
    return type(attribute).__set__ is Attribute.__set__ and name == attribute.attr_name


def _get(real: Function) -> Function:
    def get(self: Any, instance: Any, owner: Any) -> Any:
        if instance is None or not issubclass(owner, Model):
            return real(self, instance, owner)
        name = self.attr_path[-1]
        return instance.attribute_values.get(instance._dynamo_to_python_attrs.get(name, name))  # noqa: SLF001 - PynamoDB's

    return get


def _serialize(real: Function) -> Function:
    @cache
    def plan(kind: Any) -> list[tuple[Any, ...]]:
        attributes = kind.get_attributes().items()
        return [(name, each.attr_name, each.attr_type, each.serialize, each.null) for name, each in attributes]

    def serialize(self: Any, null_check: bool = True) -> Any:
        values, item = self.attribute_values, {}
        for name, written_name, sort, write, may_be_null in plan(self.__class__):
            value = values.get(name)
            written = None if value is None else write(value)
            if written is not None:
                item[written_name] = {sort: written}
            elif null_check and not may_be_null:
                return real(self, null_check)  # and it will tell
        return item

    return serialize


# --- expressions and calls ---


def _name(value: Any) -> Any:
    """What tells a value from every other."""
    kind = type(value)
    if kind in _PLAIN:
        return kind, value
    if isinstance(value, _BY_IDENTITY):
        return id(value)
    if kind in (list, tuple):
        return kind, *map(_name, value)
    if kind is dict:
        return tuple([(key, each if type(each) is str else _name(each)) for key, each in value.items()])
    return kind, value


def _names(given: tuple[Any, ...], more: Mapping[str, Any]) -> tuple[Any, ...]:
    """What tells the arguments of a call from every others'."""
    values = (*given, *more.values())
    return *more, *[each if each is None or type(each) is str else _name(each) for each in values]


def _by_arguments(real: Function) -> Function:
    known = Memory()

    def remembering(of: Any, *given: Any) -> Any:
        key = id(of), *map(_name, given)
        return known[key][-1] if key in known else known.keep(key, of, given, real(of, *given))

    return remembering


def _operation(real: Function) -> Function:
    known = Memory()

    def get_operation_kwargs(self: Any, *given: Any, attributes: Any = None, **more: Any) -> Any:
        key = _names(given, more)
        built = known[key][-1] if key in known else known.keep(key, given, more, real(self, *given, **more))
        if attributes is None:
            return dict(built)
        return {**built, "Item": {**built["Item"], **attributes}}  # every attribute of a row says of which type it is

    return get_operation_kwargs


class _Draft:
    """A connection that does something else with its calls."""

    def __init__(self, connection: Connection, dispatch: Function) -> None:
        self._connection, self.dispatch = connection, dispatch

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def _call(operation: str) -> Callable[[Function], Function]:
    """A call is drafted by the real thing once; and so is what is raised when it fails."""

    def remember(real: Function) -> Function:
        known = Memory()

        def call(self: Any, *given: Any, **more: Any) -> Any:
            key = _names(given, more)
            if key not in known:
                known.keep(key, given, more, real(_Draft(self, lambda _, built: built), *given, **more))
            try:
                return self.dispatch(operation, dict(known[key][-1]))
            except Exception as error:  # noqa: BLE001 - raised again, as what the real thing makes of it
                return real(_Draft(self, _raises(error)), *given, **more)

        return call

    return remember


def _raises(error: Exception) -> Function:
    def dispatch(_: str, __: Any) -> None:
        raise error

    return dispatch
