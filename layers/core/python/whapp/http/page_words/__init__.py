"""The words of the reply page, in both languages."""

from collections.abc import Mapping

from whapp.domain.language import Language
from whapp.http.page_words.en import EN
from whapp.http.page_words.nl import NL
from whapp.http.page_words.words import Telling, Words

__all__ = ["WORDS", "Telling", "Words"]

WORDS: Mapping[Language, Words] = {Language.NL: NL, Language.EN: EN}
