"""Groups, their moderators and their figures in the table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from pynamodb.exceptions import PutError
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from whapp.adapters.dynamodb import group_mapping as mapping
from whapp.adapters.dynamodb import group_rows as rows
from whapp.adapters.dynamodb.broom import not_over
from whapp.adapters.dynamodb.group_rows import CountRow, FiguresRow, GroupRow, ModeratorRow
from whapp.adapters.dynamodb.paging import PAGE_SIZE, cursor_of, key_of
from whapp.adapters.dynamodb.rows import Row
from whapp.adapters.dynamodb.transaction import code, transaction, update
from whapp.domain.errors import Conflict, NotFound
from whapp.domain.figures import Count, Figures
from whapp.domain.group import Group
from whapp.ports import Page


class DynamoGroups:
    """`whapp.ports.Groups` on the single table."""

    def get(self, group_id: str) -> Group:
        try:
            return mapping.group(GroupRow.get(rows.group_key(group_id), rows.GROUP, consistent_read=True))
        except GroupRow.DoesNotExist:
            raise NotFound from None

    def find(self, group_ids: Iterable[str]) -> Mapping[str, Group]:
        keys = [(rows.group_key(group_id), rows.GROUP) for group_id in group_ids]
        found = (mapping.group(row) for row in GroupRow.batch_get(keys, consistent_read=True))
        return {group.id: group for group in found}

    def create(self, group: Group) -> bool:
        try:
            with transaction() as writes:
                _write_new(writes, group)
        except Conflict:
            return False
        return True

    def create_many(self, groups: Sequence[Group]) -> int:
        # The rows that only find the groups go first: without its group such a row leads nowhere, and does no harm.
        with ModeratorRow.batch_write() as batch:
            for group in groups:
                for name in group.moderators:
                    batch.save(mapping.moderator_row(group, name))
        return sum([_put_new(group) for group in groups])

    def save(self, before: Group, after: Group) -> Group:
        after = replace(after, version=before.version + 1)
        row = mapping.group_row(after)
        changes: list[Action] = [
            GroupRow.version.set(after.version),
            GroupRow.name.set(after.name),
            GroupRow.status.set(after.status),
            GroupRow.lat.set(after.centre.lat),
            GroupRow.lon.set(after.centre.lon),
            GroupRow.radius_m.set(after.radius_m),
            GroupRow.moderators.set(set(after.moderators)) if after.moderators else GroupRow.moderators.remove(),
        ]
        with transaction() as writes:
            writes.update(row, changes, condition=GroupRow.version == before.version)
            for name in after.moderators - before.moderators:
                writes.save(mapping.moderator_row(after, name))
            for name in before.moderators - after.moderators:
                writes.delete(mapping.moderator_row(after, name))
        return after

    def every(self, cursor: str | None) -> Page[Group]:
        found = Row.by_owner.query(
            rows.EVERY_GROUP,
            scan_index_forward=False,
            limit=PAGE_SIZE,
            last_evaluated_key=key_of(cursor, rows.EVERY_GROUP),
        )
        ids = [row.pk.partition("#")[2] for row in found]
        groups = self.find(ids)
        return Page([groups[id_] for id_ in ids if id_ in groups], cursor_of(found.last_evaluated_key))

    def kept_by(self, names: Iterable[str]) -> Sequence[Group]:
        names = frozenset(names)
        ids = [row.pk.partition("#")[2] for name in names for row in Row.by_owner.query(rows.MODERATOR + name)]
        found = self.find(dict.fromkeys(ids)).values()
        return sorted((group for group in found if group.is_kept_by(names)), key=lambda group: (group.name, group.id))

    def counts(self, group_id: str, month: str) -> Sequence[Count]:
        found = CountRow.query(
            rows.group_key(group_id), CountRow.sk.startswith(f"{rows.HAPPENED}{month}#"), consistent_read=True
        )
        return [mapping.count(row) for row in not_over(found)]

    def told(self, group_id: str) -> Mapping[str, Figures]:
        found = FiguresRow.query(rows.group_key(group_id), FiguresRow.sk.startswith(rows.FIGURES), consistent_read=True)
        return {told.month: told for told in map(mapping.figures, found)}

    def tell(self, group_id: str, figures: Figures) -> Figures:
        row = mapping.figures_row(group_id, figures)
        actions = [
            getattr(FiguresRow, name).set(value)
            for name, value in row.attribute_values.items()
            if name not in ("pk", "sk")
        ]
        if update(row, actions, FiguresRow.pk.does_not_exist()):
            return figures
        return self.told(group_id)[figures.month]


def _put_new(group: Group) -> bool:
    try:
        mapping.group_row(group).save(condition=GroupRow.pk.does_not_exist())
    except PutError as error:
        if code(error) != "ConditionalCheckFailedException":
            raise
        return False
    return True


def _write_new(writes: TransactWrite, group: Group) -> None:
    writes.save(mapping.group_row(group), condition=GroupRow.pk.does_not_exist())
    for name in group.moderators:
        writes.save(mapping.moderator_row(group, name))
