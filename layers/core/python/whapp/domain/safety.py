"""What neighbours must not be asked for: the gate that every request passes before anybody hears of it.

It reads words and not minds. Whoever means well gets advice, may say it in other words, or finds who does help; what
slips through meets the neighbour's own judgement. The lists are in `safety_words`.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from enum import StrEnum
from functools import cache

from whapp.domain.category import Category
from whapp.domain.language import Language
from whapp.domain.safety_words import HARMLESS, WORRYING


class Concern(StrEnum):
    """Why a request is not passed on, the gravest first."""

    EMERGENCY = "emergency"
    MEDICAL = "medical"
    MONEY = "money"
    KEYS = "keys"


# An animal's injection and a baby's nappy are what these kinds of help are about.
_PART_OF_IT: Mapping[Category, frozenset[Concern]] = {
    Category.PETS: frozenset({Concern.MEDICAL}),
    Category.CHILD_MINDING: frozenset({Concern.MEDICAL}),
}
_ADVICE: Mapping[Concern, tuple[str, str]] = {
    Concern.EMERGENCY: (
        "Is er gevaar of heeft iemand nu hulp nodig? Bel 112. Whapp is daar te langzaam voor. Denk je aan de dood? Bel "
        "gratis 0800-0113, dag en nacht. Is het geen spoed? Schrijf je vraag dan met andere woorden.",
        "Is there danger, or does somebody need help right now? Call 112. Whapp is too slow for that. Are you thinking "
        "of death? Call 0800-0113, free, day and night. Not urgent? Then please put it in other words.",
    ),
    Concern.MEDICAL: (
        "Zorg voor het lichaam en medicijnen zijn werk voor wie het geleerd heeft. Bel je huisarts, de thuiszorg of de "
        "apotheek. Een buurtgenoot kan wel met je meegaan of iets voor je ophalen.",
        "Care of the body and medicines are for people who were trained for it. Call your doctor, home care or the "
        "pharmacy. A neighbour can come along with you, or fetch something.",
    ),
    Concern.MONEY: (
        "Geef nooit je pincode, pas, wachtwoord of geld aan iemand die je niet kent. Whapp is er niet voor geld en "
        "dure spullen. Vraag je bank, iemand die je vertrouwt of de gemeente. Boodschappen betaal je achteraf.",
        "Never give your PIN, card, password or money to somebody you do not know. Whapp is not for money and "
        "valuables. Ask your bank, somebody you trust or the municipality. Groceries are paid for afterwards.",
    ),
    Concern.KEYS: (
        "Schrijf niet waar een sleutel ligt en geef hem niet aan iemand die je nog niet kent. Laat dit weg uit je "
        "vraag, en doe zelf open of vraag iemand die je vertrouwt.",
        "Do not write where a key is, and do not give it to somebody you do not know yet. Leave this out of your "
        "request, and open the door yourself or ask somebody you trust.",
    ),
}


def concern(category: Category, text: str) -> Concern | None:
    """The gravest reason not to pass this request on; None when there is none."""
    readings = tuple(dict.fromkeys(_harmless().sub(" ", " ".join(words)) for words in _readings(text)))
    runs = tuple(_runs(text))
    for each, (phrases, long_words) in _worrying().items():
        if each in _PART_OF_IT.get(category, ()):
            continue
        if any(phrases.search(reading) for reading in readings):
            return each
        if any(word in run for run in runs for word in long_words):
            return each
    if category is Category.BORROW_SOMETHING and any(_AMOUNT.search(reading) for reading in readings):
        return Concern.MONEY
    return None


def advice(about: Concern, language: Language) -> str:
    """What to do instead, for whoever asked."""
    return _ADVICE[about][language is Language.EN]


_AMOUNT = re.compile(r"(?<!\S)(?:\d+ (?:euro|eur|pond|dollar)s?|euro \d+|geld|money|cash)(?!\S)")
_SPACED_OUT = re.compile(r"(?<![^\W_])(?:[^\W_][\W_]{1,3}){3,}[^\W_](?![^\W_])")
_LOOKS_LIKE = str.maketrans("013457", "oieast")
_LONG = 6  # letters: no shorter word is looked for within letters that stand apart


def _plain(text: str) -> str:
    """Lower case, without accents, without what does not show, no letter more than twice in a row, signs as letters."""
    parts = unicodedata.normalize("NFKD", text.casefold().replace("€", " euro "))
    shown = "".join(each for each in parts if unicodedata.category(each) not in ("Mn", "Cf"))
    signs = re.sub(r"(?<=\w)@(?=\w)", "a", re.sub(r"(?<=\w)\$(?=\w)", "s", shown))
    return re.sub(r"([a-z])\1{2,}", r"\1", signs)


def _readings(text: str) -> Iterator[list[str]]:
    """The words of a text: as written, without signs inside words, and with letters that stand apart drawn together."""
    plain = _plain(text)
    closed = re.sub(r"(?<=\w)[^\w\s]+(?=\w)", "", plain)
    for one in (plain, closed, _SPACED_OUT.sub(lambda found: _drawn_together(found[0]), plain)):
        yield [_spelt(word) for word in re.findall(r"[^\W_]+", one)]


def _runs(text: str) -> Iterator[str]:
    """Each row of letters that stand apart, as one word."""
    return (_spelt(_drawn_together(found[0])) for found in _SPACED_OUT.finditer(_plain(text)))


def _drawn_together(letters: str) -> str:
    return "".join(re.findall(r"[^\W_]", letters))


def _spelt(word: str) -> str:
    """The word with digits that stand for letters as letters; a number stays one."""
    return word.translate(_LOOKS_LIKE) if word[0].isalpha() else word


def _pattern(phrases: Iterable[str]) -> re.Pattern[str]:
    """One pattern for all phrases, in the notation of `safety_words`."""
    return re.compile(r"(?<!\S)(?:" + "|".join(map(_phrase, phrases)) + r")(?!\S)")


def _phrase(phrase: str) -> str:
    pattern, gap = "", ""
    for word in phrase.split():
        if word == "..":
            gap = r" (?:\S+ ){0,3}"
            continue
        choice = "|".join(re.escape(each).replace(r"\*", r"\S*") for each in word.split("|"))
        pattern += (gap or " ") * bool(pattern) + f"(?:{choice})"
        gap = ""
    return pattern


@cache
def _harmless() -> re.Pattern[str]:
    return _pattern(HARMLESS)


@cache
def _worrying() -> Mapping[Concern, tuple[re.Pattern[str], tuple[str, ...]]]:
    """For each concern its phrases as one pattern, and its single words that are long enough to be found in others."""
    return {
        each: (
            _pattern(phrases),
            tuple(word for phrase in phrases if len(word := phrase.strip("*")) >= _LONG and word.isalpha()),
        )
        for each in Concern
        for phrases in [WORRYING[each]]
    }
