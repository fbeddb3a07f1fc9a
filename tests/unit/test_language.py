"""Dutch unless somebody would rather have English."""

import pytest

from whapp.domain.language import Language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, Language.NL),
        ("", Language.NL),
        ("nl", Language.NL),
        ("en", Language.EN),
        ("en-GB,en;q=0.9", Language.EN),
        ("EN-us", Language.EN),
        ("de, en;q=0.5", Language.EN),
        ("de,en;q=0.5", Language.EN),
        ("nl-BE, en;q=0.9", Language.NL),
        ("en;q=0.9, nl", Language.EN),
        ("tr, ar", Language.NL),
        ("*", Language.NL),
        ("x" * 10_000, Language.NL),
        (", , en", Language.EN),
    ],
)
def test_the_first_of_our_languages_counts(header: str | None, language: Language) -> None:
    assert Language.preferred(header) is language
