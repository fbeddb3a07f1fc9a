"""Members and requests in memory, with the promises of `whapp.ports`, quick enough for a hundred thousand requests."""

from bisect import insort
from collections.abc import Callable, Sequence
from datetime import datetime

from tests.support.fake_members import NEVER, SEARCH_LIMIT, FakeMembers
from whapp.domain.category import Category
from whapp.domain.member import Member, Offer


class SortedMembers(FakeMembers):
    """The fake, but the offers of a cell are kept in order, as the table's index keeps them."""

    def __init__(self, now: Callable[[], datetime] = lambda: NEVER) -> None:
        super().__init__(now=now)
        self._index: dict[tuple[Category, str | None], list[tuple[float, str]]] = {}

    def offering(self, category: Category, cell: str) -> Sequence[Offer]:
        first = self._index.get((category, cell), ())[:SEARCH_LIMIT]
        return [self._offers[member_id, category] for _, member_id in first]

    def offers(self, member_id: str) -> Sequence[Offer]:
        return [offer for category in Category if (offer := self._offers.get((member_id, category)))]

    def erase(self, member: Member) -> None:
        self.expect(member.id, member.version)
        for offer in self.offers(member.id):
            self._unlist(member.id, offer.category)
        super().erase(member)

    def remove_offer(self, member: Member, category: Category) -> None:
        self.expect(member.id, member.version)
        self._unlist(member.id, category)
        super().remove_offer(member, category)

    def _keep(self, offer: Offer) -> None:
        self._unlist(offer.member_id, offer.category)
        insort(self._index.setdefault((offer.category, offer.cell), []), _place(offer))
        super()._keep(offer)

    def _unlist(self, member_id: str, category: Category) -> None:
        listed = self._offers.get((member_id, category))
        if listed:
            self._index[listed.category, listed.cell].remove(_place(listed))


def _place(offer: Offer) -> tuple[float, str]:
    return offer.last_asked.timestamp() if offer.last_asked else 0.0, offer.member_id
