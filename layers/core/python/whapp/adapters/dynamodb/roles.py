"""Roles in the table."""

from whapp.adapters.dynamodb.group_rows import ROLE, RoleRow
from whapp.adapters.dynamodb.rows import member_key
from whapp.domain.authority import Role


class DynamoRoles:
    """`whapp.ports.Roles` on the single table."""

    def of(self, member_id: str) -> frozenset[Role]:
        found = RoleRow.query(member_key(member_id), RoleRow.sk.startswith(ROLE), consistent_read=True)
        known = {str(role) for role in Role}
        return frozenset(Role(name) for row in found if (name := row.sk.removeprefix(ROLE)) in known)

    def give(self, member_id: str, role: Role) -> None:
        RoleRow(member_key(member_id), ROLE + role).save()

    def take(self, member_id: str, role: Role) -> None:
        RoleRow(member_key(member_id), ROLE + role).delete()
