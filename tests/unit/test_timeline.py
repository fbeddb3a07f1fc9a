"""The timeline in words."""

import pytest

from whapp.domain.event import Actor, Happening
from whapp.domain.language import Language
from whapp.domain.timeline import describe


@pytest.mark.parametrize("by", [None, *Actor])
@pytest.mark.parametrize("ask", [None, 2])
@pytest.mark.parametrize("what", Happening)
def test_everything_that_happens_is_told_in_both_languages(what: Happening, ask: int | None, by: Actor | None) -> None:
    dutch, english = (describe(what, language, ask, by) for language in (Language.NL, Language.EN))
    assert dutch != english
    for sentence in (dutch, english):
        assert sentence[0].isupper()
        assert sentence.endswith(".")
        assert "{" not in sentence
        assert "None" not in sentence
        assert len(sentence) <= 110


@pytest.mark.parametrize("language", Language)
def test_no_two_happenings_read_the_same(language: Language) -> None:
    assert len({describe(what, language, 1) for what in Happening}) == len(Happening)


@pytest.mark.parametrize(
    ("what", "dutch", "english"),
    [
        (Happening.ASKED, "We hebben de 2e buurtgenoot gevraagd.", "We asked the 2nd neighbour."),
        (
            Happening.NO_ANSWER,
            "De 2e buurtgenoot heeft niet op tijd geantwoord.",
            "The 2nd neighbour did not answer in time.",
        ),
        (
            Happening.MATCHED,
            "Goed nieuws: de 2e buurtgenoot heeft ja gezegd en gaat je helpen.",
            "Good news: the 2nd neighbour said yes and is going to help you.",
        ),
    ],
)
def test_a_neighbour_is_called_by_number_never_by_name(what: Happening, dutch: str, english: str) -> None:
    assert describe(what, Language.NL, 2) == dutch
    assert describe(what, Language.EN, 2) == english


def test_without_a_number_it_is_just_a_neighbour() -> None:
    assert describe(Happening.DECLINED, Language.NL, None) == "Een buurtgenoot kan deze keer niet."
    assert describe(Happening.DECLINED, Language.EN, None) == "A neighbour cannot help this time."


@pytest.mark.parametrize(
    ("number", "ordinal"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (111, "111th"),
    ],
)
def test_english_counts_as_english_does(number: int, ordinal: str) -> None:
    assert describe(Happening.ASKED, Language.EN, number) == f"We asked the {ordinal} neighbour."


def test_it_tells_who_looked_at_whose_contact_details() -> None:
    """I11: each reveal is visible to the requester."""
    assert describe(Happening.CONTACT_SHOWN, Language.EN, 1, Actor.HELPER).startswith(
        "The 1st neighbour looked at your"
    )
    assert describe(Happening.CONTACT_SHOWN, Language.EN, 1, Actor.REQUESTER).startswith("You looked up")


def test_it_does_not_say_that_somebody_told_what_nobody_told() -> None:
    assert "heard nothing" in describe(Happening.HELPED, Language.EN, None, Actor.WHAPP)
    assert "heard nothing" not in describe(Happening.HELPED, Language.EN, None, Actor.REQUESTER)
