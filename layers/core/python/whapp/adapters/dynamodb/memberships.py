"""Memberships in the table: each change in one transaction with the group's counts, the profile and the offers."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from heapq import merge

from pynamodb.expressions.condition import Condition
from pynamodb.expressions.update import Action
from pynamodb.transactions import TransactWrite

from whapp.adapters.dynamodb import group_mapping as mapping
from whapp.adapters.dynamodb import group_rows as rows
from whapp.adapters.dynamodb.group_rows import GroupRow, InvitationRow, MembershipRow
from whapp.adapters.dynamodb.member_mapping import candidates_key
from whapp.adapters.dynamodb.paging import PAGE_SIZE, cursor_of, key_of
from whapp.adapters.dynamodb.rows import OFFER, PROFILE, MemberRow, OfferRow, Row, member_key
from whapp.adapters.dynamodb.transaction import transaction
from whapp.domain.errors import NotFound
from whapp.domain.invitation import Invitation
from whapp.domain.member import Member
from whapp.domain.membership import Membership, Standing
from whapp.ports import Page

DUE_PAGE = 100  # a run that stops early has not read all that are due


class DynamoMemberships:
    """`whapp.ports.Memberships` on the single table."""

    def get(self, member_id: str, group_id: str) -> Membership:
        try:
            return mapping.membership(
                MembershipRow.get(*rows.membership_keys(member_id, group_id), consistent_read=True)
            )
        except MembershipRow.DoesNotExist:
            raise NotFound from None

    def find(self, keys: Iterable[tuple[str, str]]) -> Sequence[Membership]:
        wanted = [rows.membership_keys(*each) for each in keys]
        return [mapping.membership(row) for row in MembershipRow.batch_get(wanted, consistent_read=True)]

    def of_member(self, member_id: str) -> Sequence[Membership]:
        found = MembershipRow.query(
            member_key(member_id), MembershipRow.sk.startswith(rows.MEMBERSHIP), consistent_read=True
        )
        return [mapping.membership(row) for row in found]

    def of_group(self, group_id: str, cursor: str | None) -> Page[Membership]:
        owner = f"{rows.group_key(group_id)}#MEMBERS"
        listed = Row.by_owner.query(
            owner, scan_index_forward=False, limit=PAGE_SIZE, last_evaluated_key=key_of(cursor, owner)
        )
        keys = [(row.pk, row.sk) for row in listed]
        found = {
            (row.pk, row.sk): mapping.membership(row) for row in MembershipRow.batch_get(keys, consistent_read=True)
        }
        return Page([found[key] for key in keys if key in found], cursor_of(listed.last_evaluated_key))

    def join(self, membership: Membership, invitation: Invitation, now: datetime) -> None:
        good = (
            InvitationRow.revoked_at.does_not_exist()
            & (InvitationRow.ends_at > now)
            & (InvitationRow.uses < invitation.max_uses)
        )
        with transaction() as writes:
            row = mapping.membership_row(replace(membership, version=1))
            writes.save(row, condition=MembershipRow.pk.does_not_exist())
            writes.update(mapping.invitation_row(invitation), [InvitationRow.uses.add(1)], condition=good)
            writes.condition_check(
                MemberRow, member_key(membership.member_id), PROFILE, condition=MemberRow.pk.exists()
            )
            _count(writes, membership.group_id, None, membership)

    def save(self, before: Membership, after: Membership, member: Member, moderator: str | None = None) -> None:
        with transaction() as writes:
            row = mapping.membership_row(replace(after, version=before.version + 1))
            writes.save(row, condition=MembershipRow.version == before.version)
            kept = GroupRow.moderators.contains(moderator) if moderator else None
            if moderator or before.standing is not after.standing:
                _count(writes, before.group_id, before, after, kept)
            _keep_in_step(writes, member, before, after)

    def leave(self, membership: Membership, member: Member | None) -> None:
        with transaction() as writes:
            writes.delete(mapping.membership_row(membership), condition=MembershipRow.version == membership.version)
            _count(writes, membership.group_id, membership, None)
            if member:
                _keep_in_step(writes, member, membership, None)

    def due(self, now: datetime) -> Iterable[tuple[str, str]]:
        shards = (
            MembershipRow.due.query(shard, rows.DueIndex.watch_at <= now, page_size=DUE_PAGE)
            for shard in rows.DUE_SHARDS
        )
        oldest_first = merge(*shards, key=lambda row: row.watch_at)
        return ((row.pk.partition("#")[2], row.sk.partition("#")[2]) for row in oldest_first)


def _count(
    writes: TransactWrite,
    group_id: str,
    before: Membership | None,
    after: Membership | None,
    condition: Condition | None = None,
) -> None:
    """The counts of the group after this change. The group must be there, and as `condition` says."""
    exists: Condition = GroupRow.pk.exists()
    changes: list[Action] = [
        GroupRow.members.add(_belongs(after) - _belongs(before)),
        GroupRow.attested.add(_is_attested(after) - _is_attested(before)),
    ]
    group = GroupRow(rows.group_key(group_id), rows.GROUP)
    writes.update(group, changes, condition=exists & condition if condition is not None else exists)


def _belongs(membership: Membership | None) -> int:
    return int(membership is not None and membership.standing is not Standing.REVOKED)


def _is_attested(membership: Membership | None) -> int:
    return int(membership is not None and membership.standing is Standing.ATTESTED)


def _keep_in_step(writes: TransactWrite, member: Member, before: Membership, after: Membership | None) -> None:
    """The groups that attest a member, in profile and offers, where a search looks."""
    if _is_attested(after) == _is_attested(before):
        return
    groups = member.groups | {before.group_id} if _is_attested(after) else member.groups - {before.group_id}
    profile = MemberRow(member_key(member.id), PROFILE)
    known = MemberRow.groups.set(set(groups)) if groups else MemberRow.groups.remove()
    changes: list[Action] = [MemberRow.version.set(member.version + 1), known]
    writes.update(profile, changes, condition=MemberRow.version == member.version)
    for category in member.offers:
        offer = OfferRow(member_key(member.id), OFFER + category)
        shown = OfferRow.groups.set(set(groups)) if groups else OfferRow.groups.remove()
        found = candidates_key(member.found_in, category, groups)
        place = OfferRow.candidates_pk.set(found) if found else OfferRow.candidates_pk.remove()
        writes.update(offer, [shown, place], condition=OfferRow.pk.exists())
