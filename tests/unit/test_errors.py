"""What a refusal says, to whoever reads it in a log or is answered with it."""

import pytest

from whapp.domain.errors import BudgetSpent, InvalidInput, LimitReached, StateForbids, WhappError, WrongRole


@pytest.mark.parametrize(
    ("refusal", "words"),
    [
        (InvalidInput("round", "is still to come"), "round: is still to come"),
        (WrongRole("moderators"), "only moderators may do this"),
        (LimitReached("moderators"), "too many moderators"),
        (BudgetSpent("codes", 90), "no more codes; again in 90 s"),
        (StateForbids("expired"), "the request is expired"),
    ],
)
def test_a_refusal_says_what_it_is_about(refusal: WhappError, words: str) -> None:
    assert str(refusal) == words


def test_a_refusal_can_be_answered_in_other_words() -> None:
    """What `http` tells the app is made of these."""
    assert (InvalidInput("round", "is still to come").field, InvalidInput("round", "is past").reason) == (
        "round",
        "is past",
    )
    assert WrongRole("moderators").role == "moderators"
    assert LimitReached("moderators").what == "moderators"
    assert (BudgetSpent("codes", 90).what, BudgetSpent("codes", 90).seconds) == ("codes", 90)
    assert StateForbids("expired").state == "expired"
