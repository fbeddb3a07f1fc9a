"""Everything behind `whapp.ports`, in memory, with the promises that the real adapters keep."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from math import floor

from tests.support.builders import MORNING, Mint
from tests.support.fake_cascades import FakeCascades
from tests.support.fake_groups import FakeGroups, FakeInvitations, FakeMemberships, FakeRoles
from tests.support.fake_pages import paged
from whapp.domain.category import Category
from whapp.domain.errors import Conflict, NotFound, NotPermitted
from whapp.domain.learning import Load
from whapp.domain.member import Channel, Member, Offer
from whapp.domain.messages import Message
from whapp.domain.place import Point
from whapp.domain.policy import Policy
from whapp.domain.request import Event, Notice, NoticeState, Request, Shortlist, Status, Wording
from whapp.ports import Groups, Invitations, Members, Memberships, Page, Requests, Roles, VerifiedContact

SEARCH_LIMIT = 50
_NEVER = datetime.min.replace(tzinfo=UTC)


class FakeClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, time: timedelta) -> None:
        self.now += time


class FakeMembers:
    """`whapp.ports.Members` in memory."""

    def __init__(self, *members: Member) -> None:
        self._profiles = {member.id: member for member in members}
        self._offers: dict[tuple[str, Category], Offer] = {}

    def get(self, member_id: str) -> Member:
        if member_id not in self._profiles:
            raise NotFound
        return self._profiles[member_id]

    def find(self, member_ids: Iterable[str]) -> Mapping[str, Member]:
        return {each: self._profiles[each] for each in member_ids if each in self._profiles}

    def save(self, before: Member | None, after: Member) -> Member:
        self.expect(after.id, before.version if before else None)
        saved = replace(after, version=before.version + 1 if before else 1)
        self._profiles[saved.id] = saved
        for offer in self.offers(saved.id):
            self._keep(replace(offer, point=saved.home, cell=saved.found_in, record=saved.record))
        return saved

    def erase(self, member: Member) -> None:
        self.expect(member.id, member.version)
        for offer in self.offers(member.id):
            del self._offers[offer.member_id, offer.category]
        del self._profiles[member.id]

    def offers(self, member_id: str) -> Sequence[Offer]:
        return [offer for offer in self._offers.values() if offer.member_id == member_id]

    def save_offer(self, member: Member, offer: Offer) -> None:
        self._change_offers(member, member.offers | {offer.category})
        self._keep(offer)

    def remove_offer(self, member: Member, category: Category) -> None:
        self._change_offers(member, member.offers - {category})
        self._offers.pop((member.id, category), None)

    def of_letter(self, link_hash: str) -> Member:
        for member in self._profiles.values():
            if member.care.link_hash == link_hash:
                return member
        raise NotFound

    def to_look_after(self, now: datetime) -> Iterable[str]:
        due = [(member.care.at, id_) for id_, member in self._profiles.items() if member.care.at]
        return [id_ for at, id_ in sorted(due) if at <= now]

    def offering(self, category: Category, cell: str) -> Sequence[Offer]:
        found = [offer for offer in self._offers.values() if (offer.category, offer.cell) == (category, cell)]
        return sorted(found, key=lambda offer: offer.last_asked or _NEVER)[:SEARCH_LIMIT]

    def live_in(self, cell: str, least: int) -> bool:
        return sum(member.cell == cell for member in self._profiles.values()) >= least

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


@dataclass
class _Rows:
    """What is kept of one request, row by row: a save touches only the rows that it changes."""

    request: Request
    wording: Wording | None
    shortlists: dict[int, Shortlist] = field(default_factory=dict)
    events: list[Event] = field(default_factory=list)


class FakeRequests:
    """`whapp.ports.Requests` in memory."""

    def __init__(self, members: FakeMembers, groups: FakeGroups | None = None) -> None:
        self._members = members
        self._groups = groups or FakeGroups()
        self._rows: dict[str, _Rows] = {}

    @property
    def ids(self) -> Sequence[str]:
        """Every request there is, in the order of their making."""
        return list(self._rows)

    def load(self, request_id: str) -> Request:
        if request_id not in self._rows:
            raise NotFound
        rows = self._rows[request_id]
        return replace(rows.request, shortlist=rows.shortlists.get(rows.request.round))

    def create(self, request: Request) -> bool:
        if request.id in self._rows:
            return False
        bare = replace(request, wording=None, news=())
        self._rows[request.id] = _Rows(bare, request.wording, events=list(request.news))
        self._keep_shortlist(request)
        self._groups.count(None, request)
        return True

    def save(
        self, before: Request, after: Request, *, loads: Sequence[Load] = (), told: Iterable[Member] = ()
    ) -> Request:
        stored = self._expect(before)
        for member in (*(load.member for load in loads), *told):
            self._members.expect(member.id, member.version)
        for load in loads:
            self._members.expect_offers(load.member)
        newly_matched = after.match and (before.match is None or before.match.id != after.match.id)
        if after.match and newly_matched and not self._members.find([after.match.helper_id]):
            raise Conflict
        notices = self._changed_notices(stored, before, after)
        changed = {ask.id: ask for ask in after.asks if before.ask(ask.id) != ask}
        asks = {**{ask.id: ask for ask in stored.asks}, **changed}
        self._rows[after.id].request = replace(
            after,
            version=before.version + 1,
            wording=None,
            news=(),
            asks=tuple(sorted(asks.values(), key=lambda ask: (ask.round, ask.number))),
            notices=tuple(sorted(notices.values(), key=lambda each: (each.round, each.number, each.kind))),
        )
        self._keep_shortlist(after)
        self._rows[after.id].events += after.news
        self._groups.count(before, after)
        for load in loads:
            self._members.take(load, after)
        return replace(after, version=before.version + 1, news=())

    def mark(self, request_id: str, before: Notice, after: Notice) -> None:
        stored = self._rows[request_id].request
        now = next(notice for notice in stored.notices if notice.id == before.id)
        if _marks(now) != _marks(before):
            return
        secret = now.secret if after.state is NoticeState.PENDING else None
        marked = replace(now, state=after.state, sent=after.sent, failed=after.failed, secret=secret)
        notices = tuple(marked if notice.id == before.id else notice for notice in stored.notices)
        self._rows[request_id].request = replace(stored, notices=notices)

    def store_token(self, request_id: str, version: int, token: str, watch_at: datetime) -> bool:
        rows = self._rows.get(request_id)
        if rows is None or rows.request.version != version:
            return False
        rows.request = replace(rows.request, token=token, version=version + 1, watch_at=watch_at)
        return True

    def postpone(self, request: Request, watch_at: datetime) -> None:
        stored = self._rows[request.id].request
        if stored.watch_at == request.watch_at:
            self._rows[request.id].request = replace(stored, watch_at=watch_at)

    def wording(self, request_id: str) -> Wording | None:
        rows = self._rows.get(request_id)
        return rows.wording if rows else None

    def timeline(self, request_id: str) -> Sequence[Event]:
        rows = self._rows.get(request_id)
        return list(rows.events) if rows else []

    def of_requester(self, member_id: str, cursor: str | None) -> Page[Request]:
        own = [rows.request for rows in self._rows.values() if rows.request.is_followed_by(member_id)]
        bare = [replace(request, asks=(), notices=(), shortlist=None) for request in own]
        return paged(sorted(bare, key=lambda request: request.created_at, reverse=True), member_id, cursor)

    def asked_of(self, member_id: str, cursor: str | None) -> Page[str]:
        asks = [ask for rows in self._rows.values() for ask in rows.request.asks if ask.helper_id == member_id]
        return paged([ask.id for ask in sorted(asks, key=lambda ask: ask.asked_at, reverse=True)], member_id, cursor)

    def open_in(self, cell: str) -> Sequence[str]:
        found = [rows.request for rows in self._rows.values() if rows.request.status is Status.OPEN]
        here = [request for request in found if request.rings[0][0] == cell]
        return [request.id for request in sorted(here, key=lambda request: request.created_at)]

    def overdue(self, now: datetime) -> Iterable[str]:
        return [id_ for id_, rows in self._rows.items() if rows.request.watch_at and rows.request.watch_at < now]

    def _expect(self, before: Request) -> Request:
        stored = self._rows[before.id].request if before.id in self._rows else None
        if stored is None or stored.version != before.version:
            raise Conflict
        return stored

    def _keep_shortlist(self, request: Request) -> None:
        if request.shortlist:
            self._rows[request.id].shortlists[request.round] = request.shortlist

    def _changed_notices(self, stored: Request, before: Request, after: Request) -> dict[str, Notice]:
        """The messages as they become. Raises Conflict when one that changes was marked since `before` was read."""
        now = {notice.id: notice for notice in stored.notices}
        read = {notice.id: notice for notice in before.notices}
        for notice in after.notices:
            earlier = read.get(notice.id)
            if notice == earlier:
                continue
            known = now.get(notice.id)
            if (known and _marks(known)) != (earlier and _marks(earlier)):
                raise Conflict
            now[notice.id] = notice
        return now


def _marks(notice: Notice) -> tuple[NoticeState, int, tuple[Channel, ...], tuple[Channel, ...]]:
    return notice.state, notice.attempts, notice.sent, notice.failed


@dataclass(frozen=True)
class Sent:
    """A message on its way: to whom, how, what, when."""

    at: datetime
    member: Member
    channel: Channel
    message: Message


class FakeNotifier:
    """`whapp.ports.Notifier` with phones and mailboxes that can be out of order.

    `trouble` maps a member's id to what sending to them raises; `watching` hears of each message before it goes.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.sent: list[Sent] = []
        self.mailboxes: set[str] = set()
        self.trouble: dict[str, Exception] = {}
        self.watching: Callable[[Sent], None] = lambda sent: None

    def send(self, member: Member, channel: Channel, message: Message) -> None:
        if member.id in self.trouble:
            raise self.trouble[member.id]
        sent = Sent(self._clock(), member, channel, message)
        self.watching(sent)
        self.sent.append(sent)

    def open_mailbox(self, member: Member) -> None:
        self.mailboxes.add(member.id)

    def close_mailbox(self, member_id: str) -> None:
        self.mailboxes.discard(member_id)


class FakeIdentity:
    """`whapp.ports.Identity` that knows what it was told. A token is `token of <member id>`."""

    def __init__(self) -> None:
        self.contacts: dict[str, VerifiedContact] = {}

    def contact(self, access_token: str) -> VerifiedContact:
        member_id = access_token.removeprefix("token of ")
        if member_id not in self.contacts:
            raise NotPermitted
        return self.contacts[member_id]


class FakeGrid:
    """`whapp.ports.Grid` of squares, about two kilometres a side."""

    def rings(self, point: Point, count: int) -> tuple[tuple[str, ...], ...]:
        row, column = floor(point.lat / 0.02), floor(point.lon / 0.03)
        return tuple(
            tuple(
                f"{row + north}:{column + east}"
                for north in range(-ring, ring + 1)
                for east in range(-ring, ring + 1)
                if max(abs(north), abs(east)) == ring
            )
            for ring in range(count)
        )


@dataclass
class TownServices:
    """`whapp.ports.Services` over any requests and members; the rest is fake."""

    requests: Requests
    members: Members
    clock: FakeClock
    notifier: FakeNotifier
    cascades: FakeCascades
    groups: Groups
    invitations: Invitations
    memberships: Memberships
    roles: Roles = field(default_factory=FakeRoles)
    identity: FakeIdentity = field(default_factory=FakeIdentity)
    grid: FakeGrid = field(default_factory=FakeGrid)
    policy: Policy = field(default_factory=Policy)
    public_url: str = "https://whapp.example"
    mint: Callable[[], str] = field(default_factory=Mint)

    @property
    def now(self) -> Callable[[], datetime]:
        return self.clock


@dataclass
class FakeServices(TownServices):
    """`whapp.ports.Services` wholly in memory."""

    requests: FakeRequests
    members: FakeMembers
    groups: FakeGroups


def fake_services(*members: Member, now: datetime = MORNING, policy: Policy | None = None) -> FakeServices:
    """Services in memory, with these members, each with an offer for every kind of help they do."""
    clock, known = FakeClock(now), FakeMembers(*members)
    for member in members:
        for category in member.offers:
            current = known.get(member.id)
            offer = Offer(
                member_id=member.id, category=category, radius_m=5000, point=member.home, cell=member.found_in
            )
            known.save_offer(current, offer)
    groups, invitations = FakeGroups(), FakeInvitations()
    return FakeServices(
        requests=FakeRequests(known, groups),
        members=known,
        groups=groups,
        invitations=invitations,
        memberships=FakeMemberships(known, groups, invitations),
        clock=clock,
        notifier=FakeNotifier(clock),
        cascades=FakeCascades(clock),
        policy=policy or Policy(),
    )
