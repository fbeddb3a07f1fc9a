"""Who lives in a run: a requester or two, a few helpers, each with their own habits; drawn from the choices."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from functools import cache, cached_property, lru_cache

from tests.explore.choices import Choices
from tests.explore.cloud.values import Item
from tests.explore.history import Begun, begun
from tests.explore.plug import TOPICS
from whapp.adapters.dynamodb import group_mapping, member_mapping
from whapp.adapters.dynamodb.group_rows import ROLE, RoleRow
from whapp.adapters.dynamodb.rows import member_key
from whapp.app import post_on_behalf
from whapp.app.create_request import Need
from whapp.domain.authority import Role
from whapp.domain.category import Category
from whapp.domain.chance import Record
from whapp.domain.group import Group, GroupKind
from whapp.domain.hours import AMSTERDAM, QuietHours
from whapp.domain.ids import request_id
from whapp.domain.member import Care, Channel, Member, Offer
from whapp.domain.membership import Membership
from whapp.domain.needs import LEAST_PEOPLE
from whapp.domain.place import Point
from whapp.domain.request import Urgency

HOME = Point(52.09, 5.12)
CELLS = ("here", "near", "far")
AWAKE = QuietHours(time(0), time(0))
TUESDAY = datetime(2026, 11, 24, 10, tzinfo=AMSTERDAM).astimezone(UTC)
EVENING = datetime(2026, 11, 24, 21, tzinfo=AMSTERDAM).astimezone(UTC)
SUNDAY = datetime(2026, 11, 29, 23, 30, tzinfo=AMSTERDAM).astimezone(UTC)
# They must never leave the table. What version 0.1 took in is refused today, but not to whoever repeats it (I17).
SECRET_WORDS = "ik loop slecht, de achterdeur klemt"
ONCE_SECRET_WORDS = "insuline in de koelkast, sleutel bij de buurvrouw"
BEGINS = 30  # the weight of an empty table, against 1 for each story that was begun
REQUESTERS, HELPERS = ("rosa", "rob"), ("anna", "bert", "cees", "dina")
OPERATIONS, MODERATOR, GROUP = "ops", "mia", "street"
GUEST = post_on_behalf.Neighbour(first_name="Gerrit", phone="+31640000001")  # for whom the moderator asks
# In small letters a name is an id here.
PRIVATE = (
    "loop slecht",
    "achterdeur",
    "insuline",
    "sleutel",
    "Geheimstraat",
    "+316",
    "@",
    "52.09",
    *map(str.capitalize, (*REQUESTERS, *HELPERS, MODERATOR, "Gerrit")),
)
MINTED, TOKEN = "secret-", "AQCEAAAAKgAAAA"  # how what opens a reply page begins, and what ends a wait
SECRET = (MINTED, TOKEN)


@dataclass(frozen=True)
class Village:
    """How a run begins."""

    begins: datetime
    open_asks: int
    members: tuple[Member, ...]
    needs: tuple[tuple[str, str, Need], ...]  # who, their idempotency key, what
    opted_out: frozenset[str]
    newcomers: bool  # nobody vouches for those who ask: their first request waits
    needs_shown: bool = False  # so many live here that whoever wants to know sees what is needed
    cared: bool = False  # the care job looks after the helpers, and the first of them was silent for long
    begun: Begun | None = None  # by an earlier version, see history

    @cached_property
    def requests(self) -> tuple[tuple[str, str, str, Need], ...]:
        """What may be asked: the request's id, who, their key, what."""
        return tuple((request_of(who, key), who, key, need) for who, key, need in self.needs)

    @cached_property
    def has_group(self) -> bool:
        """Whether a moderator lives here, who keeps the street's group."""
        return any(member.id == MODERATOR for member in self.members)

    @property
    def phones(self) -> dict[str, str]:
        """Whose phone, or e-mail topic, it is."""
        by_phone = {member.phone: member.id for member in self.members if member.phone}
        guest = next((guest_of(key) for who, key, _ in self.needs if who == MODERATOR), "")
        return by_phone | {GUEST.phone: guest} | {TOPICS + member.id: member.id for member in self.members}

    def rows(self) -> Iterator[Item]:
        """Profiles, offers and the one of operations, as they stand in the table; or what an earlier version wrote."""
        yield RoleRow(member_key(OPERATIONS), ROLE + Role.OPERATIONS).serialize()
        if self.begun:
            yield from self.begun.items
            return
        for member in self.members:
            yield from _rows(member)
        if self.needs_shown:
            for number in range(LEAST_PEOPLE):
                yield from _rows(_somebody(number))
        if self.has_group:
            yield from _group_rows(self.begins, frozenset(member.id for member in self.members if member.groups))


def guest_of(key: str) -> str:
    """The id of the guest for whom the moderator asks with this key."""
    return post_on_behalf.GUEST + request_id(MODERATOR, key)


def request_of(who: str, key: str) -> str:
    """The id of the request that somebody makes with this key, whoever it is for."""
    return request_id(who, key)


@lru_cache(maxsize=4096)
def _rows(member: Member) -> tuple[Item, ...]:
    rows: list[Item] = [member_mapping.member_row(member).serialize()]
    for category in member.offers:
        offer = Offer(
            member_id=member.id, category=category, radius_m=5000, point=HOME, cell=member.cell,
            record=member.record, groups=member.groups,
        )  # fmt: skip
        rows.append(member_mapping.offer_row(offer).serialize())
    return tuple(rows)


@lru_cache(maxsize=16)
def _group_rows(begins: datetime, attested: frozenset[str]) -> tuple[Item, ...]:
    """The street's group, that the moderator keeps, and who belongs to it already."""
    moderators = frozenset({MODERATOR})
    street = Group(
        id=GROUP, name="Dorpsstraat", kind=GroupKind.STREET, centre=HOME, radius_m=500, created_at=begins,
        moderators=moderators, members=len(attested), attested=len(attested), version=1,
    )  # fmt: skip
    rows = group_mapping.group_row(street), *(group_mapping.moderator_row(street, name) for name in moderators)
    belonging = (Membership(member_id=who, group_id=GROUP, joined_at=begins, version=1) for who in sorted(attested))
    memberships = (group_mapping.membership_row(each.attested(MODERATOR, begins)) for each in belonging)
    return tuple(row.serialize() for row in (*rows, *memberships))


def draw(choices: Choices) -> Village:
    """A village, or a story that was begun; with only zeros: one requester, three helpers next door, a morning."""
    if earlier := choices.pick((BEGINS, *(1,) * len(begun()))):
        return taken_up(begun()[earlier - 1])
    begins = (TUESDAY, EVENING, SUNDAY)[choices.pick((8, 2, 1))]
    count = (3, 2, 4)[choices.pick((6, 2, 2))]
    requesters = REQUESTERS[: 1 + choices.pick((4, 1))]
    members = [_requester(choices, name, number) for number, name in enumerate(requesters)]
    helpers = [_helper(choices, name, number) for number, name in enumerate(HELPERS[:count])]
    needs = [(name, "key-1", _need(choices, begins)) for name in requesters]
    if len(requesters) == 1 and choices.rarely(0.2):
        needs.append(("rosa", "key-2", _need(choices, begins)))
    opted_out = frozenset(member.phone or "" for member in helpers if choices.rarely(0.06))
    open_asks = 1 + choices.pick((3, 2))
    newcomers = choices.rarely(0.1)
    needs_shown = choices.rarely(0.2)
    if keeps := choices.pick((16, 1, 1)):
        members = [replace(each, groups=frozenset({GROUP})) for each in members]
        helpers[0] = replace(helpers[0], groups=frozenset({GROUP}))
        members.append(moderator())
    if keeps == 1:
        needs.append((MODERATOR, "key-1", replace(_need(choices, begins), location=HOME)))
    if choices.rarely(0.05):
        members[0] = replace(members[0], blocks=frozenset({"anna"}))
        helpers[0] = replace(helpers[0], blocked_by=frozenset({members[0].id}))
    cared = choices.rarely(0.06)
    if cared:
        helpers = idle(helpers, begins)
    people = (*members, *helpers)
    return Village(begins, open_asks, people, tuple(needs), opted_out, newcomers, needs_shown, cared)


def taken_up(story: Begun) -> Village:
    """The plain village, in which an earlier version began this story."""
    plain = draw(Choices())
    needs = tuple((who, key, replace(need, text=ONCE_SECRET_WORDS)) for who, key, need in plain.needs)
    return replace(plain, begins=story.at, open_asks=story.open_asks, needs=needs, begun=story)


def _requester(choices: Choices, name: str, number: int) -> Member:
    channels = ((Channel.SMS,), (Channel.SMS, Channel.EMAIL))[choices.pick((8, 1))]
    return Member(
        id=name,
        first_name=name.capitalize(),
        birth_year=1950,
        phone=f"+3161000000{number}",
        email=f"{name}@whapp.example",
        channels=channels,
        home=HOME,
        rings=tuple((cell,) for cell in CELLS),
        address="Geheimstraat 12",
        quiet_hours=(AWAKE, QuietHours())[choices.pick((8, 1))],
        version=1,
    )


def idle(helpers: Sequence[Member], begins: datetime) -> list[Member]:
    """The helpers, to be looked after from now on; the first one said nothing to the last asks."""
    first, *others = (replace(each, care=Care(at=begins)) for each in helpers)
    return [replace(first, record=Record(expected=1.0, silences=4)), *others]


def moderator() -> Member:
    return Member(
        id=MODERATOR, first_name=MODERATOR.capitalize(), birth_year=1960, phone="+31630000001",
        channels=(Channel.SMS,), home=HOME, rings=tuple((cell,) for cell in CELLS), quiet_hours=AWAKE, version=1,
    )  # fmt: skip


@cache
def _somebody(number: int) -> Member:
    """Somebody who lives here and does nothing."""
    return Member(id=f"neighbour-{number}", first_name="Joop", birth_year=1970, rings=(("here",),), version=1)


def _helper(choices: Choices, name: str, number: int) -> Member:
    cell = choices.pick((8, 2, 1))
    return Member(
        id=name,
        first_name=name.capitalize(),
        birth_year=1980,
        phone=f"+3162000000{number}",
        email=f"{name}@whapp.example",
        channels=((Channel.SMS,), (Channel.SMS, Channel.EMAIL), (Channel.EMAIL,))[choices.pick((10, 1, 1))],
        home=HOME,
        rings=tuple((each,) for each in CELLS[cell:] + CELLS[:cell]),
        quiet_hours=(AWAKE, QuietHours())[choices.pick((3, 1))],
        urgent_overrides_quiet=choices.rarely(0.2),
        ask_budget_per_week=(3, 1, 2)[choices.pick((6, 1, 1))],
        offers=frozenset({Category.GROCERIES}),
        version=1,
    )


def _need(choices: Choices, begins: datetime) -> Need:
    length = (timedelta(hours=8), timedelta(minutes=40), timedelta(hours=36))[choices.pick((6, 2, 1))]
    lead = (timedelta(minutes=5), timedelta(hours=4), timedelta(hours=30))[choices.pick((7, 2, 1))]
    return Need(
        category=Category.GROCERIES,
        text=SECRET_WORDS,
        needed_from=begins + lead,
        needed_until=begins + (lead if lead > timedelta(hours=1) else timedelta()) + length,
        urgency=(Urgency.TODAY, Urgency.URGENT, Urgency.PLANNED)[choices.pick((6, 3, 1))],
    )
