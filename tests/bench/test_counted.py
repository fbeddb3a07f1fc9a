"""What is counted, counted exactly: who makes it more must say so here."""

from benchmarks import costs
from benchmarks.counts import story


def test_each_operation_calls_as_often_as_it_did() -> None:
    assert {each.name: each.count for each in story().operations} == {
        "create": 12,  # as the first of the week in a cell, whose neighbours are counted and noted; 11 as any other
        "the page looked at": 3,
        "no": 4,
        "an ask: decide and wait": 8,
        "yes": 5,
        "the match: decide and wait": 7,
        "read": 4,
        "timeline": 3,
    }


def test_an_ask_takes_three_transitions_and_little_data() -> None:
    assert story().transitions_per_ask == 3
    assert story().payload < 1000


def test_the_page_of_costs_tells_what_is_counted_now() -> None:
    assert costs.PAGE.read_text() == costs.page(), "write it anew: python -m benchmarks.costs"


def test_so_does_the_readme() -> None:
    assert f"| {costs.messages() * 1000:,.0f} SMS |" in costs.README.read_text(), "the table is there at all"
    assert costs.README.read_text() == costs.readme(), "write it anew: python -m benchmarks.costs"


def test_messages_cost_more_than_everything_else_together() -> None:
    assert costs.one_ask().usd < 0.0004
    assert costs.one_request().usd < costs.price("SMS") / 10
