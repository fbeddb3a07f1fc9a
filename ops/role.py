"""`python -m ops.role give|take|show <member id>`: who is of operations.

The member id is the `sub` of the sign-in service: `aws cognito-idp admin-get-user` tells it for a phone or an address.
"""

import argparse

from ops.table import use_table
from whapp.adapters.dynamodb.roles import DynamoRoles
from whapp.domain.authority import Role


def main(arguments: list[str] | None = None) -> int:
    """Give or take the role, and say who has it now."""
    parser = argparse.ArgumentParser(prog="python -m ops.role", description="Who is of operations.")
    parser.add_argument("what", choices=["give", "take", "show"])
    parser.add_argument("member_id")
    given = parser.parse_args(arguments)
    table, roles = use_table(), DynamoRoles()
    if given.what == "give":
        roles.give(given.member_id, Role.OPERATIONS)
    elif given.what == "take":
        roles.take(given.member_id, Role.OPERATIONS)
    held = ", ".join(sorted(roles.of(given.member_id))) or "none"
    print(f"{table}: roles of {given.member_id}: {held}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
