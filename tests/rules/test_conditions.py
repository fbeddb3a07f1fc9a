"""`make conditions` drops every condition of every write to the table; here is whether it still sees them all."""

from tests.mutation.conditions import EXPLAINED, conditions


def test_every_condition_is_among_those_that_are_dropped() -> None:
    assert len(conditions()) == 53


def test_what_is_explained_is_still_there() -> None:
    assert EXPLAINED.keys() <= {condition.name for condition in conditions()}
