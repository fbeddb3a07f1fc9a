"""Every attribute of every row says whether it is personal, and about whom."""

import importlib
import pkgutil
from collections.abc import Iterator

import pytest
from pynamodb.attributes import UnicodeAttribute

from whapp.adapters import dynamodb
from whapp.adapters.dynamodb.personal import KEYS, TAGS, Tags, Whose
from whapp.adapters.dynamodb.rows import MemberRow, Row


def kinds() -> Iterator[type[Row]]:
    """Every kind of row, in whichever module it is written down."""
    for module in pkgutil.iter_modules(dynamodb.__path__):
        importlib.import_module(f"{dynamodb.__name__}.{module.name}")
    yield from (kind for kind in Row.__subclasses__() if kind.__module__.startswith(dynamodb.__name__))


def untagged(kind: type[Row], tags: Tags) -> set[str]:
    """The attributes that the table says nothing about."""
    return set(kind.get_attributes()) - KEYS - tags.personal - tags.pseudonymous - tags.technical


def test_every_kind_of_row_has_its_tags() -> None:
    assert set(TAGS) == set(kinds())


@pytest.mark.parametrize("kind", TAGS, ids=lambda kind: kind.__name__)
def test_every_attribute_has_one_tag(kind: type[Row]) -> None:
    tags = TAGS[kind]
    assert untagged(kind, tags) == set()
    said = [*tags.personal, *tags.pseudonymous, *tags.technical]
    assert len(said) == len(set(said)), "one tag each"
    assert set(said) <= set(kind.get_attributes()), "of attributes that there are"
    assert not set(said) & KEYS
    assert not (tags.personal and tags.whose is Whose.NOBODY), "what is personal is somebody's"


def test_a_new_attribute_without_a_tag_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MemberRow.get_attributes(), "nickname", UnicodeAttribute(null=True))
    assert untagged(MemberRow, TAGS[MemberRow]) == {"nickname"}


def test_a_missing_tag_is_noticed() -> None:
    known = TAGS[MemberRow]
    shorter = Tags(known.whose, known.personal - {"birth_year"}, known.pseudonymous, known.technical)
    assert untagged(MemberRow, shorter) == {"birth_year"}
