"""Invitations in the table."""

from collections.abc import Sequence
from datetime import datetime

from whapp.adapters.dynamodb import group_mapping as mapping
from whapp.adapters.dynamodb import group_rows as rows
from whapp.adapters.dynamodb.broom import not_over
from whapp.adapters.dynamodb.group_rows import InvitationRow
from whapp.adapters.dynamodb.rows import Row
from whapp.adapters.dynamodb.transaction import transaction, update
from whapp.domain.errors import NotFound
from whapp.domain.invitation import Invitation

MANY = 100  # far more than a group may have that still work


class DynamoInvitations:
    """`whapp.ports.Invitations` on the single table."""

    def create(self, invitation: Invitation) -> None:
        with transaction() as writes:
            writes.save(mapping.invitation_row(invitation), condition=InvitationRow.pk.does_not_exist())

    def get(self, invitation_id: str) -> Invitation:
        try:
            found = InvitationRow.read(rows.invitation_key(invitation_id), rows.INVITATION)
        except InvitationRow.DoesNotExist:
            raise NotFound from None
        return mapping.invitation(found)

    def of_group(self, group_id: str) -> Sequence[Invitation]:
        listed = Row.by_owner.query(
            f"{rows.group_key(group_id)}#INVITATIONS", scan_index_forward=False, limit=MANY, page_size=MANY
        )
        keys = [(row.pk, row.sk) for row in listed]
        found = map(mapping.invitation, not_over(InvitationRow.batch_get(keys, consistent_read=True)))
        return sorted(found, key=lambda invitation: invitation.created_at, reverse=True)

    def revoke(self, invitation: Invitation, now: datetime) -> None:
        unrevoked = InvitationRow.pk.exists() & InvitationRow.revoked_at.does_not_exist()
        update(mapping.invitation_row(invitation), [InvitationRow.revoked_at.set(now)], unrevoked)

    def visited(self, invitation: Invitation) -> None:
        update(mapping.invitation_row(invitation), [InvitationRow.visits.add(1)], InvitationRow.pk.exists())
