"""Members and their offers in the table."""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import datetime
from heapq import merge

from pynamodb.transactions import TransactWrite

from whapp.adapters.dynamodb import broom, indexes, member_mapping, plain, rows
from whapp.adapters.dynamodb.broom import not_over
from whapp.adapters.dynamodb.hashed_rows import HOLDER, LEFT, LeaverRow, PhoneRow, phone_key
from whapp.adapters.dynamodb.rows import CrowdRow, MemberRow, OfferRow, Row
from whapp.adapters.dynamodb.transaction import transaction
from whapp.domain.category import Category
from whapp.domain.crowd import LOOKED_AT, Crowd
from whapp.domain.errors import NotFound
from whapp.domain.leaver import Leaver, remembered
from whapp.domain.member import Member, Offer
from whapp.domain.retention import Matter, until

SEARCH_LIMIT = 50
CARE_PAGE = 100  # a run that stops early has not read all who are due


class DynamoMembers:
    """`whapp.ports.Members` on the single table."""

    def get(self, member_id: str) -> Member:
        try:
            return member_mapping.member(MemberRow.read(rows.member_key(member_id), rows.PROFILE))
        except MemberRow.DoesNotExist:
            raise NotFound from None

    def find(self, member_ids: Iterable[str]) -> Mapping[str, Member]:
        keys = [(rows.member_key(member_id), rows.PROFILE) for member_id in member_ids]
        found = map(member_mapping.member, not_over(MemberRow.batch_get(keys, consistent_read=True)))
        return {member.id: member for member in found}

    def save(self, before: Member | None, after: Member) -> Member:
        saved = replace(after, version=before.version + 1 if before else 1)
        with transaction() as writes:
            _write_profile(writes, before, saved)
            _keep_phone(writes, before, saved)
            if before and _shown(before) != _shown(saved):
                for offer in self.offers(saved.id):
                    moved = replace(offer, point=saved.home, cell=saved.found_in, record=saved.record)
                    writes.save(member_mapping.offer_row(moved))
        return saved

    def keep_apart(self, members: Sequence[Member]) -> None:
        with transaction() as writes:
            for member in members:
                writes.update(
                    MemberRow(rows.member_key(member.id), rows.PROFILE),
                    member_mapping.apart_actions(member),
                    condition=MemberRow.version == member.version,
                )

    def erase(self, member: Member) -> None:
        with transaction() as writes:
            for offer in self.offers(member.id):
                writes.delete(member_mapping.offer_row(offer))
            writes.delete(member_mapping.member_row(member), condition=MemberRow.version == member.version)
            _keep_phone(writes, member, None)

    def leaver(self, phone: str) -> Leaver | None:
        try:
            row = LeaverRow.read(phone_key(phone), LEFT)
        except LeaverRow.DoesNotExist:
            return None
        return Leaver(
            suspended_at=row.suspended_at,
            blocks=frozenset(row.blocks or ()),
            blocked_by=frozenset(row.blocked_by or ()),
        )

    def offers(self, member_id: str) -> Sequence[Offer]:
        found = OfferRow.query(rows.member_key(member_id), OfferRow.sk.startswith(rows.OFFER), consistent_read=True)
        return [member_mapping.offer(row) for row in found]

    def save_offer(self, member: Member, offer: Offer) -> None:
        after = replace(member, version=member.version + 1, offers=member.offers | {offer.category})
        with transaction() as writes:
            _write_profile(writes, member, after)
            writes.save(member_mapping.offer_row(offer))

    def remove_offer(self, member: Member, category: Category) -> None:
        after = replace(member, version=member.version + 1, offers=member.offers - {category})
        with transaction() as writes:
            _write_profile(writes, member, after)
            writes.delete(OfferRow(rows.member_key(member.id), rows.OFFER + category))

    def live_in(self, cell: str, least: int) -> bool:
        found = MemberRow.residents.query(rows.residents_key(cell), limit=least, page_size=least)
        return sum(1 for _ in found) >= least

    def settled_in(self, cell: str, part: str, since: datetime) -> Set[str]:
        key = rows.residents_key(cell)
        settled = MemberRow.candidates_sk.between(f"{part}#", f"{part}#{plain.day_text(since)}#~")
        found = MemberRow.residents.query(key, settled, limit=LOOKED_AT, page_size=LOOKED_AT)
        return {str(row.candidates_sk).rpartition("#")[2] for row in found}

    def crowd(self, cell: str) -> Crowd | None:
        try:
            return member_mapping.crowd(CrowdRow.read(rows.residents_key(cell), rows.CROWD))
        except CrowdRow.DoesNotExist:
            return None

    def note_crowd(self, cell: str, crowd: Crowd, until: datetime) -> None:
        member_mapping.crowd_row(cell, crowd, until).save()

    def of_phone(self, phone: str) -> Member:
        member = self.get(_holder(phone) or "")
        if member.phone != phone:
            raise NotFound
        return member

    def of_letter(self, link_hash: str) -> Member:
        for row in Row.by_owner.query(rows.letter_key(link_hash)):
            member = self.get(row.pk.partition("#")[2])
            if member.care.link_hash == link_hash:
                return member
        raise NotFound

    def to_look_after(self, now: datetime) -> Iterable[str]:
        shards = (
            MemberRow.care.query(f"CARE#{shard}", indexes.CareIndex.watch_at <= now, page_size=CARE_PAGE)
            for shard in range(rows.WATCH_SHARDS)
        )
        return (row.pk.partition("#")[2] for row in merge(*shards, key=lambda row: row.watch_at))

    def offering(self, category: Category, cell: str) -> Sequence[Offer]:
        found = OfferRow.candidates.query(f"{cell}#{category}", limit=SEARCH_LIMIT, page_size=SEARCH_LIMIT)
        return [member_mapping.offer(row) for row in found]


def _shown(member: Member) -> tuple[object, ...]:
    """What the offers show of their owner."""
    return member.home, member.rings, member.found_in, member.record


def _write_profile(writes: TransactWrite, before: Member | None, after: Member) -> None:
    unchanged = MemberRow.version == before.version if before else MemberRow.pk.does_not_exist()
    writes.save(member_mapping.member_row(after), condition=unchanged)


def _holder(phone: str) -> str | None:
    """Whose phone it is, by the row."""
    try:
        return PhoneRow.read(phone_key(phone), HOLDER).member_id
    except PhoneRow.DoesNotExist:
        return None


def _keep_phone(writes: TransactWrite, before: Member | None, after: Member | None) -> None:
    """By which phone a member is found: the one that was verified last holds it, a guest's never is."""
    old, new = _own_phone(before), _own_phone(after)
    if old == new:
        return
    if before and old:
        if _holder(old) == before.id:
            writes.delete(PhoneRow(phone_key(old), HOLDER), condition=PhoneRow.member_id == before.id)
        if leaver := remembered(before):
            writes.save(_leaver_row(old, leaver))
    if after and new:
        writes.save(PhoneRow(phone_key(new), HOLDER, member_id=after.id))
        writes.delete(LeaverRow(phone_key(new), LEFT))


def _own_phone(member: Member | None) -> str | None:
    return member.phone if member and not member.is_guest else None


def _leaver_row(phone: str, leaver: Leaver) -> LeaverRow:
    return LeaverRow(
        phone_key(phone),
        LEFT,
        suspended_at=leaver.suspended_at,
        blocks=leaver.blocks or None,
        blocked_by=leaver.blocked_by or None,
        expires_at=until(Matter.LEAVER, broom.now()),
    )
