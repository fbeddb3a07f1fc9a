"""What a refusal says, to whoever reads it in a log or is answered with it."""

from collections.abc import Callable

import pytest

from whapp.domain.errors import BudgetSpent, InvalidInput, LimitReached, StateForbids, WhappError, WrongRole


@pytest.mark.parametrize(
    ("refuse", "words"),
    [
        (lambda: InvalidInput("round", "is still to come"), "round: is still to come"),
        (lambda: WrongRole("moderators"), "only moderators may do this"),
        (lambda: LimitReached("moderators"), "too many moderators"),
        (lambda: BudgetSpent("codes", 90), "no more codes; again in 90 s"),
        (lambda: StateForbids("expired"), "the request is expired"),
    ],
    ids=["input", "role", "limit", "budget", "state"],
)
def test_a_refusal_says_what_it_is_about(refuse: Callable[[], WhappError], words: str) -> None:
    assert str(refuse()) == words


def test_a_refusal_can_be_answered_in_other_words() -> None:
    """What `http` tells the app is made of these."""
    invalid = InvalidInput("round", "is still to come")
    assert (invalid.field, invalid.reason) == ("round", "is still to come")
    assert WrongRole("moderators").role == "moderators"
    assert LimitReached("moderators").what == "moderators"
    assert (BudgetSpent("codes", 90).what, BudgetSpent("codes", 90).seconds) == ("codes", 90)
    assert StateForbids("expired").state == "expired"
