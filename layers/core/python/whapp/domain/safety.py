"""What neighbours must not be asked for: the gate that every request passes before anybody hears of it.

It reads words and not minds. Whoever means well gets advice, may say it in other words, or finds who does help; what
slips through meets the neighbour's own judgement. The lists, and the notation of their phrases, are in `safety_words`.

No pattern is searched for: each word is looked up, and only the few phrases that begin with it are compared. So the
longest text takes a time that grows with its length and no more, and there is nothing to compile.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from whapp.domain.category import Category
from whapp.domain.language import Language
from whapp.domain.letters import plain
from whapp.domain.safety_words import WORRYING, Family


class Concern(StrEnum):
    """Why a request is not passed on, the gravest first."""

    EMERGENCY = "emergency"
    MEDICAL = "medical"
    MONEY = "money"
    KEYS = "keys"


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
    index, about = worrying()
    readings, runs = _read(text)
    found = {about[family] for word, family in index.long_words.items() if any(word in run for run in runs)}
    for words in readings:
        ordinary = dict[Family, set[int]]()
        for family, places in index.found_in(words):
            if about[family] in found or not family.is_about(category):
                continue
            if family not in ordinary:
                ordinary[family] = {place for _, each in exceptions(family).found_in(words) for place in each}
            if ordinary[family].isdisjoint(places):
                found.add(about[family])
    return next((each for each in Concern if each in found), None)


def advice(about: Concern, language: Language) -> str:
    """What to do instead, for whoever asked."""
    return _ADVICE[about][language is Language.EN]


# --- how a text can be read ---

_WORD = re.compile(r"\d++(?=euros?\b)|[^\W_]+")
_SIGN_INSIDE = re.compile(r"(?<=[^\W_])[^\w\s]+(?=[^\W_])")
_LETTERS_FOR_DIGITS = [str.maketrans("01345789", f"o{one}eastbg") for one in "il"]
_APART = 3  # so many single letters in a row are a word that was pulled apart
_UNIT = 4  # letters: longer than these no measure is
_LONG = 6  # letters: no shorter word is looked for within letters that stand apart

_Reading = tuple[str, ...]


def _read(text: str) -> tuple[set[_Reading], list[str]]:
    """The words of a text in every way in which they can be read, and each row of letters that stand apart."""
    shown = plain(text)
    words = _WORD.findall(shown)
    runs = [_spelt(run, digits) for run in _runs(words, 2) for digits in _LETTERS_FOR_DIGITS]
    closed = _WORD.findall(_SIGN_INSIDE.sub("", shown))
    readings = {tuple(words), tuple(closed), tuple(_drawn_together(words))}
    return {tuple(_spelt(word, digits) for word in each) for each in readings for digits in _LETTERS_FOR_DIGITS}, runs


def _runs(words: Sequence[str], longest: int) -> Iterator[str]:
    """Rows of words so short that they may be one word in pieces, each drawn together."""
    row: list[str] = []
    for word in (*words, "." * (longest + 1)):
        if len(word) <= longest:
            row.append(word)
            continue
        if len(row) >= _APART:
            yield "".join(row)
        row.clear()


def _drawn_together(words: Sequence[str]) -> Iterator[str]:
    """The words, with single letters in a row as one."""
    row: list[str] = []
    for word in (*words, ""):
        if len(word) == 1:
            row.append(word)
            continue
        yield from ["".join(row)] if len(row) >= _APART else row
        row.clear()
        if word:
            yield word


def _spelt(word: str, digits: Mapping[int, str | int | None]) -> str:
    """The word with digits that stand for letters as letters; a number stays one, and so does 50kg."""
    is_measure = word[0].isdigit() and len(word.lstrip("0123456789")) <= _UNIT
    return word if word.isalpha() or is_measure else word.translate(digits)


# --- how phrases are found ---

_GAP = 3  # so many words may stand where a phrase has `..`
_STEM = 3  # letters: `words*` are looked up by so many


class Part(NamedTuple):
    """One word of a phrase, and how many others may come before it."""

    words: frozenset[str]
    stems: tuple[str, ...]
    gap: int

    def fits(self, word: str) -> bool:
        return word in self.words or word.startswith(self.stems) or ("#" in self.words and word.isdigit())


_Phrase = tuple[Part, ...]


class _Index:
    """Phrases with the family of each, by the word that they begin with, or by its first letters."""

    def __init__(self, notations: Iterable[tuple[str, Family]]) -> None:
        self.by_word: dict[str, list[tuple[_Phrase, Family]]] = {}
        self.by_stem: dict[str, list[tuple[_Phrase, Family]]] = {}
        self.long_words: dict[str, Family] = {}
        for notation, family in notations:
            for phrase in _phrases(notation):
                self.add(phrase, family)

    def add(self, phrase: _Phrase, family: Family) -> None:
        first = phrase[0]
        for word in first.words:
            self.by_word.setdefault(word, []).append((phrase, family))
        for stem in {each[:_STEM] for each in first.stems}:
            self.by_stem.setdefault(stem, []).append((phrase, family))
        if len(phrase) == 1:
            self.long_words.update((word, family) for word in (*first.words, *first.stems) if len(word) >= _LONG)

    def found_in(self, words: _Reading) -> Iterator[tuple[Family, tuple[int, ...]]]:
        """The family of every phrase that stands there, and where its words stand."""
        for first, word in enumerate(words):
            begins = "#" if word.isdigit() else word
            for phrase, family in (*self.by_word.get(begins, ()), *self.by_stem.get(word[:_STEM], ())):
                if phrase[0].fits(word) and (places := _places(phrase, words, first)):
                    yield family, places


def _places(phrase: _Phrase, words: _Reading, first: int) -> tuple[int, ...] | None:
    """Where the words of a phrase stand that begins there: the nearest that make up all of it."""
    if len(phrase) == 1:
        return (first,)
    following = phrase[1]
    for place in range(first + 1, min(first + 2 + following.gap, len(words))):
        if following.fits(words[place]) and (rest := _places(phrase[1:], words, place)):
            return (first, *rest)
    return None


def _phrases(notation: str) -> Iterator[_Phrase]:
    for phrase in notation.split(","):
        left, either_way, right = (side.strip() for side in phrase.partition("~"))
        if left:
            yield _parts(f"{left} .. {right}" if either_way else left)
        if either_way:
            yield _parts(f"{right} .. {left}")


def _parts(phrase: str) -> _Phrase:
    parts, gap = list[Part](), 0
    for choice in phrase.split():
        if choice == "..":
            gap += _GAP
            continue
        words = choice.split("|")
        whole = frozenset(word for word in words if not word.endswith("*"))
        parts.append(Part(whole, tuple(word[:-1] for word in words if word.endswith("*")), gap))
        gap = 0
    return tuple(parts)


@cache
def worrying() -> tuple[_Index, Mapping[Family, Concern]]:
    """All phrases to be looked up, and the concern of each family. Made once for each worker."""
    about = {family: each for each in Concern for family in WORRYING[each]}
    return _Index((family.phrases, family) for family in about), about


@cache
def exceptions(family: Family) -> _Index:
    """What is ordinary in this family, to be looked up. Made once it is needed."""
    return _Index([(family.unless, family)])
