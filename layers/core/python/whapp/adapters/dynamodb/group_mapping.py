"""Rows of groups to domain objects and back."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from hashlib import sha256

from whapp.adapters.dynamodb import group_rows as rows
from whapp.domain.figures import Count, Figures, Happened, month_of
from whapp.domain.group import Group, GroupKind, GroupStatus
from whapp.domain.invitation import Invitation
from whapp.domain.membership import Membership, Standing
from whapp.domain.place import Point
from whapp.domain.request import Request, Status
from whapp.domain.retention import Matter, until


def group_row(group: Group) -> rows.GroupRow:
    """GROUP#id / GROUP."""
    return rows.GroupRow(
        rows.group_key(group.id),
        rows.GROUP,
        owner_pk=rows.EVERY_GROUP,
        owner_sk=group.created_at,
        version=group.version,
        name=group.name,
        group_kind=group.kind,
        status=group.status,
        lat=group.centre.lat,
        lon=group.centre.lon,
        radius_m=group.radius_m,
        created_at=group.created_at,
        moderators=group.moderators or None,
        members=group.members,
        attested=group.attested,
    )


def group(row: rows.GroupRow) -> Group:
    """The group in a row."""
    return Group(
        id=row.pk.partition("#")[2],
        version=int(row.version),
        name=row.name,
        kind=GroupKind(row.group_kind),
        status=GroupStatus(row.status),
        centre=Point(float(row.lat), float(row.lon)),
        radius_m=int(row.radius_m),
        created_at=row.created_at,
        moderators=frozenset(row.moderators or ()),
        members=int(row.members),
        attested=int(row.attested),
    )


def moderator_row(group: Group, name: str) -> rows.ModeratorRow:
    """GROUP#id / MODERATOR#name."""
    key = rows.MODERATOR + name
    return rows.ModeratorRow(rows.group_key(group.id), key, owner_pk=key, owner_sk=group.created_at)


def invitation_row(invitation: Invitation) -> rows.InvitationRow:
    """INVITE#id / INVITATION."""
    return rows.InvitationRow(
        rows.invitation_key(invitation.id),
        rows.INVITATION,
        owner_pk=f"{rows.group_key(invitation.group_id)}#INVITATIONS",
        owner_sk=invitation.created_at,
        expires_at=until(Matter.INVITATION, invitation.ends_at),
        group_id=invitation.group_id,
        created_at=invitation.created_at,
        ends_at=invitation.ends_at,
        max_uses=invitation.max_uses,
        uses=invitation.uses,
        visits=invitation.visits,
        revoked_at=invitation.revoked_at,
    )


def invitation(row: rows.InvitationRow) -> Invitation:
    """The invitation in a row."""
    return Invitation(
        id=row.pk.partition("#")[2],
        group_id=row.group_id,
        created_at=row.created_at,
        ends_at=row.ends_at,
        max_uses=int(row.max_uses),
        uses=int(row.uses),
        visits=int(row.visits),
        revoked_at=row.revoked_at,
    )


def membership_row(membership: Membership) -> rows.MembershipRow:
    """MEMBER#id / GROUP#id."""
    return rows.MembershipRow(
        *rows.membership_keys(membership.member_id, membership.group_id),
        owner_pk=f"{rows.group_key(membership.group_id)}#MEMBERS",
        owner_sk=membership.joined_at,
        version=membership.version,
        joined_at=membership.joined_at,
        standing=membership.standing,
        shown_on_profile=membership.shown_on_profile,
        introduction=membership.introduction,
        attested_at=membership.attested_at,
        attested_until=membership.attested_until,
        reminders=membership.reminders,
        watch_pk=rows.due_shard(membership.member_id) if membership.due_at else None,
        watch_at=membership.due_at,
    )


def membership(row: rows.MembershipRow) -> Membership:
    """The membership in a row."""
    return Membership(
        member_id=row.pk.partition("#")[2],
        group_id=row.sk.partition("#")[2],
        version=int(row.version),
        joined_at=row.joined_at,
        standing=Standing(row.standing),
        shown_on_profile=row.shown_on_profile,
        introduction=row.introduction,
        attested_at=row.attested_at,
        attested_until=row.attested_until,
        due_at=row.watch_at,
        reminders=int(row.reminders),
    )


def figures_row(group_id: str, told: Figures) -> rows.FiguresRow:
    """GROUP#id / FIGURES#month."""
    return rows.FiguresRow(
        rows.group_key(group_id),
        rows.FIGURES + told.month,
        members=told.members,
        attested=told.attested,
        requests=told.requests,
        helped=told.helped,
        minutes_to_yes=told.minutes_to_yes,
    )


def figures(row: rows.FiguresRow) -> Figures:
    """What was told of a month."""

    def number(value: float | None) -> int | None:
        return int(value) if value is not None else None

    return Figures(
        month=row.sk.partition("#")[2],
        members=number(row.members),
        attested=number(row.attested),
        requests=number(row.requests),
        helped=number(row.helped),
        minutes_to_yes=number(row.minutes_to_yes),
    )


def count(row: rows.CountRow) -> Count:
    """One thing that happened."""
    what = Happened(row.sk.split("#")[2])
    return Count(what, row.person, int(row.minutes) if row.minutes is not None else None)


def count_rows(before: Request | None, after: Request, at: datetime) -> Iterator[rows.CountRow]:
    """What a change to a request adds to the counts of its groups: made, the first yes, helped."""
    if not after.groups:
        return
    if before is None:
        yield from _count_rows(after, Happened.ASKED, at)
    elif after.match and not before.match and after.round == 1:
        minutes = int((at - after.created_at).total_seconds() // 60)
        yield from _count_rows(after, Happened.YES, at, minutes)
    if after.status is Status.HELPED and before and before.status is not Status.HELPED:
        yield from _count_rows(after, Happened.HELPED, at)


def _count_rows(request: Request, what: Happened, at: datetime, minutes: int | None = None) -> Iterable[rows.CountRow]:
    month = month_of(at)
    for group_id in sorted(request.groups):
        who = sha256(f"{group_id}\n{month}\n{request.requester_id}".encode()).hexdigest()[:16]
        yield rows.CountRow(
            rows.group_key(group_id),
            f"{rows.HAPPENED}{month}#{what}#{request.id}",
            person=who,
            minutes=minutes,
            expires_at=until(Matter.COUNT, at),
        )
