"""Services with the real DynamoDB adapters, on the table of the template in moto; the rest is fake."""

from collections.abc import Iterator
from contextlib import contextmanager

from tests.support.fake_cascades import FakeCascades
from tests.support.fakes import FakeClock, FakeNotifier, TownServices
from tests.support.table import REGION, TABLE, table
from whapp.adapters.dynamodb.budgets import DynamoBudgets
from whapp.adapters.dynamodb.groups import DynamoGroups
from whapp.adapters.dynamodb.holdings import DynamoHoldings
from whapp.adapters.dynamodb.invitations import DynamoInvitations
from whapp.adapters.dynamodb.members import DynamoMembers
from whapp.adapters.dynamodb.memberships import DynamoMemberships
from whapp.adapters.dynamodb.requests import DynamoRequests
from whapp.adapters.dynamodb.roles import DynamoRoles
from whapp.adapters.dynamodb.rows import bind


@contextmanager
def services_on_the_table() -> Iterator[TownServices]:
    with table():
        clock = FakeClock()
        bind(TABLE, REGION, clock)
        yield TownServices(
            requests=DynamoRequests(),
            members=DynamoMembers(),
            groups=DynamoGroups(),
            invitations=DynamoInvitations(),
            memberships=DynamoMemberships(),
            roles=DynamoRoles(),
            budgets=DynamoBudgets(),
            holdings=DynamoHoldings(),
            clock=clock,
            notifier=FakeNotifier(clock),
            cascades=FakeCascades(clock),
        )
