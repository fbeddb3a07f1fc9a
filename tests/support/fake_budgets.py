"""Budgets in memory, with the promises that the real adapter keeps."""

from collections import Counter
from datetime import datetime

from whapp.domain.budget import Spending


class FakeBudgets:
    """`whapp.ports.Budgets` in memory."""

    def __init__(self) -> None:
        self.spent: Counter[tuple[str, Spending, datetime]] = Counter()

    def spend(self, purse: str, what: Spending, limit: int, since: datetime, until: datetime) -> bool:
        if self.spent[purse, what, since] >= limit:
            return False
        self.spent[purse, what, since] += 1
        return True

    def give_back(self, purse: str, what: Spending, since: datetime) -> None:
        self.spent[purse, what, since] = max(0, self.spent[purse, what, since] - 1)
