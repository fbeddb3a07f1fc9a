"""Members and their offers in memory, with the promises that the real adapter keeps."""

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import replace
from datetime import UTC, datetime

from whapp.domain.category import Category
from whapp.domain.crowd import Crowd, counted_phone
from whapp.domain.errors import Conflict, NotFound
from whapp.domain.learning import Load
from whapp.domain.leaver import Leaver, remembered
from whapp.domain.member import Member, Offer
from whapp.domain.request import Request
from whapp.domain.retention import Matter, until

SEARCH_LIMIT = 50
NEVER = datetime.min.replace(tzinfo=UTC)


class FakeMembers:
    """`whapp.ports.Members` in memory."""

    def __init__(self, *members: Member, now: Callable[[], datetime] = lambda: NEVER) -> None:
        self._now = now
        self._profiles = {member.id: member for member in members}
        self._phones = {member.phone: member.id for member in members if member.phone}
        self._leavers: dict[str, tuple[datetime, Leaver]] = {}
        self._offers: dict[tuple[str, Category], Offer] = {}
        self._crowds: dict[str, tuple[Crowd, datetime]] = {}

    def get(self, member_id: str) -> Member:
        if not (found := self.find([member_id])):
            raise NotFound
        return found[member_id]

    def find(self, member_ids: Iterable[str]) -> Mapping[str, Member]:
        found = {each: self._profiles[each] for each in member_ids if each in self._profiles}
        return {id_: each for id_, each in found.items() if each.kept_until is None or self._now() < each.kept_until}

    def save(self, before: Member | None, after: Member) -> Member:
        self.expect(after.id, before.version if before else None)
        saved = replace(after, version=before.version + 1 if before else 1)
        self._profiles[saved.id] = saved
        self._keep_phone(before, saved)
        for offer in self.offers(saved.id):
            self._keep(replace(offer, point=saved.home, cell=saved.found_in, record=saved.record))
        return saved

    def keep_apart(self, members: Sequence[Member]) -> None:
        for member in members:
            self.expect(member.id, member.version)
        for member in members:
            known = self._profiles[member.id]
            self._profiles[member.id] = replace(
                known, version=member.version + 1, blocks=member.blocks, blocked_by=member.blocked_by
            )

    def erase(self, member: Member) -> None:
        self.expect(member.id, member.version)
        for offer in self.offers(member.id):
            del self._offers[offer.member_id, offer.category]
        del self._profiles[member.id]
        self._keep_phone(member, None)

    def leaver(self, phone: str) -> Leaver | None:
        end, leaver = self._leavers.get(phone, (NEVER, None))
        return leaver if self._now() < end else None

    def _keep_phone(self, before: Member | None, after: Member | None) -> None:
        old = before.phone if before and not before.is_guest else None
        new = after.phone if after and not after.is_guest else None
        if old == new:
            return
        if before and old:
            if self._phones.get(old) == before.id:
                del self._phones[old]
            if leaver := remembered(before):
                self._leavers[old] = until(Matter.LEAVER, self._now()), leaver
        if after and new:
            self._phones[new] = after.id
            self._leavers.pop(new, None)

    def offers(self, member_id: str) -> Sequence[Offer]:
        return [offer for offer in self._offers.values() if offer.member_id == member_id]

    def save_offer(self, member: Member, offer: Offer) -> None:
        self._change_offers(member, member.offers | {offer.category})
        self._keep(offer)

    def remove_offer(self, member: Member, category: Category) -> None:
        self._change_offers(member, member.offers - {category})
        self._offers.pop((member.id, category), None)

    def of_phone(self, phone: str) -> Member:
        holder = self._phones.get(phone)
        if holder is None or self.get(holder).phone != phone:
            raise NotFound
        return self.get(holder)

    def of_letter(self, link_hash: str) -> Member:
        for member in self._profiles.values():
            if member.care.link_hash == link_hash:
                return member
        raise NotFound

    def to_look_after(self, now: datetime) -> Iterable[str]:
        due = [(member.care.at, id_) for id_, member in self._profiles.items() if member.care.at]
        return [id_ for at, id_ in sorted(due) if at <= now]

    def offering(self, category: Category, cell: str) -> Sequence[Offer]:
        found = [
            offer
            for offer in self._offers.values()
            if (offer.category, offer.cell) == (category, cell) and (offer.groups or not category.needs_attestation)
        ]
        return sorted(found, key=lambda offer: offer.last_asked or NEVER)[:SEARCH_LIMIT]

    def live_in(self, cell: str, least: int) -> bool:
        return sum(member.cell == cell for member in self._profiles.values()) >= least

    def settled_in(self, cell: str, part: str, since: datetime) -> Set[str]:
        there = [member for member in self._profiles.values() if (member.cell, member.part) == (cell, part)]
        settled = [each for each in there if each.settled_at and each.settled_at.date() <= since.date()]
        return {phone for each in settled if (phone := counted_phone(each))}

    def crowd(self, cell: str) -> Crowd | None:
        crowd, until = self._crowds.get(cell, (None, NEVER))
        return crowd if self._now() < until else None

    def note_crowd(self, cell: str, crowd: Crowd, until: datetime) -> None:
        self._crowds[cell] = crowd, until

    def belongs_to(self, member: Member, groups: frozenset[str]) -> None:
        """Remember which groups attest this member, in the profile and in the offers."""
        self._profiles[member.id] = replace(member, version=member.version + 1, groups=groups)
        for offer in self.offers(member.id):
            self._keep(replace(offer, groups=groups))

    def expect(self, member_id: str, version: int | None) -> None:
        """Raise Conflict when the profile is at another version; None: when there is one."""
        known = self._profiles.get(member_id)
        if (known.version if known else None) != version:
            raise Conflict

    def expect_offers(self, member: Member) -> None:
        """Raise Conflict when the member does not offer all that their profile says."""
        if any((member.id, category) not in self._offers for category in member.offers):
            raise Conflict

    def take(self, load: Load, request: Request) -> None:
        """Remember what an ask, or what it taught, changes, and nothing else."""
        member = load.member
        self._profiles[member.id] = replace(
            self._profiles[member.id],
            version=member.version + 1,
            asked_week=member.asked_week,
            asked_this_week=member.asked_this_week,
            asked_until=member.asked_until,
            record=member.record,
            last_answered=member.last_answered,
        )
        for offer in self.offers(member.id):
            last = request.newest_asks[member.id].asked_at if load.asked else offer.last_asked
            self._keep(replace(offer, record=member.record, last_asked=last))

    def _change_offers(self, member: Member, offers: frozenset[Category]) -> None:
        self.expect(member.id, member.version)
        self._profiles[member.id] = replace(member, version=member.version + 1, offers=offers)

    def _keep(self, offer: Offer) -> None:
        self._offers[offer.member_id, offer.category] = offer
