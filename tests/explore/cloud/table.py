"""The items of one table, and what they were: an index, or a read that is not consistent, may show the past."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from tests.explore.cloud.errors import invalid
from tests.explore.cloud.values import (
    MAX_ITEM,
    MAX_PARTITION_KEY,
    MAX_SORT_KEY,
    Item,
    check,
    item_size,
    key_text,
    project,
)

Key = tuple[str, str]


@dataclass(frozen=True)
class Index:
    """A sparse index: only items that have both of its keys are in it."""

    name: str
    partition: str
    sort: str
    shows: frozenset[str] | None = None  # None: everything

    def holds(self, item: Item) -> bool:
        return self.partition in item and self.sort in item


@dataclass(frozen=True)
class Change:
    """One item before and after a write; None: not there."""

    key: Key
    before: Item | None
    after: Item | None


@dataclass
class Table:
    """A table with the keys `pk` and `sk`. A write puts whole new items; an item is never changed in place."""

    name: str
    indexes: Mapping[str, Index] = field(default_factory=dict)
    items: dict[str, dict[str, Item]] = field(default_factory=dict)
    writes: int = 0
    settled: int = 0  # the write up to which every index and replica has caught up long ago
    on_write: Callable[[tuple[Change, ...]], None] = lambda changes: None
    _sizes: dict[int, int] = field(default_factory=dict)  # by id: no item is forgotten, so no id comes again
    _past: dict[Key, list[tuple[int, Item | None]]] = field(default_factory=dict)

    KEYS = frozenset({"pk", "sk"})

    def get(self, key: Key) -> Item | None:
        """The item as it is."""
        partition = self.items.get(key[0])
        return partition.get(key[1]) if partition else None

    def key_of(self, given: Item, *, only: bool = True) -> Key:
        """The key in `given`, which may hold nothing else when `only`."""
        if only and given.keys() != self.KEYS:
            raise invalid("The provided key element does not match the schema")
        return key_text(given.get("pk"), "pk", MAX_PARTITION_KEY), key_text(given.get("sk"), "sk", MAX_SORT_KEY)

    def check(self, item: Item) -> None:
        """Refuse an item that the table or one of its indexes would not take."""
        for value in item.values():
            check(value)
        for index in self.indexes.values():
            for name, longest in ((index.partition, MAX_PARTITION_KEY), (index.sort, MAX_SORT_KEY)):
                if name in item:
                    key_text(item[name], name, longest)
        if item_size(item) > MAX_ITEM:
            raise invalid("Item size has exceeded the maximum allowed size")

    def size(self, item: Item) -> int:
        """How large an item of this table is."""
        if id(item) not in self._sizes:
            self._sizes[id(item)] = item_size(item)
        return self._sizes[id(item)]

    def commit(self, changed: Iterable[tuple[Key, Item | None]]) -> None:
        """Write these items, all at the same instant."""
        self.writes += 1
        changes = []
        for key, after in changed:
            partition = self.items.setdefault(key[0], {})
            before = partition.get(key[1])
            self._past.setdefault(key, [(0, None)]).append((self.writes, after))
            if after is not None:
                partition[key[1]] = after
            else:
                partition.pop(key[1], None)
            changes.append(Change(key, before, after))
        self.on_write(tuple(changes))

    def as_of(self, key: Key, write: int) -> Item | None:
        """The item as it was after that write of the table."""
        past = self._past.get(key, [(0, None)])
        return past[bisect_right(past, write, key=lambda each: each[0]) - 1][1]

    def partition(self, value: str, lag: int = 0) -> list[Item]:
        """The items of a partition by sort key, as they were `lag` writes ago."""
        if not lag:
            found = self.items.get(value, {})
            return [found[sort] for sort in sorted(found, key=str.encode)]
        keys = sorted((key for key in self._past if key[0] == value), key=lambda key: key[1].encode())
        return [item for key in keys if (item := self.as_of(key, self.writes - lag)) is not None]

    def in_index(self, index: Index, value: str, lag: int = 0) -> list[Item]:
        """The items of a partition of an index, in its order, as the index showed them `lag` writes ago."""
        if lag:
            items = (self.as_of(key, self.writes - lag) for key in self._past)
        else:
            items = (item for partition in self.items.values() for item in partition.values())
        found = [item for item in items if item and index.holds(item) and item[index.partition]["S"] == value]
        return sorted(found, key=lambda item: (item[index.sort]["S"].encode(), item["pk"]["S"], item["sk"]["S"]))

    def shown(self, index: Index, item: Item) -> Item:
        """What the index holds of an item."""
        if index.shows is None:
            return item
        return project(item, {*self.KEYS, index.partition, index.sort, *index.shows})
