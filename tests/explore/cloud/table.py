"""The items of one table, and what they were: an index, or a read that is not consistent, may show the past."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.explore.cloud.errors import invalid
from tests.explore.cloud.values import (
    MAX_ITEM,
    MAX_PARTITION_KEY,
    MAX_SORT_KEY,
    Item,
    key_text,
    project,
    weigh,
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

    def place(self, item: Item) -> tuple[str, str, str]:
        return item[self.sort]["S"], item["pk"]["S"], item["sk"]["S"]


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
    kept: dict[str, Any] = field(default_factory=dict)  # what readers worked out of a partition, until it is written
    _past: dict[Key, list[tuple[int, Item | None]]] = field(default_factory=dict)
    _log: list[tuple[Key, ...]] = field(default_factory=list)  # what each write changed
    # Worked out once and kept until a write changes it; by id where an item says it all, for no item is forgotten.
    _sizes: dict[int, int] = field(default_factory=dict)
    _shown: dict[tuple[str, int], Item] = field(default_factory=dict)
    _listed: dict[str, list[Item]] = field(default_factory=dict)
    _indexed: dict[str, dict[str, list[Item]]] = field(default_factory=dict)

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
        for index in self.indexes.values():
            for name, longest in ((index.partition, MAX_PARTITION_KEY), (index.sort, MAX_SORT_KEY)):
                if name in item:
                    key_text(item[name], name, longest)
        if weigh(item) > MAX_ITEM:
            raise invalid("Item size has exceeded the maximum allowed size")

    def size(self, item: Item) -> int:
        """How large an item of this table is."""
        if id(item) not in self._sizes:
            self._sizes[id(item)] = weigh(item)
        return self._sizes[id(item)]

    def commit(self, changed: Iterable[tuple[Key, Item | None]]) -> None:
        """Write these items, all at the same instant."""
        self.writes += 1
        changes = []
        for key, after in changed:
            self._listed.pop(key[0], None)
            self.kept.pop(key[0], None)
            partition = self.items.setdefault(key[0], {})
            before = partition.get(key[1])
            self._past.setdefault(key, [(0, None)]).append((self.writes, after))
            if after is not None:
                partition[key[1]] = after
            else:
                partition.pop(key[1], None)
            changes.append(Change(key, before, after))
            for index in self.indexes.values():
                if (before and index.holds(before)) or (after and index.holds(after)):
                    self._indexed.pop(index.name, None)
        self._log.append(tuple(change.key for change in changes))
        self.on_write(tuple(changes))

    def as_of(self, key: Key, write: int) -> Item | None:
        """The item as it was after that write of the table."""
        if write >= self.writes:
            return self.get(key)
        past = self._past.get(key, [(0, None)])
        return past[bisect_right(past, write, key=lambda each: each[0]) - 1][1]

    def partition(self, value: str, lag: int = 0) -> list[Item]:
        """The items of a partition by sort key, as they were `lag` writes ago."""
        if value not in self._listed:
            found = self.items.get(value, {})
            self._listed[value] = [found[sort] for sort in sorted(found)]  # code points come in the order of bytes
        lately = {key for key in self._since(lag) if key[0] == value}
        if not lately:
            return self._listed[value]
        items = [item for item in self._listed[value] if (value, item["sk"]["S"]) not in lately]
        items += filter(None, (self.as_of(key, self.writes - lag) for key in lately))
        return sorted(items, key=lambda item: item["sk"]["S"])

    def in_index(self, index: Index, value: str, lag: int = 0) -> list[Item]:
        """The items of a partition of an index, in its order, as the index showed them `lag` writes ago."""
        if index.name not in self._indexed:
            self._indexed[index.name] = self._sorted(index)
        found = self._indexed[index.name].get(value, [])
        lately = self._since(lag)
        if not lately:
            return found
        items = [item for item in found if (item["pk"]["S"], item["sk"]["S"]) not in lately]
        past = filter(None, (self.as_of(key, self.writes - lag) for key in lately))
        items += (item for item in past if index.holds(item) and item[index.partition]["S"] == value)
        return sorted(items, key=index.place)

    def _sorted(self, index: Index) -> dict[str, list[Item]]:
        """The index as it is, by partition."""
        found: dict[str, list[Item]] = {}
        for partition in self.items.values():
            for item in partition.values():
                if index.holds(item):
                    found.setdefault(item[index.partition]["S"], []).append(item)
        for items in found.values():
            items.sort(key=index.place)
        return found

    def _since(self, lag: int) -> set[Key]:
        """What the last `lag` writes changed."""
        return {key for keys in self._log[len(self._log) - lag :] for key in keys}

    def shown(self, index: Index, item: Item) -> Item:
        """What the index holds of an item."""
        if index.shows is None:
            return item
        key = index.name, id(item)
        if key not in self._shown:
            self._shown[key] = project(item, {*self.KEYS, index.partition, index.sort, *index.shows})
        return self._shown[key]
