"""The rows of the single table. See docs/architecture.md for the table as a whole.

The sort keys are chosen so that a request with its asks, messages and shortlists is one range, `ASK#` to `SHORTLIST#`:
one Query. The words (`TEXT`) and the timeline (`TIMELINE#`) sort after it and are read only by whom they concern.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import TYPE_CHECKING, Self

from pynamodb.attributes import (
    BooleanAttribute,
    DiscriminatorAttribute,
    ListAttribute,
    NumberAttribute,
    TTLAttribute,
    UnicodeAttribute,
    UnicodeSetAttribute,
    UTCDateTimeAttribute,
)
from pynamodb.exceptions import PynamoDBException
from pynamodb.models import Model

from whapp.adapters.dynamodb.broom import has_passed, wind
from whapp.adapters.dynamodb.indexes import (
    CandidatesIndex,
    CareIndex,
    NeedsIndex,
    OwnerIndex,
    ResidentsIndex,
    WatchIndex,
)

if TYPE_CHECKING:
    from botocore.session import Session

FIRST_OF_REQUEST, LAST_OF_REQUEST = "ASK#", "SHORTLIST#~"
PROFILE, OFFER, REQUEST, TEXT = "PROFILE", "OFFER#", "REQUEST", "TEXT"
CROWD = "CROWD"
NOWHERE = "WARM"  # a key that no row has, and that every function may read
ASK, NOTICE, SHORTLIST, TIMELINE = "ASK#", "NOTICE#", "SHORTLIST#", "TIMELINE#"
REPORT = "REPORT#"
WATCH_SHARDS = 8  # each holds 1,000 writes a second; the janitor reads them one by one


def member_key(member_id: str) -> str:
    """The partition of everything that is a member's own."""
    return f"MEMBER#{member_id}"


def letter_key(link_hash: str) -> str:
    """Where the `owner` index shows the member that this link was sent to."""
    return f"LETTER#{link_hash}"


def shard(id_: str) -> int:
    """Which shard of the `watch` index something with this id is watched in."""
    return sum(id_.encode()) % WATCH_SHARDS


def request_key(request_id: str) -> str:
    """The partition of everything about a request."""
    return f"REQUEST#{request_id}"


def reports_key(*, resolved: bool) -> str:
    """Where the `owner` index shows the reports that wait for the safety desk, or those that it resolved."""
    return "REPORTS#resolved" if resolved else "REPORTS#open"


def residents_key(cell: str) -> str:
    """The partition of what is known of a cell, and that of the candidates index in which its members stand."""
    return f"CELL#{cell}"


ALWAYS = "-"  # a sort key for what has no order


def needs_key(cell: str) -> str:
    """The partition of the candidates index in which the open requests of a cell stand."""
    return f"NEEDS#{cell}"


class TextsAttribute(ListAttribute[str]):
    """A list of texts, in order."""

    def __init__(self, *, null: bool = False) -> None:
        super().__init__(of=UnicodeAttribute, null=null)  # type: ignore[arg-type] # PynamoDB types the attribute, not its value


class Row(Model):
    """Any row of the table."""

    class Meta:
        table_name = ""  # bound at start, see `bind`
        region = ""
        connect_timeout_seconds = 2
        read_timeout_seconds = 5

    pk = UnicodeAttribute(hash_key=True)
    sk = UnicodeAttribute(range_key=True)
    kind = DiscriminatorAttribute()
    expires_at = TTLAttribute(null=True)
    owner_pk = UnicodeAttribute(null=True)
    owner_sk = UTCDateTimeAttribute(null=True)

    by_owner = OwnerIndex()

    @property
    def is_over(self) -> bool:
        """Whether TTL may have removed it."""
        return has_passed(self.expires_at)

    @classmethod
    def read(cls, hash_key: str, range_key: str) -> Self:
        """The row as it is now. Raises DoesNotExist when there is none, or it is over."""
        row = cls.get(hash_key, range_key, consistent_read=True)
        if row.is_over:
            raise cls.DoesNotExist
        return row


def bind(table_name: str, region: str, now: Callable[[], datetime] | None = None) -> None:
    """Tell the rows which table they live in, and what time it is there."""
    Row.Meta.table_name, Row.Meta.region = table_name, region
    wind(now)


def session() -> "Session":
    """The SDK's session: what it once read about services and credentials serves every client."""
    return Row._get_connection().connection.session  # noqa: SLF001 - as in `transaction`


def open_line() -> None:
    """Make the first call, which is the slowest: it finds the address and the credentials and opens the connection.

    It looks for a row that is not there. A table that cannot be reached now is met by whoever needs it.
    """
    with suppress(PynamoDBException):
        Row.get(NOWHERE, NOWHERE)


class MemberRow(Row, discriminator="member"):
    """MEMBER#id / PROFILE. `watch` shows when to look after them, `owner` whose the link of a letter is.

    `candidates_sk` is `<part>#<day of settling>#<hash of the phone>` of whoever counts as a neighbour, else `-`.
    """

    version = NumberAttribute()
    first_name = UnicodeAttribute()
    birth_year = NumberAttribute()
    language = UnicodeAttribute()
    phone = UnicodeAttribute(null=True)
    email = UnicodeAttribute(null=True)
    home = UnicodeAttribute(null=True)
    rings = TextsAttribute(null=True)
    part = UnicodeAttribute(null=True)
    settled_at = UTCDateTimeAttribute(null=True)
    address = UnicodeAttribute(null=True)
    quiet_from = UnicodeAttribute()
    quiet_to = UnicodeAttribute()
    urgent_overrides_quiet = BooleanAttribute()
    ask_budget_per_week = NumberAttribute()
    channels = TextsAttribute()
    paused_until = UTCDateTimeAttribute(null=True)
    offers = UnicodeSetAttribute(null=True)
    asked_week = UnicodeAttribute(null=True)
    asked_this_week = NumberAttribute(default=0)
    asked_until = UTCDateTimeAttribute(null=True)
    groups = UnicodeSetAttribute(null=True)
    blocks = UnicodeSetAttribute(null=True)
    blocked_by = UnicodeSetAttribute(null=True)
    suspended_at = UTCDateTimeAttribute(null=True)
    candidates_pk = UnicodeAttribute(null=True)
    candidates_sk = UnicodeAttribute(null=True)
    expected = NumberAttribute(null=True)
    yeses = NumberAttribute(null=True)
    silences = NumberAttribute(null=True)
    last_answered = UTCDateTimeAttribute(null=True)
    watch_pk = UnicodeAttribute(null=True)
    watch_at = UTCDateTimeAttribute(null=True)
    letter = UnicodeAttribute(null=True)
    letter_attempts = NumberAttribute(null=True)
    letter_told = BooleanAttribute(null=True)
    practised_at = UTCDateTimeAttribute(null=True)

    care = CareIndex()
    residents = ResidentsIndex()


class CrowdRow(Row, discriminator="crowd"):
    """CELL#cell / CROWD: how many had settled in its parts by then, each as `<part>#<count>`."""

    since = UTCDateTimeAttribute()
    counts = TextsAttribute()


class OfferRow(Row, discriminator="offer"):
    """MEMBER#id / OFFER#category. `candidates_sk` is when its owner was last asked, `-` for never."""

    category = UnicodeAttribute()
    radius_m = NumberAttribute()
    days = UnicodeSetAttribute()
    day_parts = UnicodeSetAttribute()
    note = UnicodeAttribute(null=True)
    regulars = BooleanAttribute(null=True)
    point = UnicodeAttribute(null=True)
    candidates_pk = UnicodeAttribute(null=True)
    candidates_sk = UnicodeAttribute(null=True)
    groups = UnicodeSetAttribute(null=True)
    expected = NumberAttribute(null=True)
    yeses = NumberAttribute(null=True)
    silences = NumberAttribute(null=True)

    candidates = CandidatesIndex()


class RequestRow(Row, discriminator="request"):
    """REQUEST#id / REQUEST."""

    version = NumberAttribute()
    requester_id = UnicodeAttribute()
    category = UnicodeAttribute()
    urgency = UnicodeAttribute()
    needed_from = UTCDateTimeAttribute()
    needed_until = UTCDateTimeAttribute()
    point = UnicodeAttribute()
    rings = TextsAttribute()
    created_at = UTCDateTimeAttribute()
    fingerprint = UnicodeAttribute()
    chance = NumberAttribute()
    expected_minutes = NumberAttribute(null=True)
    status = UnicodeAttribute()
    round = NumberAttribute()
    generation = NumberAttribute()
    closed_at = UTCDateTimeAttribute(null=True)
    thanked_at = UTCDateTimeAttribute(null=True)
    token = UnicodeAttribute(null=True)
    circles = NumberAttribute(null=True)
    waiting_until = UTCDateTimeAttribute(null=True)
    watch_pk = UnicodeAttribute(null=True)
    watch_at = UTCDateTimeAttribute(null=True)
    groups = UnicodeSetAttribute(null=True)
    first_groups = UnicodeSetAttribute(null=True)
    posted_by = UnicodeAttribute(null=True)
    held_until = UTCDateTimeAttribute(null=True)
    paused_at = UTCDateTimeAttribute(null=True)
    within_m = NumberAttribute(null=True)
    candidates_pk = UnicodeAttribute(null=True)
    candidates_sk = UnicodeAttribute(null=True)

    watch = WatchIndex()
    needs = NeedsIndex()


class TextRow(Row, discriminator="text"):
    """REQUEST#id / TEXT: what the requester wrote."""

    text = UnicodeAttribute()
    address = UnicodeAttribute(null=True)


class AskRow(Row, discriminator="ask"):
    """REQUEST#id / ASK#round#number."""

    round = NumberAttribute()
    number = NumberAttribute()
    helper_id = UnicodeAttribute()
    state = UnicodeAttribute()
    asked_at = UTCDateTimeAttribute()
    deadline = UTCDateTimeAttribute()
    circle = NumberAttribute()
    reply_hash = UnicodeAttribute()
    closed_at = UTCDateTimeAttribute(null=True)
    accepted_at = UTCDateTimeAttribute(null=True)
    reason = UnicodeAttribute(null=True)
    later_hashes = TextsAttribute(null=True)
    confirmed_at = UTCDateTimeAttribute(null=True)
    helper_looked_at = UTCDateTimeAttribute(null=True)
    requester_looked_at = UTCDateTimeAttribute(null=True)
    worked_out = BooleanAttribute(null=True)
    chance = NumberAttribute(null=True)
    prior = NumberAttribute(null=True)
    learnt = UnicodeAttribute(null=True)
    nearer_m = NumberAttribute(null=True)
    in_group = BooleanAttribute(null=True)


class NoticeRow(Row, discriminator="notice"):
    """REQUEST#id / NOTICE#round#number#kind."""

    round = NumberAttribute()
    number = NumberAttribute()
    notice_kind = UnicodeAttribute()
    member_id = UnicodeAttribute()
    state = UnicodeAttribute()
    attempts = NumberAttribute()
    attempted_at = UTCDateTimeAttribute(null=True)
    turned_away = NumberAttribute(null=True)
    sent = TextsAttribute()
    failed = TextsAttribute()
    secret = UnicodeAttribute(null=True)


class ReportRow(Row, discriminator="report"):
    """REQUEST#id / REPORT#round#number#by. `owner` shows the safety desk those that wait, and those it resolved."""

    round = NumberAttribute()
    number = NumberAttribute()
    by = UnicodeAttribute()
    reporter_id = UnicodeAttribute()
    reported_id = UnicodeAttribute()
    made_at = UTCDateTimeAttribute()
    concern = UnicodeAttribute(null=True)
    verdict = UnicodeAttribute(null=True)
    resolved_at = UTCDateTimeAttribute(null=True)
    resolved_by = UnicodeAttribute(null=True)


class ShortlistRow(Row, discriminator="shortlist"):
    """REQUEST#id / SHORTLIST#round. A prospect is `<circle>:<chance>:<prior>:<worth>[:group]#<member id>`."""

    round = NumberAttribute()
    made_at = UTCDateTimeAttribute()
    circles = NumberAttribute()
    prospects = TextsAttribute()


class EventRow(Row, discriminator="event"):
    """REQUEST#id / TIMELINE#version#number."""

    at = UTCDateTimeAttribute()
    what = UnicodeAttribute()
    by = UnicodeAttribute()
    ask = NumberAttribute(null=True)
    chance = NumberAttribute(null=True)
