"""What is held about a member, in memory."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, replace

from tests.support.fake_groups import FakeMemberships, FakeRoles
from tests.support.fake_members import FakeMembers
from tests.support.fake_requests import FakeRequests
from whapp.domain.ask import request_id_of
from whapp.domain.holding import Holding
from whapp.ports import Page


class FakeHoldings:
    """`whapp.ports.Holdings` in memory: what the other fakes know."""

    def __init__(
        self, members: FakeMembers, requests: FakeRequests, memberships: FakeMemberships, roles: FakeRoles
    ) -> None:
        self._members, self._requests, self._memberships, self._roles = members, requests, memberships, roles

    def of_member(self, member_id: str) -> Sequence[Holding]:
        return [
            *(Holding("member", member_id, asdict(each)) for each in self._members.find([member_id]).values()),
            *(Holding("offer", each.category, asdict(each)) for each in self._members.offers(member_id)),
            *(Holding("membership", each.group_id, asdict(each)) for each in self._memberships.of_member(member_id)),
            *(Holding("role", role, {}) for role in self._roles.of(member_id)),
        ]

    def of_requests(self, member_id: str, cursor: str | None) -> Page[Holding]:
        page = self._requests.of_requester(member_id, cursor)
        return Page([held for request in page.items for held in self._own(request.id, member_id)], page.next)

    def of_asks(self, member_id: str, cursor: str | None) -> Page[Holding]:
        page = self._requests.asked_of(member_id, cursor)
        held: list[Holding] = []
        for ask_id in page.items:
            request = self._requests.load(request_id_of(ask_id))
            if request.newest_asks[member_id].id == ask_id:
                mine = [ask for ask in request.asks if ask.helper_id == member_id]
                held += [Holding("ask", request.id, asdict(ask)) for ask in mine]
                held += self._told(request.id, member_id)
        return Page(held, page.next)

    def clear(self, member_id: str) -> None:
        for role in self._roles.of(member_id):
            self._roles.take(member_id, role)

    def _own(self, request_id: str, member_id: str) -> Iterable[Holding]:
        request, wording = self._requests.load(request_id), self._requests.wording(request_id)
        yield Holding("request", request_id, asdict(replace(request, asks=(), notices=(), shortlist=None)))
        if wording:
            yield Holding("text", request_id, asdict(wording))
        yield from (Holding("event", request_id, asdict(each)) for each in self._requests.timeline(request_id))
        yield from self._told(request_id, member_id)

    def _told(self, request_id: str, member_id: str) -> Iterable[Holding]:
        told = [each for each in self._requests.load(request_id).notices if each.member_id == member_id]
        return [Holding("notice", request_id, asdict(each)) for each in told]
