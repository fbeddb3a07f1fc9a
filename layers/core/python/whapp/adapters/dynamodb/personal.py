"""What each attribute of each row tells, and about whom: one table, and no attribute without a tag.

*Personal* says something about the person whose row it is, and is in their export. *Pseudonymous* names people by ids
that lead to nobody once their profile is gone. *Technical* is neither: keys, counters, hashes, copies of what is tagged
where it comes from.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from whapp.adapters.dynamodb import group_rows, hashed_rows, rows
from whapp.adapters.dynamodb.rows import Row


class Whose(StrEnum):
    """Whose row it is."""

    MEMBER = "member"  # in whose partition it stands
    REQUESTER = "requester"  # or the moderator who asks on their behalf
    HELPER = "helper"
    RECEIVER = "receiver"
    NOBODY = "nobody"


@dataclass(frozen=True, slots=True)
class Tags:
    """The attributes of one kind of row, besides the `KEYS` that every row has."""

    whose: Whose
    personal: frozenset[str]
    pseudonymous: frozenset[str]
    technical: frozenset[str]


def _tags(whose: Whose, personal: str = "", *, pseudonymous: str = "", technical: str = "") -> Tags:
    return Tags(whose, *(frozenset(names.split()) for names in (personal, pseudonymous, technical)))


KEYS = frozenset("pk sk kind expires_at owner_pk owner_sk".split())

TAGS: Mapping[type[Row], Tags] = {
    rows.MemberRow: _tags(
        Whose.MEMBER,
        "first_name birth_year language phone email home rings part settled_at address quiet_from quiet_to "
        "urgent_overrides_quiet ask_budget_per_week channels paused_until offers asked_week asked_this_week "
        "asked_until groups expected yeses silences last_answered letter letter_attempts letter_told practised_at "
        "suspended_at",
        pseudonymous="blocks blocked_by",
        technical="version candidates_pk candidates_sk watch_pk watch_at",
    ),
    rows.CrowdRow: _tags(Whose.NOBODY, technical="since counts"),
    rows.OfferRow: _tags(
        Whose.MEMBER,
        "category radius_m days day_parts note regulars point groups expected yeses silences candidates_sk",
        technical="candidates_pk",
    ),
    rows.RequestRow: _tags(
        Whose.REQUESTER,
        "category urgency needed_from needed_until point rings created_at chance expected_minutes status round "
        "closed_at thanked_at paused_at held_until circles waiting_until groups first_groups within_m",
        pseudonymous="requester_id posted_by",
        technical="version generation fingerprint token watch_pk watch_at candidates_pk candidates_sk",
    ),
    rows.TextRow: _tags(Whose.REQUESTER, "text address"),
    rows.AskRow: _tags(
        Whose.HELPER,
        "round number state asked_at deadline circle closed_at accepted_at reason confirmed_at worked_out chance prior "
        "learnt nearer_m in_group helper_looked_at",
        pseudonymous="helper_id",
        technical="reply_hash later_hashes requester_looked_at",
    ),
    rows.NoticeRow: _tags(
        Whose.RECEIVER,
        "round number notice_kind state attempts attempted_at sent failed turned_away",
        pseudonymous="member_id",
        technical="secret",
    ),
    rows.ReportRow: _tags(  # for the safety desk alone: it is about two, and neither may learn what the other told
        Whose.NOBODY,
        pseudonymous="reporter_id reported_id resolved_by",
        technical="round number by made_at concern verdict resolved_at",
    ),
    rows.ShortlistRow: _tags(Whose.NOBODY, pseudonymous="prospects", technical="round made_at circles"),
    rows.EventRow: _tags(Whose.REQUESTER, "at what by ask chance"),
    hashed_rows.PhoneRow: _tags(Whose.NOBODY, pseudonymous="member_id"),  # under a hash; the phone is in the profile
    hashed_rows.LeaverRow: _tags(Whose.NOBODY, pseudonymous="suspended_at blocks blocked_by"),  # under the same hash
    hashed_rows.BudgetRow: _tags(
        Whose.NOBODY, technical="spent"
    ),  # under a hash that nobody is looked up by, for a day
    group_rows.GroupRow: _tags(
        Whose.NOBODY,
        pseudonymous="moderators",
        technical="version name group_kind status lat lon radius_m created_at members attested",
    ),
    group_rows.ModeratorRow: _tags(Whose.NOBODY),  # the key says it all, under the moderator's pseudonym
    group_rows.InvitationRow: _tags(
        Whose.NOBODY, technical="group_id created_at ends_at max_uses uses visits revoked_at"
    ),
    group_rows.MembershipRow: _tags(
        Whose.MEMBER,
        "joined_at standing shown_on_profile introduction attested_at attested_until",
        technical="version reminders watch_pk watch_at",
    ),
    group_rows.RoleRow: _tags(Whose.MEMBER),  # the key says it all
    group_rows.CountRow: _tags(Whose.NOBODY, pseudonymous="person", technical="minutes"),
    group_rows.FiguresRow: _tags(Whose.NOBODY, technical="members attested requests helped minutes_to_yes"),
}
