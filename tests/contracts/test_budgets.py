"""What `whapp.ports.Budgets` promises, and what every budget is there for."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.support.builders import MORNING, a_need, amsterdam, hours, minutes
from tests.support.fakes import TownServices
from tests.support.town import Town
from whapp.app.answer_ask import answer_ask
from whapp.app.create_request import create_request
from whapp.app.erase_member import erase_member
from whapp.app.list_needs import list_needs
from whapp.app.step_forward import step_forward
from whapp.domain.ask import Answer
from whapp.domain.budget import BUDGETS, DAY, Budget, Spending, purse, purse_of
from whapp.domain.errors import BudgetSpent, NotFound, Unsafe

LATER = MORNING + hours(1)


def test_a_budget_ends_at_its_limit_for_one_purse_one_kind_and_one_period(services: TownServices) -> None:
    def spend(whose: str = "anna", what: Spending = Spending.CODES, since: float = 0) -> bool:
        return services.budgets.spend(whose, what, 2, MORNING + hours(since), LATER + hours(since))

    assert [spend() for _ in range(4)] == [True, True, False, False]
    assert spend("bert")
    for _ in range(4):  # no more comes back than was spent
        services.budgets.give_back("bert", Spending.CODES, MORNING)
    services.budgets.give_back("anna", Spending.CODES, MORNING)
    assert [spend() for _ in range(2)] == [True, False]
    assert [spend("bert") for _ in range(3)] == [True, True, False]
    assert spend(what=Spending.NEEDS)
    assert spend(since=1)


def test_a_limit_that_was_raised_counts_at_once(services: TownServices) -> None:
    assert services.budgets.spend("anna", Spending.SMS, 1, MORNING, LATER)
    assert not services.budgets.spend("anna", Spending.SMS, 1, MORNING, LATER)
    assert services.budgets.spend("anna", Spending.SMS, 2, MORNING, LATER)


def test_periods_follow_each_other() -> None:
    since, until = Budget(1, DAY).window(MORNING)
    assert since <= MORNING < until == since + DAY
    assert Budget(1, DAY).window(since) == (since, until)
    assert Budget(1, DAY).window(until - minutes(0.001)) == (since, until)
    assert Budget(1, DAY).window(until)[0] == until
    assert Budget(1, hours(1)).window(amsterdam(2026, 10, 25, 2, 59, fold=1))[0] == amsterdam(2026, 10, 25, 2, fold=1)


def test_every_budget_but_that_of_sms_has_its_limit_in_the_one_table() -> None:
    assert BUDGETS.keys() == set(Spending) - {Spending.SMS}  # what SMS may cost is a parameter


def spent_after(limit: int, act: Callable[[], object]) -> BudgetSpent:
    """What refuses the act once it was done as often as it may be."""
    for _ in range(limit):
        try:
            act()
        except NotFound:
            continue
    with pytest.raises(BudgetSpent) as refused:
        act()
    return refused.value


def test_requests_have_a_budget_and_a_repeat_or_a_refused_one_costs_nothing(town: Town) -> None:
    rosa = town.neighbour("Rosa", offers=())
    services, limit = town.services, BUDGETS[Spending.REQUESTS].limit
    need = a_need()
    first = create_request(services, rosa.id, need, "key")
    for _ in range(limit):
        assert create_request(services, rosa.id, need, "key").id == first.id
        with pytest.raises(Unsafe):
            create_request(services, rosa.id, a_need(text="mijn pincode"), None)
    refused = spent_after(limit - 1, lambda: create_request(services, rosa.id, need, None))
    assert (refused.what, 0 < refused.seconds <= 86_400) == (Spending.REQUESTS, True)
    assert create_request(services, rosa.id, need, "key").id == first.id


def test_looks_at_needs_and_answers_have_a_budget_until_the_next_day(town: Town) -> None:
    anna = town.neighbour("Anna")
    services = town.services
    spent_after(BUDGETS[Spending.NEEDS].limit, lambda: list_needs(services, anna.id))
    answers = BUDGETS[Spending.ANSWERS].limit
    spent_after(answers, lambda: answer_ask(services, "abcdefgh12345678-1-1", anna.id, Answer.NO, None))
    steps = spent_after(BUDGETS[Spending.STEPS].limit, lambda: step_forward(services, "abcdefgh12345678", anna.id))
    assert steps.what == Spending.STEPS
    town.time_passes(days=1)
    assert list_needs(services, anna.id) == []
    with pytest.raises(NotFound):
        step_forward(services, "abcdefgh12345678", anna.id)


def test_a_new_account_with_the_same_phone_has_no_new_budget(town: Town) -> None:
    anna = town.neighbour("Anna")
    services = town.services
    member = services.members.get(anna.id)
    spent_after(BUDGETS[Spending.NEEDS].limit, lambda: list_needs(services, anna.id))
    spent_after(BUDGETS[Spending.STEPS].limit, lambda: step_forward(services, "abcdefgh12345678", anna.id))
    erase_member(services, anna.id, f"token of {anna.id}")
    services.members.save(None, replace(member, id="anna-again"))
    with pytest.raises(BudgetSpent):
        list_needs(services, "anna-again")
    with pytest.raises(BudgetSpent):
        step_forward(services, "abcdefgh12345678", "anna-again")


def test_a_purse_tells_neither_phone_nor_member(town: Town) -> None:
    """I20."""
    town.neighbour("Anna")
    member = town.services.members.get("anna")
    assert purse(member) == purse_of(member.phone or "")
    assert purse(replace(member, phone=None)) == purse_of("anna")
    assert (member.phone or "?") not in purse(member)
