"""What DynamoDB charges for a call, by its documented rounding.

Reads: an item of up to 4 kB is one unit, half one when it may be stale; a Query rounds the sum of what it looked at, a
batch each item. Writes: a unit for each kB of the larger of before and after, twice that in a transaction, a check as
well as a change. Each index that shows a change is written too: once for what comes, goes or looks different, twice for
what moves to another key. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from math import ceil
from typing import Any

from tests.explore.cloud.sdk import Call
from tests.explore.cloud.table import Change, Index, Table
from tests.explore.cloud.values import Item, weigh

READ_BYTES, WRITE_BYTES = 4096, 1024
INDEX_ENTRY = 100  # bytes that DynamoDB adds to what an index shows of an item


@dataclass(frozen=True)
class Used:
    """Capacity units."""

    reads: float = 0.0
    writes: float = 0.0
    index_writes: float = 0.0

    def __add__(self, other: "Used") -> "Used":
        return Used(self.reads + other.reads, self.writes + other.writes, self.index_writes + other.index_writes)


def measured(table: Table, call: Call, do: Callable[[], dict[str, Any]]) -> tuple[dict[str, Any], Used]:
    """Make a call to the table; what it answered, and what it used."""
    given = call.given
    if call.operation == "GetItem":
        answer = do()
        return answer, Used(reads=_reads([answer.get("Item", {})], given.get("ConsistentRead")))
    if call.operation == "BatchGetItem":
        answer = do()
        ((name, asked),) = given["RequestItems"].items()
        found = answer["Responses"][name]
        absent: list[Item] = [{}] * (len(asked["Keys"]) - len(found))
        return answer, Used(reads=sum(_reads([item], asked.get("ConsistentRead")) for item in [*found, *absent]))
    if call.operation == "Query":
        answer = do()
        extra = INDEX_ENTRY if "IndexName" in given else 0
        return answer, Used(reads=_reads(answer["Items"], given.get("ConsistentRead"), extra))
    return _written(table, call, do)


def _reads(items: Iterable[Item], consistent: object, extra: int = 0) -> float:
    looked_at = sum(weigh(item) + extra for item in items)
    return max(1, ceil(looked_at / READ_BYTES)) * (1.0 if consistent else 0.5)


def _written(table: Table, call: Call, do: Callable[[], dict[str, Any]]) -> tuple[dict[str, Any], Used]:
    changes: list[Change] = []
    usual = table.on_write
    table.on_write = changes.extend
    try:
        answer = do()
    finally:
        table.on_write = usual
    usual(tuple(changes))
    if call.operation == "TransactWriteItems":
        checked = sum(2 for each in call.given["TransactItems"] if "ConditionCheck" in each)
        return answer, Used(
            writes=checked + sum(2 * _units(change) for change in changes),
            index_writes=_index_writes(table.indexes, changes),
        )
    return answer, Used(writes=sum(map(_units, changes)), index_writes=_index_writes(table.indexes, changes))


def _units(change: Change) -> int:
    return max(1, *(ceil(weigh(item) / WRITE_BYTES) for item in (change.before, change.after) if item))


def _index_writes(indexes: Mapping[str, Index], changes: Iterable[Change]) -> float:
    return sum(_index_write(index, change) for change in changes for index in indexes.values())


def _index_write(index: Index, change: Change) -> int:
    before, after = (_shown(index, item) for item in (change.before, change.after))
    if before == after:
        return 0
    units = [ceil((weigh(item) + INDEX_ENTRY) / WRITE_BYTES) for item in (before, after) if item]
    moved = (
        before
        and after
        and (*index.place(before), before[index.partition]) != (*index.place(after), after[index.partition])
    )
    return sum(units) if moved else max(units)


def _shown(index: Index, item: Item | None) -> Item | None:
    if item is None or not index.holds(item):
        return None
    names = {*Table.KEYS, index.partition, index.sort, *(index.shows or item)}
    return {name: value for name, value in item.items() if name in names}
