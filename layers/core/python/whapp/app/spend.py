"""Paying from a budget before doing what costs others something."""

from whapp.domain.budget import BUDGETS, Spending
from whapp.domain.errors import BudgetSpent
from whapp.ports import Services


def spend(services: Services, purse: str, what: Spending) -> None:
    """Count one more of this period. Raises BudgetSpent when there are as many as there may be."""
    now, budget = services.now(), BUDGETS[what]
    since, until = budget.window(now)
    if not services.budgets.spend(purse, what, budget.limit, since, until):
        raise BudgetSpent(what, max(1, int((until - now).total_seconds())))
