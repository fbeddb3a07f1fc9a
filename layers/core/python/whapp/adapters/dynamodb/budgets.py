"""Budgets in the table: a counter row for each purse, kind and period, that TTL sweeps away."""

from datetime import datetime

from pynamodb.expressions.update import Action

from whapp.adapters.dynamodb.hashed_rows import BudgetRow
from whapp.adapters.dynamodb.transaction import update
from whapp.domain.budget import Spending


class DynamoBudgets:
    """`whapp.ports.Budgets` on the single table."""

    def spend(self, purse: str, what: Spending, limit: int, since: datetime, until: datetime) -> bool:
        row = _row(purse, what, since)
        counted: list[Action] = [BudgetRow.spent.add(1), BudgetRow.expires_at.set(until), BudgetRow.kind.set(BudgetRow)]
        return update(row, counted, BudgetRow.spent.does_not_exist() | (BudgetRow.spent < limit))

    def give_back(self, purse: str, what: Spending, since: datetime) -> None:
        update(_row(purse, what, since), [BudgetRow.spent.add(-1)], BudgetRow.spent > 0)


def _row(purse: str, what: Spending, since: datetime) -> BudgetRow:
    return BudgetRow(f"BUDGET#{purse}", f"{what}#{since.isoformat(timespec='seconds')}")
