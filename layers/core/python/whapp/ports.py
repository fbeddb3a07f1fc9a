"""What the use cases need from the world outside. Adapters provide it; fakes provide it in tests."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:  # what they promise is read by people; a function loads what it uses
    from whapp.domain.authority import Role
    from whapp.domain.budget import Spending
    from whapp.domain.category import Category
    from whapp.domain.crowd import Crowd
    from whapp.domain.event import Event
    from whapp.domain.figures import Count, Figures
    from whapp.domain.group import Group
    from whapp.domain.holding import Holding
    from whapp.domain.invitation import Invitation
    from whapp.domain.learning import Load
    from whapp.domain.leaver import Leaver
    from whapp.domain.member import Channel, Member, Offer
    from whapp.domain.membership import Membership
    from whapp.domain.messages import Message
    from whapp.domain.notice import Notice
    from whapp.domain.place import Point
    from whapp.domain.policy import Policy
    from whapp.domain.report import Report
    from whapp.domain.request import Request, Wording

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """A part of a list, and where the next part begins; None at the end."""

    items: Sequence[T]
    next: str | None = None


class Requests(Protocol):
    """Requests with their asks, messages and timelines."""

    def load(self, request_id: str) -> Request:
        """The request as it is at this instant, without its wording. Raises NotFound."""

    def create(self, request: Request) -> bool:
        """Save a new request; False, and nothing written, when one with this id exists or is being written now."""

    def save(
        self, before: Request, after: Request, *, loads: Sequence[Load] = (), told: Iterable[Member] = ()
    ) -> Request:
        """Save the difference in one transaction and return `after` with its new version. Raises Conflict.

        It holds only if the request is still as `before`, the members of the `loads` and the `told` members are
        unchanged since they were read, a newly matched helper is a member who may help this requester, and no
        message that it changes was marked meanwhile. The wording of a request that is forgotten goes with it.
        """

    def mark(self, request_id: str, before: Notice, after: Notice) -> None:
        """Remember what became of a claimed message; without effect when somebody else claimed it since."""

    def store_token(self, request_id: str, version: int, token: str, watch_at: datetime) -> bool:
        """Store the token of a wait if the request is still at `version`; whether it was."""

    def postpone(self, request: Request, watch_at: datetime) -> None:
        """Watch the request at another time, if it is still watched as it was when read."""

    def wording(self, request_id: str) -> Wording | None:
        """What the requester wrote, while it is kept."""

    def timeline(self, request_id: str) -> Sequence[Event]:
        """What happened, in order."""

    def of_requester(self, member_id: str, cursor: str | None) -> Page[Request]:
        """The member's own requests, newest first, without asks and messages."""

    def first_asked_at(self, member_id: str) -> datetime | None:
        """When the member asked for help for the first time, as far as it is kept; may lag behind by seconds."""

    def asked_of(self, member_id: str, cursor: str | None) -> Page[str]:
        """The ids of the asks to this member, newest first."""

    def reports(self, cursor: str | None, *, resolved: bool) -> Page[Report]:
        """The reports that wait for the safety desk, or those that it resolved, newest first. May lag by seconds."""

    def open_in(self, cell: str) -> Sequence[Request]:
        """The open requests in this cell, without asks and messages: a page of the oldest. Which may lag by seconds."""

    def overdue(self, now: datetime) -> Iterable[str]:
        """The ids of requests that should have moved before `now`, the longest overdue first, read as taken."""


class Members(Protocol):
    """Members and what they offer."""

    def get(self, member_id: str) -> Member:
        """The profile. Raises NotFound."""

    def find(self, member_ids: Iterable[str]) -> Mapping[str, Member]:
        """The profiles that exist, by id."""

    def save(self, before: Member | None, after: Member) -> Member:
        """Save a profile; its offers go along with home and record. Raises Conflict when it is no longer `before`.

        A phone that it lets go of is remembered, see `leaver`; what was remembered by one that it takes is forgotten.
        """

    def keep_apart(self, members: Sequence[Member]) -> None:
        """Save whom these members are apart from, for all or none. Raises Conflict when a profile changed since."""

    def erase(self, member: Member) -> None:
        """Remove profile and offers, and remember the phone, see `leaver`. Raises Conflict when the profile changed."""

    def leaver(self, phone: str) -> Leaver | None:
        """What is remembered for the safety of others, for a while, of whoever let go of this phone last."""

    def offers(self, member_id: str) -> Sequence[Offer]:
        """What the member offers."""

    def save_offer(self, member: Member, offer: Offer) -> None:
        """Add or replace an offer. Raises Conflict when the profile changed since it was read."""

    def remove_offer(self, member: Member, category: Category) -> None:
        """Remove an offer. Raises Conflict when the profile changed since it was read."""

    def live_in(self, cell: str, least: int) -> bool:
        """Whether at least so many members live in this cell. May lag behind by seconds."""

    def settled_in(self, cell: str, part: str, since: datetime) -> Set[str]:
        """A mark of each of fifty phones that count (`domain.crowd`) in this part by that day. May lag behind."""

    def crowd(self, cell: str) -> Crowd | None:
        """What was noted of this cell; None when that was never, or is over."""

    def note_crowd(self, cell: str, crowd: Crowd, until: datetime) -> None:
        """Note how crowded this cell is: it holds until then."""

    def of_phone(self, phone: str) -> Member:
        """The member whose verified phone this is; the last one, should it have changed hands. Raises NotFound."""

    def of_letter(self, link_hash: str) -> Member:
        """The member whose letter holds the link with this hash. May lag behind by seconds. Raises NotFound."""

    def to_look_after(self, now: datetime) -> Iterable[str]:
        """The ids of members whose look is due, the longest overdue first, read as taken. May lag behind by seconds."""

    def offering(self, category: Category, cell: str) -> Sequence[Offer]:
        """Up to fifty offers in this cell, those not asked for longest first. May lag behind by seconds."""


class Groups(Protocol):
    """Groups, their moderators, and their figures."""

    def get(self, group_id: str) -> Group:
        """The group. Raises NotFound."""

    def find(self, group_ids: Iterable[str]) -> Mapping[str, Group]:
        """The groups that exist, by id."""

    def create(self, group: Group) -> bool:
        """Save a new group; False, and nothing written, when one with this id exists."""

    def create_many(self, groups: Sequence[Group]) -> int:
        """Save those that do not exist yet; how many that were."""

    def save(self, before: Group, after: Group) -> Group:
        """Save name, area, status and moderators, not the counts. Raises Conflict when it is no longer `before`."""

    def every(self, cursor: str | None) -> Page[Group]:
        """All groups, newest first."""

    def kept_by(self, names: Iterable[str]) -> Sequence[Group]:
        """The groups whose moderator is known by one of these names."""

    def counts(self, group_id: str, month: str) -> Sequence[Count]:
        """What happened to requests of the group's members in this month."""

    def told(self, group_id: str) -> Mapping[str, Figures]:
        """The figures that were told before, by month."""

    def tell(self, group_id: str, figures: Figures) -> Figures:
        """Keep the figures of a month for good, and return those that were kept first."""


class Invitations(Protocol):
    """Codes that let people into a group."""

    def create(self, invitation: Invitation) -> None:
        """Save a new invitation. Raises Conflict when its code is taken."""

    def get(self, invitation_id: str) -> Invitation:
        """The invitation. Raises NotFound."""

    def of_group(self, group_id: str) -> Sequence[Invitation]:
        """The group's invitations, newest first, as far as they are kept."""

    def revoke(self, invitation: Invitation, now: datetime) -> None:
        """End it; a second time changes nothing."""

    def visited(self, invitation: Invitation) -> None:
        """Count a look at its page."""


class Memberships(Protocol):
    """Who belongs to which group. Each change keeps the group's counts, the profile and the offers in step."""

    def get(self, member_id: str, group_id: str) -> Membership:
        """The membership. Raises NotFound."""

    def find(self, keys: Iterable[tuple[str, str]]) -> Sequence[Membership]:
        """Those that exist, of these pairs of member and group."""

    def of_member(self, member_id: str) -> Sequence[Membership]:
        """What the member belongs to."""

    def of_group(self, group_id: str, cursor: str | None) -> Page[Membership]:
        """Who belongs to the group, newest first."""

    def join(self, membership: Membership, invitation: Invitation, now: datetime) -> None:
        """Save a new membership and use the invitation once. Raises Conflict when there is one, the invitation is no
        good at `now` any more, or the group is gone."""

    def save(self, before: Membership, after: Membership, member: Member, moderator: str | None = None) -> None:
        """Save the membership of this member. Raises Conflict when it, the profile or the group changed, or when
        `moderator` is a name that no moderator of the group bears any more."""

    def leave(self, membership: Membership, member: Member | None) -> None:
        """Remove it; `member` is None when the profile is gone. Raises Conflict when it or the profile changed."""

    def due(self, now: datetime) -> Iterable[tuple[str, str]]:
        """Member and group of each badge that needs looking after by `now`, the longest due first, read as far as they
        are taken. May lag behind by seconds."""


class Roles(Protocol):
    """The roles that operations gave to members."""

    def of(self, member_id: str) -> frozenset[Role]:
        """The member's roles."""

    def give(self, member_id: str, role: Role) -> None:
        """Give a role; a second time changes nothing."""

    def take(self, member_id: str, role: Role) -> None:
        """Take a role back; without effect when it was not given."""


class Budgets(Protocol):
    """How much was done of what costs others something."""

    def spend(self, purse: str, what: Spending, limit: int, since: datetime, until: datetime) -> bool:
        """Count one more of this in the period from `since` until `until`; False, and not counted, past the limit."""

    def give_back(self, purse: str, what: Spending, since: datetime) -> None:
        """Count one less in the period that began then: it was not done after all."""


class Holdings(Protocol):
    """Everything that is held about a member, as it is kept, in whichever row."""

    def of_member(self, member_id: str) -> Sequence[Holding]:
        """What is the member's own: profile, offers, memberships, roles, and what else stands under their id."""

    def of_requests(self, member_id: str, cursor: str | None) -> Page[Holding]:
        """What their own requests say about them, with text, timeline and messages; newest first, a page of requests.
        Nothing about whoever was asked. Raises InvalidInput for a bad cursor."""

    def of_asks(self, member_id: str, cursor: str | None) -> Page[Holding]:
        """The asks and messages to them, but nothing about whoever needed help; as above."""

    def clear(self, member_id: str) -> None:
        """Remove what stands under the id of a member who left, but profile, offers and memberships, which go their
        own way. May be repeated."""


class Cascades(Protocol):
    """The running cascades, one execution for each round of a request."""

    def start(self, request: Request) -> None:
        """Start the cascade of this round and generation; one that runs already counts as started. Never fails: the
        janitor starts what could not be started here."""

    def wake(self, token: str) -> bool:
        """End the wait that this token belongs to; False when it had ended before, or could not be reached."""

    def stop(self, request: Request) -> None:
        """Stop the cascade of this round and generation if it still runs somewhere. Never fails."""


class Notifier(Protocol):
    """Messages to members."""

    def send(self, member: Member, channel: Channel, message: Message) -> None:
        """Send a message. Raises Undeliverable for good, DeliveryDelayed for now, DeliveryUnknown if it may be out,
        SmsPaused when no more SMS go out today."""

    def may_text(self, phone: str) -> bool:
        """Whether SMS go to this number at all."""

    def sms_resume_at(self, now: datetime) -> datetime | None:
        """When SMS go out again, as far as this worker knows without asking; None while they do."""

    def open_mailbox(self, member: Member) -> None:
        """Prepare what e-mail to this member needs; the member confirms by a link in their mailbox."""

    def close_mailbox(self, member_id: str) -> None:
        """Remove what e-mail to this member needed."""


class Logbook(Protocol):
    """What operations see of requests: ids, counts and times."""

    def note(self, request: Request) -> None:
        """Note the `news` of a change that was just saved. A function that dies in between leaves some out."""

    def overdue(self, request: Request, late: timedelta) -> None:
        """Note that something should have happened to this request so long ago."""


@dataclass(frozen=True, slots=True)
class VerifiedContact:
    """What the sign-in service has verified."""

    phone: str | None
    email: str | None


class Identity(Protocol):
    """The sign-in service."""

    def contact(self, access_token: str) -> VerifiedContact:
        """The verified phone number and e-mail address of whoever holds this access token. Raises NotPermitted."""

    def erase(self, access_token: str) -> None:
        """Remove whoever holds this access token; a second time changes nothing."""

    def lock_password(self, pool: str, username: str, secret: str) -> None:
        """Make `secret`, which nobody is told, the password of this member of the pool; no other one works then."""


class Grid(Protocol):
    """The cells that neighbourhoods are made of."""

    def rings(self, point: Point, count: int) -> tuple[tuple[str, ...], ...]:
        """The cell of a point, then the ring of cells around it, and so on: `count` rings."""

    def part(self, point: Point) -> str:
        """The part of its cell that a point is in."""

    def thirds(self, cell: str) -> Sequence[Sequence[str]]:
        """The parts of a cell, those together that are told together where some are thin."""

    def middle(self, *cells: str) -> Point:
        """The middle of a cell, or of parts that lie side by side."""


class Services(Protocol):
    """Everything a use case may use. `now` and `mint` are the only sources of time and secrets."""

    @property
    def requests(self) -> Requests: ...
    @property
    def members(self) -> Members: ...
    @property
    def groups(self) -> Groups: ...
    @property
    def invitations(self) -> Invitations: ...
    @property
    def memberships(self) -> Memberships: ...
    @property
    def roles(self) -> Roles: ...
    @property
    def budgets(self) -> Budgets: ...
    @property
    def holdings(self) -> Holdings: ...
    @property
    def cascades(self) -> Cascades: ...
    @property
    def notifier(self) -> Notifier: ...
    @property
    def identity(self) -> Identity: ...
    @property
    def grid(self) -> Grid: ...
    @property
    def logbook(self) -> Logbook: ...
    @property
    def policy(self) -> Policy: ...
    @property
    def public_url(self) -> str: ...
    @property
    def token_issuer(self) -> str: ...
    @property
    def token_client(self) -> str: ...
    @property
    def now(self) -> Callable[[], datetime]: ...
    @property
    def mint(self) -> Callable[[], str]: ...
