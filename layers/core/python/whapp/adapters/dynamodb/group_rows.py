"""The rows of groups: the group itself, its moderators, codes, members and counts."""

from pynamodb.attributes import BooleanAttribute, NumberAttribute, UnicodeAttribute, UnicodeSetAttribute
from pynamodb.attributes import UTCDateTimeAttribute as Time
from pynamodb.indexes import GlobalSecondaryIndex, IncludeProjection

from whapp.adapters.dynamodb.rows import WATCH_SHARDS, Row, member_key

GROUP, MODERATOR, HAPPENED, FIGURES = "GROUP", "MODERATOR#", "HAPPENED#", "FIGURES#"
INVITATION, MEMBERSHIP, ROLE = "INVITATION", "GROUP#", "ROLE#"
EVERY_GROUP = "GROUPS"  # the owner of all groups, for operations


def group_key(group_id: str) -> str:
    """The partition of a group, its moderators and its counts."""
    return f"GROUP#{group_id}"


def invitation_key(invitation_id: str) -> str:
    """The partition of an invitation: found by its code alone."""
    return f"INVITE#{invitation_id}"


def membership_keys(member_id: str, group_id: str) -> tuple[str, str]:
    """A membership is its member's own."""
    return member_key(member_id), MEMBERSHIP + group_id


def due_shard(member_id: str) -> str:
    """The partition of the watch index in which this member's badges wait for their time."""
    return f"BADGES#{sum(member_id.encode()) % WATCH_SHARDS}"


DUE_SHARDS = tuple(f"BADGES#{number}" for number in range(WATCH_SHARDS))


class DueIndex(GlobalSecondaryIndex["MembershipRow"]):
    """Badges by the time at which a reminder is due, or their end."""

    class Meta:
        index_name = "watch"
        projection = IncludeProjection(["kind"])

    watch_pk = UnicodeAttribute(hash_key=True)
    watch_at = Time(range_key=True)


class GroupRow(Row, discriminator="group"):
    """GROUP#id / GROUP."""

    version = NumberAttribute()
    name = UnicodeAttribute()
    group_kind = UnicodeAttribute()
    status = UnicodeAttribute()
    lat = NumberAttribute()
    lon = NumberAttribute()
    radius_m = NumberAttribute()
    created_at = Time()
    moderators = UnicodeSetAttribute(null=True)
    members = NumberAttribute(default=0)
    attested = NumberAttribute(default=0)


class ModeratorRow(Row, discriminator="moderator"):
    """GROUP#id / MODERATOR#name. It only finds the groups of a moderator; the group itself says who keeps it."""


class InvitationRow(Row, discriminator="invitation"):
    """INVITE#id / INVITATION."""

    group_id = UnicodeAttribute()
    created_at = Time()
    ends_at = Time()
    max_uses = NumberAttribute()
    uses = NumberAttribute(default=0)
    visits = NumberAttribute(default=0)
    revoked_at = Time(null=True)


class MembershipRow(Row, discriminator="membership"):
    """MEMBER#id / GROUP#id."""

    version = NumberAttribute()
    joined_at = Time()
    standing = UnicodeAttribute()
    shown_on_profile = BooleanAttribute()
    introduction = UnicodeAttribute(null=True)
    attested_at = Time(null=True)
    attested_until = Time(null=True)
    reminders = NumberAttribute(default=0)
    watch_pk = UnicodeAttribute(null=True)
    watch_at = Time(null=True)

    due = DueIndex()


class RoleRow(Row, discriminator="role"):
    """MEMBER#id / ROLE#role."""


class CountRow(Row, discriminator="count"):
    """GROUP#id / HAPPENED#month#what#request: one thing that happened; `person` is a pseudonym within that month."""

    person = UnicodeAttribute()
    minutes = NumberAttribute(null=True)


class FiguresRow(Row, discriminator="figures"):
    """GROUP#id / FIGURES#month: what was told of a month, for good."""

    members = NumberAttribute(null=True)
    attested = NumberAttribute(null=True)
    requests = NumberAttribute(null=True)
    helped = NumberAttribute(null=True)
    minutes_to_yes = NumberAttribute(null=True)
