"""Everything behind `whapp.ports`, in memory, with the promises that the real adapters keep."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import floor

from tests.support.builders import AT_ONCE, HOME, MORNING, Mint
from tests.support.fake_budgets import FakeBudgets
from tests.support.fake_cascades import FakeCascades
from tests.support.fake_groups import FakeGroups, FakeInvitations, FakeMemberships, FakeRoles
from tests.support.fake_holdings import FakeHoldings
from tests.support.fake_members import FakeMembers
from tests.support.fake_requests import FakeRequests
from whapp.domain.errors import NotPermitted, SmsPaused
from whapp.domain.event import Happening
from whapp.domain.member import Channel, Member, Offer
from whapp.domain.messages import Message
from whapp.domain.phone import DUTCH_MOBILE, may_get_sms
from whapp.domain.place import Point
from whapp.domain.policy import Policy
from whapp.domain.request import Request
from whapp.ports import (
    Budgets,
    Groups,
    Holdings,
    Invitations,
    Members,
    Memberships,
    Requests,
    Roles,
    VerifiedContact,
)


class FakeClock:
    """A clock that stands still until it is told to go on."""

    def __init__(self, now: datetime = MORNING) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def goes_on(self, time: timedelta) -> None:
        self.now += time


@dataclass(frozen=True)
class Sent:
    """A message on its way: to whom, how, what, when."""

    at: datetime
    member: Member
    channel: Channel
    message: Message


class FakeNotifier:
    """`whapp.ports.Notifier` with phones and mailboxes that can be out of order.

    `trouble` maps a member's id, or that and a channel, to what sending to them raises; `watching` hears of each
    message before it goes.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self.sent: list[Sent] = []
        self.mailboxes: dict[str, set[str]] = {}  # the addresses that get a member's e-mail
        self.trouble: dict[str | tuple[str, Channel], Exception] = {}
        self.watching: Callable[[Sent], None] = lambda sent: None

    def send(self, member: Member, channel: Channel, message: Message) -> None:
        error = self.trouble.get((member.id, channel)) or self.trouble.get(member.id)
        if error and not (isinstance(error, SmsPaused) and (channel is Channel.EMAIL or self._clock() >= error.until)):
            raise error
        sent = Sent(self._clock(), member, channel, message)
        self.watching(sent)
        self.sent.append(sent)

    def may_text(self, phone: str) -> bool:
        return may_get_sms(phone, (DUTCH_MOBILE,))

    def sms_resume_at(self, now: datetime) -> datetime | None:
        paused = [error.until for error in self.trouble.values() if isinstance(error, SmsPaused) and now < error.until]
        return max(paused, default=None)

    def open_mailbox(self, member: Member) -> None:
        self.mailboxes.setdefault(member.id, set()).add(member.email or "")

    def close_mailbox(self, member_id: str) -> None:
        self.mailboxes.pop(member_id, None)


class FakeIdentity:
    """`whapp.ports.Identity` that knows what it was told. A token is `token of <member id>`."""

    def __init__(self, *members: Member) -> None:
        self.contacts = {member.id: VerifiedContact(member.phone, member.email) for member in members}
        self.locked: set[str] = set()

    def contact(self, access_token: str) -> VerifiedContact:
        member_id = access_token.removeprefix("token of ")
        if member_id not in self.contacts:
            raise NotPermitted
        return self.contacts[member_id]

    def erase(self, access_token: str) -> None:
        self.contacts.pop(access_token.removeprefix("token of "), None)

    def lock_password(self, pool: str, username: str, secret: str) -> None:
        self.locked.add(username)


class FakeLogbook:
    """`whapp.ports.Logbook` that remembers what was noted."""

    def __init__(self) -> None:
        self.noted: list[Happening] = []
        self.late: list[timedelta] = []

    def note(self, request: Request) -> None:
        self.noted += [event.what for event in request.news]

    def overdue(self, request: Request, late: timedelta) -> None:
        assert request.watch_at
        self.late.append(late)


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

    def part(self, point: Point) -> str:
        [[cell]] = self.rings(point, 1)
        north, east = point.lat / 0.02 % 1, point.lon / 0.03 % 1
        return f"{cell}/{'ns'[north < 0.5]}{'' if north < 0.5 else 'ew'[east < 0.5]}"

    def thirds(self, cell: str) -> tuple[tuple[str, ...], ...]:
        """Two, to be exact: the north in two parts, and the south."""
        return (f"{cell}/ne", f"{cell}/nw"), (f"{cell}/s",)

    def middle(self, *cells: str) -> Point:
        middles = [self._middle(cell) for cell in cells]
        return Point(*(sum(degrees) / len(cells) for degrees in zip(*((p.lat, p.lon) for p in middles), strict=True)))

    def _middle(self, cell: str) -> Point:
        square, _, part = cell.partition("/")
        row, _, column = square.partition(":")
        north, east = {"ne": (0.75, 0.75), "nw": (0.75, 0.25), "s": (0.25, 0.5)}.get(part, (0.5, 0.5))
        return Point((int(row) + north) * 0.02, (int(column) + east) * 0.03) if column else HOME


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
    roles: Roles
    holdings: Holdings
    identity: FakeIdentity = field(default_factory=FakeIdentity)
    grid: FakeGrid = field(default_factory=FakeGrid)
    logbook: FakeLogbook = field(default_factory=FakeLogbook)
    budgets: Budgets = field(default_factory=FakeBudgets)
    policy: Policy = AT_ONCE
    public_url: str = "https://whapp.example"
    app_url: str = ""
    token_issuer: str = "https://sign-in.example"
    token_client: str = "mobile-app"
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
    clock = FakeClock(now)
    known = FakeMembers(*members, now=clock)
    for member in members:
        for category in member.offers:
            current = known.get(member.id)
            offer = Offer(
                member_id=member.id,
                category=category,
                radius_m=5000,
                point=member.home,
                cell=member.found_in,
                groups=member.groups,
            )
            known.save_offer(current, offer)
    groups, invitations, roles = FakeGroups(), FakeInvitations(), FakeRoles()
    requests, memberships = FakeRequests(known, groups, clock), FakeMemberships(known, groups, invitations)
    return FakeServices(
        requests=requests,
        members=known,
        groups=groups,
        invitations=invitations,
        memberships=memberships,
        roles=roles,
        holdings=FakeHoldings(known, requests, memberships, roles),
        clock=clock,
        notifier=FakeNotifier(clock),
        cascades=FakeCascades(clock),
        policy=policy or AT_ONCE,
        identity=FakeIdentity(*members),
    )
