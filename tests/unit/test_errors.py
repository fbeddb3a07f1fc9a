"""What a refusal says, to whoever reads it in a log or is answered with it."""

from collections.abc import Callable

import pytest

from tests.support.builders import MORNING
from whapp.domain.errors import (
    BudgetSpent,
    InvalidInput,
    LimitReached,
    SmsPaused,
    StateForbids,
    Unsafe,
    WhappError,
    WrongRole,
)
from whapp.domain.safety import Concern


@pytest.mark.parametrize(
    ("refuse", "words"),
    [
        (lambda: InvalidInput("round", "is still to come"), "round: is still to come"),
        (lambda: WrongRole("moderators"), "only moderators may do this"),
        (lambda: LimitReached("moderators"), "too many moderators"),
        (lambda: BudgetSpent("codes", 90), "no more codes; again in 90 s"),
        (lambda: StateForbids("expired"), "the request is expired"),
        (lambda: Unsafe(Concern.KEYS), "keys"),
        (lambda: SmsPaused(MORNING), "until 2026-03-04T09:00:00+00:00"),
    ],
    ids=["input", "role", "limit", "budget", "state", "unsafe", "paused"],
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
    assert SmsPaused(MORNING).until == MORNING


def test_a_refusal_for_safety_names_the_concern_and_the_field_that_is_the_text_unless_it_is_said() -> None:
    assert (Unsafe(Concern.KEYS).concern, Unsafe(Concern.KEYS).field) == (Concern.KEYS, "text")
    assert Unsafe(Concern.MONEY, "address").field == "address"
