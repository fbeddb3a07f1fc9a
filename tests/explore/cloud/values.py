"""DynamoDB's attribute values: {"S": "text"}, {"N": "1"} and so on; what is allowed, how large, and in which order."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import Any

from tests.explore.cloud.errors import invalid

Value = Mapping[str, Any]
Item = Mapping[str, Value]

MAX_ITEM = 400 * 1024
MAX_PARTITION_KEY, MAX_SORT_KEY = 2048, 1024
MAX_DIGITS = 38
_TYPES = frozenset({"S", "N", "B", "BOOL", "NULL", "L", "M", "SS", "NS", "BS"})
_SETS = frozenset({"SS", "NS", "BS"})


def kind(value: Value) -> str:
    """The type descriptor; a value has exactly one."""
    if len(value) != 1:
        raise invalid("Supplied AttributeValue has more than one datatypes set, must contain exactly one")
    (only,) = value
    if only not in _TYPES:
        raise invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes")
    return only


def check(value: Value) -> None:
    """Refuse what DynamoDB does not store."""
    sort, inner = kind(value), next(iter(value.values()))
    if sort == "N" and not (inner.isdecimal() and len(inner) <= MAX_DIGITS):
        number(value)
    elif sort == "S" and not isinstance(inner, str):
        raise invalid("expected string")
    elif sort in _SETS and not inner:
        raise invalid("One or more parameter values were invalid: An string set  may not be empty")
    elif sort in _SETS and len(set(inner)) != len(inner):
        raise invalid("One or more parameter values were invalid: Input collection contains duplicates")
    elif sort in ("L", "M"):
        for each in inner.values() if sort == "M" else inner:
            check(each)


def number(value: Value) -> Decimal:
    """The number in a value: at most 38 digits."""
    try:
        parsed = Decimal(value["N"])
    except (InvalidOperation, TypeError):
        raise invalid("The parameter cannot be converted to a numeric value") from None
    if len(parsed.as_tuple().digits) > MAX_DIGITS:
        raise invalid("Attempting to store more than 38 significant digits in a Number")
    return parsed


def size(value: Value) -> int:
    """About how many bytes DynamoDB counts."""
    ((sort, inner),) = value.items()
    if sort in ("S", "N", "B"):
        return len(inner) if isinstance(inner, bytes) or inner.isascii() else len(inner.encode())
    if sort == "L":
        return 3 + sum(1 + size(each) for each in inner)
    if sort == "M":
        return 3 + sum(1 + len(name.encode()) + size(each) for name, each in inner.items())
    if sort in _SETS:
        return sum(len(each) for each in inner)
    return 1


def weigh(item: Item) -> int:
    """How large an item is; refuses it when there is something in it that DynamoDB does not store."""
    total = 0
    for name, value in item.items():
        ((sort, inner),) = value.items() if len(value) == 1 else ((kind(value), None),)
        if isinstance(inner, str) and ((sort == "S" and inner.isascii()) or (sort == "N" and _is_plain(inner))):
            total += len(name) + len(inner)  # as most are: quickly
        else:
            check(value)
            total += len(name) + size(value)
    return total


@lru_cache(maxsize=4096)
def _is_plain(number: Any) -> bool:
    """A number in ASCII digits, not too long, perhaps with a point."""
    digits = number.replace(".", "", 1) if isinstance(number, str) else ""
    return digits.isdecimal() and digits.isascii() and len(digits) <= MAX_DIGITS


def equal(one: Value, other: Value) -> bool:
    """Equality: by type and value; sets without order, numbers as numbers."""
    if one == other:
        return True
    if "S" in one or one.keys() != other.keys():
        return False
    sort = next(iter(one))
    if sort == "N":
        return one["N"] == other["N"] or number(one) == number(other)
    if sort in _SETS:
        return set(one[sort]) == set(other[sort])
    if sort == "L":
        return len(one["L"]) == len(other["L"]) and all(map(equal, one["L"], other["L"]))
    return bool(one == other)


def less(one: Value, other: Value) -> bool:
    """Order, within one type that has one; values of two types are never in order."""
    if one.keys() != other.keys():
        return False
    return bool(order(one) < order(other))


def order(value: Value) -> Any:
    """What to sort a scalar by: text and bytes by their bytes, numbers by size."""
    sort, inner = next(iter(value.items()))
    if sort == "S":
        return inner  # Python orders text by code point, which is the order of its bytes in UTF-8
    if sort == "B":
        return inner
    if sort == "N":
        return number(value)
    raise invalid(f"Invalid operand type for an ordered comparison: {sort}")


def key_text(value: Value | None, name: str, longest: int) -> str:
    """A key attribute of type S: there, not empty, not too long. All our keys are text."""
    if value is None:
        raise invalid(f"One of the required keys was not given a value: {name}")
    if kind(value) != "S":
        raise invalid(f"One or more parameter values were invalid: Type mismatch for key {name} expected: S")
    text: str = value["S"]
    if not text:
        raise invalid(
            "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            f"empty string value. Key: {name}"
        )
    if len(text) * 4 > longest and len(text.encode()) > longest:
        raise invalid(f"One or more parameter values were invalid: Size of {name} has exceeded the maximum")
    return text


def project(item: Item, names: Iterable[str] | None) -> dict[str, Value]:
    """Only these attributes of an item; all of them for None."""
    if names is None:
        return dict(item)
    return {name: item[name] for name in names if name in item}
