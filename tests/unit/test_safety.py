"""The gate before the first ask: what neighbours must not be asked for, and what only sounds like it."""

import pytest

from tests.support.sayings import EVERYDAY, EVERYDAY_LOANS, NOT_FOR_NEIGHBOURS
from whapp.domain import safety
from whapp.domain.category import Category
from whapp.domain.language import Language
from whapp.domain.safety import Concern, advice, concern
from whapp.domain.safety_words import WORRYING


@pytest.fixture(autouse=True, scope="module")
def a_new_worker() -> None:
    """Which looks at its lists for the first time: what another test made of them does not count."""
    safety.worrying.cache_clear()
    safety.exceptions.cache_clear()


@pytest.mark.parametrize(
    ("about", "text"), [(about, text) for about, texts in NOT_FOR_NEIGHBOURS.items() for text in texts]
)
def test_what_neighbours_must_not_be_asked_for_is_noticed(about: Concern, text: str) -> None:
    assert concern(Category.OTHER, text) is about


@pytest.mark.parametrize("text", EVERYDAY)
def test_what_only_sounds_like_it_passes(text: str) -> None:
    assert concern(Category.OTHER, text) is None


@pytest.mark.parametrize("text", EVERYDAY_LOANS)
def test_a_price_is_no_loan_where_something_is_borrowed(text: str) -> None:
    assert concern(Category.BORROW_SOMETHING, text) is None


@pytest.mark.parametrize(
    "text",
    [
        "MIJN PINCODE",
        "mijn p i n c o d e",
        "mijn p.i.n.c.o.d.e",
        "mijn p  i   n  c  o  d  e",
        "mijn p.i.n. is 1234",
        "mijn p i n is 1234",
        "dan geef ik mijn p i n",
        "mijn p_i_n_c_o_d_e",
        "mijn pi nc od e",
        "mijn p1 nc 0d e",
        "m i j n p i n c o d e",
        "mijn pin-code",
        "mijn p1nc0de",
        "mijn pinc0d3",
        "mijn p!ncode",
        "mijn pincod€",
        "mijn píncódé",
        "mijn pi\u0301ncode",
        "mijn pinnncode",
        "mijn b@nkp@s",
        "mijn *pincode*!!!",
        "mijn\npin\tcode",
        "mijn pin\u200dcode",
        "mijn p\u200bi\u200bn\u200bcode",
        "mijn pin\u00adcode",
        "mijn pinc\u3164ode",
        "mijn pin\u2800code",
        "mijn ｐｉｎｃｏｄｅ",
        "mijn \U0001d40f\U0001d408\U0001d40d\U0001d402\U0001d40e\U0001d403\U0001d404",
        "mijn ⓟⓘⓝcode",
        "mijn \u0440\u0456ncode",
        "mijn \u0420\u0406Ncode",
        "mijn pin\u0441\u043ed\u0435",
        "mijn \u03c1\u03b9ncod\u03b5",
        "mijn p\u0131ncode",
        "mijn \u1d18\u026a\u0274code",
    ],
)
def test_a_word_in_disguise_is_still_the_word(text: str) -> None:
    assert concern(Category.OTHER, text) is Concern.MONEY


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("de s1eutel ligt onder de mat", Concern.KEYS),
        ("de 5leutel ligt onder de mat", Concern.KEYS),
        ("de sleu-tel ligt onder de mat", Concern.KEYS),
        ("de s.l.e.u.t.e.l ligt onder de mat", Concern.KEYS),
        ("1nsuline spuiten bij mijn man", Concern.MEDICAL),
        ("ik wil niet meer l3ven", Concern.EMERGENCY),
    ],
)
def test_digits_that_stand_for_letters_are_read_as_letters(text: str, about: Concern) -> None:
    assert concern(Category.OTHER, text) is about


@pytest.mark.parametrize(
    "text", ["a b c d", "s t e u n k o u s e n", "a.b.c", "1 2 3 4 5 6", "o.k. tot 3 u.", "", "?!", "²", "€"]
)
def test_odd_text_is_no_reason_to_worry(text: str) -> None:
    assert concern(Category.OTHER, text) is None


def test_the_gravest_concern_is_the_one_that_is_told() -> None:
    assert concern(Category.OTHER, "Bel 112, en de sleutel ligt onder de mat") is Concern.EMERGENCY


@pytest.mark.parametrize(
    ("category", "text", "about"),
    [
        (Category.PETS, "mijn kat krijgt insuline", None),
        (Category.PETS, "twee keer per dag insuline spuiten", None),
        (Category.PETS, "de pil geven lukt mij niet alleen", None),
        (Category.OTHER, "mijn kat krijgt insuline", None),
        (Category.OTHER, "mijn opa krijgt insuline", Concern.MEDICAL),
        (Category.PETS, "mijn moeder insuline geven, en de kat eten", Concern.MEDICAL),
        (Category.PETS, "geef mijn vader zijn medicijnen en de kat eten", Concern.MEDICAL),
        (Category.PETS, "de luier van mijn man verschonen", Concern.MEDICAL),
        (Category.PETS, "mijn hond heeft antivries gedronken", Concern.EMERGENCY),
        (Category.PETS, "mijn hond, en mijn pincode", Concern.MONEY),
        (Category.CHILD_MINDING, "luier verschonen om vier uur", None),
        (Category.CHILD_MINDING, "de kleine in het bad doen", None),
        (Category.CHILD_MINDING, "my child swallowed bleach", Concern.EMERGENCY),
        (Category.CHILD_MINDING, "mijn kind insuline spuiten", Concern.MEDICAL),
    ],
)
def test_an_animal_may_get_its_injection_and_a_baby_a_clean_nappy_and_nobody_else(
    category: Category, text: str, about: Concern | None
) -> None:
    assert concern(category, text) is about


def test_an_exception_counts_for_the_words_that_it_shares_and_for_no_others() -> None:
    assert concern(Category.OTHER, "na mijn beroerte loop ik slecht") is None
    assert concern(Category.OTHER, "na mijn beroerte loop ik slecht, en nu krijg ik geen lucht") is Concern.EMERGENCY
    assert concern(Category.OTHER, "haal mijn medicijnen op, en mijn pincode is 1234") is Concern.MONEY


def test_an_amount_is_a_loan_only_where_something_is_borrowed() -> None:
    assert concern(Category.BORROW_SOMETHING, "graag 50 euro tot vrijdag") is Concern.MONEY
    assert concern(Category.BORROW_SOMETHING, "graag €50 tot vrijdag") is Concern.MONEY
    assert concern(Category.GROCERIES, "voor ongeveer 50 euro") is None


@pytest.mark.parametrize("about", Concern)
def test_there_is_advice_for_every_concern_in_both_languages(about: Concern) -> None:
    dutch, english = advice(about, Language.NL), advice(about, Language.EN)
    assert dutch != english
    assert " je " in dutch
    assert " you " in english or "Call " in english
    assert ("112" in dutch) == ("112" in english) == (about is Concern.EMERGENCY)


def test_words_of_a_phrase_follow_each_other_unless_it_says_so() -> None:
    assert concern(Category.OTHER, "my pin") is Concern.MONEY
    assert concern(Category.OTHER, "my blue pin") is None
    assert concern(Category.OTHER, "wie leent mij nu eens wat geld") is None, "more than three words in between"
    assert concern(Category.OTHER, "wie leent mij eens wat geld") is Concern.MONEY


def test_every_family_says_why_it_is_here_and_is_known_by_a_true_example() -> None:
    """A phrase that stops people has to earn its place."""
    reasons = [family.why for families in WORRYING.values() for family in families]
    assert len(set(reasons)) == len(reasons)
    assert all(reasons)


def test_no_phrase_makes_the_gate_think_for_long() -> None:
    """A gate that can be made to think for long is a door of another kind: gaps multiply, so a phrase has few."""
    for families in WORRYING.values():
        for phrases in (notation for family in families for notation in (family.phrases, family.unless)):
            for phrase in phrases.replace("~", "..").split(","):
                assert phrase.count("..") <= 3, phrase


@pytest.mark.parametrize(
    "text",
    [
        "p " * 250,
        "sleutel " * 62,
        "-" * 500,
        "a-" * 250,
        "1" * 500,
        "mijn .. " * 60,
        "geef sleutel van " * 29,
        "1e" * 250,
        "na beroerte " * 41,
        "\u0440 " * 250,
    ],
)
def test_the_longest_text_is_compared_with_no_more_words_than_its_length_allows(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In steps and not in seconds: a machine may be busy."""
    concern(Category.OTHER, "first")  # what is done once
    steps, fits = [0], safety.Part.fits

    def counted(part: safety.Part, word: str) -> bool:
        steps[0] += 1
        return fits(part, word)

    monkeypatch.setattr(safety.Part, "fits", counted)
    concern(Category.OTHER, text)
    most, steps[0] = steps[0], 0
    concern(Category.OTHER, text[: len(text) // 2])
    assert most <= 60_000
    assert most <= 4 * steps[0] + 100
