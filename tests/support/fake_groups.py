"""Groups, invitations, memberships and roles in memory, with the promises that the table keeps."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from tests.support.fake_pages import paged
from whapp.domain.authority import Role
from whapp.domain.errors import Conflict, NotFound
from whapp.domain.figures import Count, Figures, Happened, month_of
from whapp.domain.group import Group
from whapp.domain.invitation import Invitation
from whapp.domain.member import Member
from whapp.domain.membership import Membership, Standing
from whapp.domain.request import Request, Status
from whapp.ports import Page

if TYPE_CHECKING:
    from tests.support.fake_members import FakeMembers


class FakeGroups:
    """`whapp.ports.Groups` in memory. `happened` is filled by the fake requests."""

    def __init__(self) -> None:
        self._groups: dict[str, Group] = {}
        self._told: dict[tuple[str, str], Figures] = {}
        self.happened: dict[tuple[str, str, str, str], Count] = {}

    def get(self, group_id: str) -> Group:
        if group_id not in self._groups:
            raise NotFound
        return self._groups[group_id]

    def find(self, group_ids: Iterable[str]) -> Mapping[str, Group]:
        return {each: self._groups[each] for each in group_ids if each in self._groups}

    def create(self, group: Group) -> bool:
        if group.id in self._groups:
            return False
        self._groups[group.id] = group
        return True

    def create_many(self, groups: Sequence[Group]) -> int:
        return sum([self.create(group) for group in groups])

    def save(self, before: Group, after: Group) -> Group:
        known = self._groups.get(before.id)
        if known is None or known.version != before.version:
            raise Conflict
        saved = replace(after, version=before.version + 1, members=known.members, attested=known.attested)
        self._groups[saved.id] = saved
        return replace(after, version=saved.version)

    def every(self, cursor: str | None) -> Page[Group]:
        return paged(sorted(self._groups.values(), key=lambda each: each.created_at, reverse=True), "groups", cursor)

    def kept_by(self, names: Iterable[str]) -> Sequence[Group]:
        kept = [group for group in self._groups.values() if group.is_kept_by(frozenset(names))]
        return sorted(kept, key=lambda group: (group.name, group.id))

    def counts(self, group_id: str, month: str) -> Sequence[Count]:
        return [count for key, count in self.happened.items() if key[:2] == (group_id, month)]

    def told(self, group_id: str) -> Mapping[str, Figures]:
        return {month: told for (group, month), told in self._told.items() if group == group_id}

    def tell(self, group_id: str, figures: Figures) -> Figures:
        return self._told.setdefault((group_id, figures.month), figures)

    def count(self, before: Request | None, after: Request) -> None:
        """What a change to a request adds to the figures of its requester's groups."""
        at = after.news[-1].at if after.news else after.created_at
        happened = []
        if before is None:
            happened.append(Count(Happened.ASKED, after.requester_id))
        elif after.match and not before.match and after.round == 1:
            waited = int((at - after.created_at).total_seconds() // 60)
            happened.append(Count(Happened.YES, after.requester_id, waited))
        if before and after.status is Status.HELPED and before.status is not Status.HELPED:
            happened.append(Count(Happened.HELPED, after.requester_id))
        for each in happened:
            for group_id in after.groups:
                self.happened[group_id, month_of(at), each.what, after.id] = each

    def add(self, group_id: str, members: int, attested: int, moderator: str | None = None) -> None:
        """Change the counts. Raises Conflict when the group is gone or has no such moderator."""
        group = self._groups.get(group_id)
        if group is None or (moderator is not None and moderator not in group.moderators):
            raise Conflict
        self._groups[group_id] = replace(group, members=group.members + members, attested=group.attested + attested)


class FakeInvitations:
    """`whapp.ports.Invitations` in memory."""

    def __init__(self) -> None:
        self._invitations: dict[str, Invitation] = {}

    def create(self, invitation: Invitation) -> None:
        if invitation.id in self._invitations:
            raise Conflict
        self._invitations[invitation.id] = invitation

    def get(self, invitation_id: str) -> Invitation:
        if invitation_id not in self._invitations:
            raise NotFound
        return self._invitations[invitation_id]

    def of_group(self, group_id: str) -> Sequence[Invitation]:
        found = [each for each in self._invitations.values() if each.group_id == group_id]
        return sorted(found, key=lambda each: each.created_at, reverse=True)

    def revoke(self, invitation: Invitation, now: datetime) -> None:
        known = self._invitations.get(invitation.id)
        if known and known.revoked_at is None:
            self._invitations[invitation.id] = replace(known, revoked_at=now)

    def visited(self, invitation: Invitation) -> None:
        if known := self._invitations.get(invitation.id):
            self._invitations[invitation.id] = replace(known, visits=known.visits + 1)

    def use(self, invitation: Invitation, now: datetime) -> None:
        """Use it once. Raises Conflict when it is no good."""
        known = self._invitations.get(invitation.id)
        if known is None or not known.is_good_at(now):
            raise Conflict
        self._invitations[invitation.id] = replace(known, uses=known.uses + 1)


class FakeMemberships:
    """`whapp.ports.Memberships` in memory."""

    def __init__(self, members: "FakeMembers", groups: FakeGroups, invitations: FakeInvitations) -> None:
        self._members = members
        self._groups = groups
        self._invitations = invitations
        self._memberships: dict[tuple[str, str], Membership] = {}

    def get(self, member_id: str, group_id: str) -> Membership:
        if (member_id, group_id) not in self._memberships:
            raise NotFound
        return self._memberships[member_id, group_id]

    def find(self, keys: Iterable[tuple[str, str]]) -> Sequence[Membership]:
        return [self._memberships[key] for key in keys if key in self._memberships]

    def of_member(self, member_id: str) -> Sequence[Membership]:
        return self._those(lambda each: each.member_id == member_id)

    def of_group(self, group_id: str, cursor: str | None) -> Page[Membership]:
        found = self._those(lambda each: each.group_id == group_id)
        return paged(sorted(found, key=lambda each: each.joined_at, reverse=True), group_id, cursor)

    def join(self, membership: Membership, invitation: Invitation, now: datetime) -> None:
        if (membership.member_id, membership.group_id) in self._memberships:
            raise Conflict
        if not self._members.find([membership.member_id]) or not self._groups.find([membership.group_id]):
            raise Conflict
        self._invitations.use(invitation, now)
        self._groups.add(membership.group_id, 1, 0)
        self._keep(replace(membership, version=1))

    def save(self, before: Membership, after: Membership, member: Member, moderator: str | None = None) -> None:
        self._expect(before)
        self._expect_profile(member, before, after)
        self._groups.add(
            before.group_id, _belongs(after) - _belongs(before), _attested(after) - _attested(before), moderator
        )
        self._keep(replace(after, version=before.version + 1))
        self._keep_in_step(member, before, after)

    def leave(self, membership: Membership, member: Member | None) -> None:
        self._expect(membership)
        if member:
            self._expect_profile(member, membership, None)
        self._groups.add(membership.group_id, -_belongs(membership), -_attested(membership))
        del self._memberships[membership.member_id, membership.group_id]
        if member:
            self._keep_in_step(member, membership, None)

    def due(self, now: datetime) -> Iterable[tuple[str, str]]:
        watched = [(each.due_at, each.member_id, each.group_id) for each in self._memberships.values() if each.due_at]
        return [(member_id, group_id) for at, member_id, group_id in sorted(watched) if at <= now]

    def _those(self, which: Callable[[Membership], bool]) -> list[Membership]:
        return [each for each in self._memberships.values() if which(each)]

    def _keep(self, membership: Membership) -> None:
        self._memberships[membership.member_id, membership.group_id] = membership

    def _expect(self, before: Membership) -> None:
        known = self._memberships.get((before.member_id, before.group_id))
        if known is None or known.version != before.version:
            raise Conflict

    def _expect_profile(self, member: Member, before: Membership, after: Membership | None) -> None:
        if _attested(before) != _attested(after):
            self._members.expect(member.id, member.version)
            self._members.expect_offers(member)

    def _keep_in_step(self, member: Member, before: Membership, after: Membership | None) -> None:
        if _attested(before) == _attested(after):
            return
        groups = member.groups | {before.group_id} if _attested(after) else member.groups - {before.group_id}
        self._members.belongs_to(member, groups)


def _belongs(membership: Membership | None) -> int:
    return int(membership is not None and membership.standing is not Standing.REVOKED)


def _attested(membership: Membership | None) -> int:
    return int(membership is not None and membership.standing is Standing.ATTESTED)


class FakeRoles:
    """`whapp.ports.Roles` in memory."""

    def __init__(self) -> None:
        self._roles: set[tuple[str, Role]] = set()

    def of(self, member_id: str) -> frozenset[Role]:
        return frozenset(role for id_, role in self._roles if id_ == member_id)

    def give(self, member_id: str, role: Role) -> None:
        self._roles.add((member_id, role))

    def take(self, member_id: str, role: Role) -> None:
        self._roles.discard((member_id, role))
