"""A look is one transaction, which holds a hundred rows: what finds no room in it comes with the next (promise 3)."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from pynamodb.transactions import TransactWrite

from tests.support.builders import (
    MORNING,
    REQUESTER,
    a_bench,
    a_member,
    a_request,
    a_shortlist,
    an_ask,
    minutes,
    people,
    secrets,
)
from tests.support.table import REGION, TABLE
from whapp.adapters.dynamodb.requests import DynamoRequests
from whapp.adapters.dynamodb.rows import bind
from whapp.domain.ask import AskState
from whapp.domain.cascade import Decision, decide, tidy
from whapp.domain.category import Category
from whapp.domain.learning import has_news
from whapp.domain.member import Member
from whapp.domain.policy import MOST_OPEN_ASKS, Policy
from whapp.domain.request import Request, Urgency

MOST = 100  # https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
NOW = MORNING + minutes(10)
EVERYBODY = [a_member(f"n{number:02}", offers=frozenset(Category)) for number in range(60)]


@pytest.fixture
def written(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows each save would have written."""
    bind(TABLE, REGION)
    sizes: list[int] = []

    def count(writes: TransactWrite) -> None:
        parts = (writes._put_items, writes._delete_items, writes._update_items, writes._condition_check_items)  # noqa: SLF001
        sizes.append(sum(map(len, parts)))

    monkeypatch.setattr(TransactWrite, "_commit", count)
    return sizes


def looks(request: Request, bench: Sequence[Member] = ()) -> list[tuple[Request, Decision]]:
    """Every look until nothing is left for the next at once, each with the request before it."""
    profiles = people(*EVERYBODY)
    decisions: list[tuple[Request, Decision]] = []
    mint = secrets()
    while True:
        waiting = a_bench(*(each for each in bench if each.id not in request.newest_asks))
        tidied = tidy(request, profiles, NOW)
        decision = decide(tidied, waiting, profiles, Policy(), NOW, mint)
        decisions.append((request, decision))
        if decision.step.until != NOW:
            return decisions
        profiles |= {load.member.id: load.member for load in decision.loads}
        request = replace(decision.request, news=())
        assert len(decisions) < len(EVERYBODY)


def hard(**known: object) -> Request:
    """A request for which as many are asked at once as may be."""
    until = NOW + minutes(10)
    return a_request(
        **{
            "urgency": Urgency.URGENT,
            "needed_from": MORNING,
            "needed_until": until,
            "shortlist": a_shortlist(),
            **known,
        }
    )


def saved(decisions: list[tuple[Request, Decision]]) -> None:
    for before, decision in decisions:
        told = [delivery.to for delivery in decision.deliveries]
        DynamoRequests().save(before, decision.request, loads=decision.loads, told=told)


def test_five_time_out_and_the_next_five_are_asked(written: list[int]) -> None:
    asks = tuple(
        an_ask(each.id, number=number, deadline=NOW) for number, each in enumerate(EVERYBODY[:MOST_OPEN_ASKS], start=1)
    )
    next_ones = EVERYBODY[10:30]
    request = hard(asks=asks, shortlist=a_shortlist(*(each.id for each in next_ones)))
    decisions = looks(request, next_ones)
    saved(decisions)
    last = decisions[-1][1].request
    assert [ask.state for ask in last.asks] == [AskState.TIMED_OUT] * 5 + [AskState.OPEN] * 5
    assert not any(map(has_news, last.asks))
    assert max(written) <= MOST < sum(written)


def test_a_long_outage_leaves_much_to_learn(written: list[int]) -> None:
    """Dozens answered late, while no cascade ran."""
    asks = tuple(
        an_ask(each.id, number=number, state=AskState.DECLINED, closed_at=MORNING)
        for number, each in enumerate(EVERYBODY, start=1)
    )
    decisions = looks(hard(asks=asks))
    saved(decisions)
    assert not any(map(has_news, decisions[-1][1].request.asks))
    assert max(written) <= MOST < sum(written)


def test_many_hear_that_they_need_not_stand_by(written: list[int]) -> None:
    stand_bys = tuple(
        an_ask(each.id, number=number, state=AskState.STAND_BY, closed_at=MORNING, learnt=AskState.STAND_BY)
        for number, each in enumerate(EVERYBODY[:55], start=1)
    )
    decisions = looks(hard(asks=stand_bys, needed_until=NOW))
    saved(decisions)
    told = [delivery.to.id for _, decision in decisions for delivery in decision.deliveries]
    assert sorted(told) == sorted([REQUESTER, *(ask.helper_id for ask in stand_bys)])
    assert max(written) <= MOST
