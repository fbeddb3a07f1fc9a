"""The reply page: true in every state, small, safe, and easy to read."""

import re
from base64 import b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from whapp.app.reply_view import Contact, Question, ReplyState, ReplyView, Word
from whapp.domain.ask import Reason
from whapp.domain.category import Category
from whapp.domain.filters import Filter
from whapp.domain.hours import Day
from whapp.domain.language import Language
from whapp.domain.membership import Badge
from whapp.http.page import HEADERS, render, render_trouble

VOID = {"meta", "input", "br", "hr", "link", "img"}
HOSTILE = "<script>alert(1)</script>\"'&\u202eevil\u2066\x00\x1b\ud800{name}%s"

QUESTION = Question(
    first_name="Anna",
    category=Category.GROCERIES,
    text="Een tas boodschappen halen.\nIk loop slecht.",
    needed_from=datetime(2026, 11, 24, 13, tzinfo=UTC),
    needed_until=datetime(2026, 11, 24, 15, tzinfo=UTC),
    circle=0,
    badge=Badge("Buurtpreventie Zonnelaan", datetime(2026, 3, 31, 23, tzinfo=UTC)),
)
CONTACT = Contact("Anna", "+31612345678", "Zonnelaan 12, Utrecht")

BUTTONS = {
    ReplyState.ASKED: ["yes", "no", "report"],
    ReplyState.MATCHED: ["contact", "withdraw", "report"],
    ReplyState.HELPED: ["report"],
    ReplyState.STAND_BY: ["no"],
    ReplyState.TOO_LATE: ["yes"],
    ReplyState.PRACTICE: ["yes", "no"],
    ReplyState.RESTING: ["yes"],
}

every_page = pytest.mark.parametrize(
    ("state", "language"), [(state, language) for state in ReplyState for language in Language]
)
both_languages = pytest.mark.parametrize("language", Language)


@dataclass
class Seen(HTMLParser):
    """A page as a browser would take it apart; complains about tags that do not match."""

    page: str
    tags: list[tuple[str, dict[str, str | None]]] = field(default_factory=list)
    text: str = ""
    opened: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.page)
        self.close()
        assert self.opened == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert len(dict(attrs)) == len(attrs), f"<{tag}> has an attribute twice"
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.opened.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.opened.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.opened and self.opened[-1] != "style":
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attributes for name, attributes in self.tags if name == tag]

    @property
    def answers(self) -> list[str | None]:
        return [button["value"] for button in self.all("button") if button["name"] == "answer"]


def page(state: ReplyState, language: Language = Language.NL, *, contact: Contact | None = None) -> Seen:
    return Seen(render(ReplyView(state=state, question=QUESTION, contact=contact), language))


@every_page
def test_every_state_has_a_page_with_a_heading(state: ReplyState, language: Language) -> None:
    """I22: whoever opens a link gets a page."""
    for question in (QUESTION, None):
        seen = Seen(render(ReplyView(state=state, question=question), language))
        assert len(seen.all("h1")) == 1
        assert len(seen.all("title")) == 1
        assert seen.all("html") == [{"lang": language}]
        assert {"name": "robots", "content": "noindex"} in seen.all("meta")


@every_page
def test_a_page_is_light_and_asks_nothing_of_anybody_else(state: ReplyState, language: Language) -> None:
    html = render(ReplyView(state=state, question=QUESTION, contact=CONTACT), language)
    assert len(html.encode()) < 15_000
    assert "http" not in html
    assert "script" not in html
    assert not re.search(r"\b(?:src|url|@import|on\w+)\s*[=(]", html)


@every_page
def test_the_buttons_are_those_that_make_sense(state: ReplyState, language: Language) -> None:
    seen = page(state, language)
    assert seen.answers == BUTTONS.get(state, [])
    assert len(seen.all("form")) == len(seen.answers)
    assert all(form == {"method": "post"} for form in seen.all("form")), "a form goes to the page's own address"
    assert [hidden["value"] for hidden in seen.all("input")] == [language] * len(seen.answers)


@pytest.mark.parametrize(
    ("word", "answers"),
    [
        (Word.COMING, ["coming", "contact", "withdraw", "report"]),
        (Word.CONFIRMED, ["contact", "withdraw", "report"]),
        (Word.HOW_IT_WENT, ["helped", "not_helped", "contact", "withdraw", "report"]),
        (Word.TOLD, ["contact", "report"]),
    ],
)
@both_languages
def test_a_helper_is_asked_whether_they_come_and_how_it_was(word: Word, answers: list[str], language: Language) -> None:
    view = ReplyView(state=ReplyState.MATCHED, question=QUESTION, word=word)
    assert Seen(render(view, language)).answers == answers


@every_page
def test_the_other_language_is_one_tap_away(state: ReplyState, language: Language) -> None:
    other = Language.EN if language is Language.NL else Language.NL
    assert [link["href"] for link in page(state, language).all("a")] == [f"?lang={other}"]


@every_page
def test_every_page_names_112_for_emergencies(state: ReplyState, language: Language) -> None:
    assert "112." in page(state, language).text


@every_page
def test_the_title_names_nobody(state: ReplyState, language: Language) -> None:
    title = re.search("<title>(.*)</title>", render(ReplyView(state=state, question=QUESTION), language))
    assert title
    assert title[1].endswith(" - Whapp")
    assert "Anna" not in title[1]


@pytest.mark.parametrize("state", [ReplyState.ASKED, ReplyState.MATCHED])
def test_the_question_tells_what_when_where_and_who(state: ReplyState) -> None:
    text = page(state).text
    for part in (
        "Anna",
        "Boodschappen",
        "dinsdag 24 november, 14:00-16:00",
        "in je eigen buurt",
        "✓ lid van Buurtpreventie Zonnelaan, bevestigd door de beheerder (april 2026)",
        "Ik loop slecht.",
    ):
        assert part in text


def test_the_question_is_there_in_english_too() -> None:
    text = page(ReplyState.ASKED, Language.EN).text
    for part in ("Can you help Anna?", "Groceries", "Tuesday 24 November, 14:00-16:00", "in your own neighbourhood"):
        assert part in text


def question(**changes: object) -> str:
    fields = {name: getattr(QUESTION, name) for name in Question.__slots__} | changes
    return Seen(render(ReplyView(state=ReplyState.ASKED, question=Question(**fields)), Language.NL)).text


@pytest.mark.parametrize(
    ("circle", "words"),
    [(0, "in je eigen buurt"), (1, "in een buurt vlakbij"), (2, "iets verder weg"), (7, "iets verder weg")],
)
def test_how_far_is_told_in_words(circle: int, words: str) -> None:
    assert words in question(circle=circle)


def test_a_badge_is_shown_only_to_those_who_have_one() -> None:
    assert "✓" not in question(badge=None)


@pytest.mark.parametrize(
    ("start", "end", "words"),
    [
        (
            datetime(2026, 7, 1, 12, tzinfo=UTC),
            datetime(2026, 7, 1, 13, 30, tzinfo=UTC),
            "woensdag 1 juli, 14:00-15:30",
        ),
        (datetime(2027, 1, 3, 23, tzinfo=UTC), datetime(2027, 1, 4, 1, tzinfo=UTC), "maandag 4 januari, 00:00-02:00"),
        (
            datetime(2026, 11, 24, 20, tzinfo=UTC),
            datetime(2026, 11, 25, 9, tzinfo=UTC),
            "dinsdag 24 november, 21:00 tot woensdag 25 november, 10:00",
        ),
        # The night on which the clock goes back: the second half past two.
        (
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            datetime(2026, 10, 25, 8, tzinfo=UTC),
            "zondag 25 oktober, 02:30-09:00",
        ),
    ],
)
def test_times_are_those_of_the_clock_at_home(start: datetime, end: datetime, words: str) -> None:
    assert words in question(needed_from=start, needed_until=end)


@both_languages
def test_a_no_may_come_with_a_reason(language: Language) -> None:
    seen = page(ReplyState.ASKED, language)
    assert [option["value"] for option in seen.all("option")] == ["", *Reason]
    [select] = seen.all("select")
    assert select["name"] == "reason"
    assert {"for": select["id"]} in seen.all("label")


def test_a_neighbour_knows_what_a_yes_shows_to_the_other() -> None:
    assert "Anna ziet jouw voornaam en telefoonnummer." in page(ReplyState.ASKED).text
    assert "Een buurtgenoot ziet" in Seen(render(ReplyView(state=ReplyState.ASKED), Language.NL)).text


@pytest.mark.parametrize(
    ("language", "button"), [(Language.NL, "Ik wil wel reserve zijn"), (Language.EN, "I would like to be stand-by")]
)
def test_who_is_too_late_is_asked_to_be_stand_by_while_that_can_help(language: Language, button: str) -> None:
    """I15: only then does the page come with the question."""
    assert button in page(ReplyState.TOO_LATE, language).text
    over = Seen(render(ReplyView(state=ReplyState.TOO_LATE), language))
    assert button not in over.text
    assert over.answers == []


def after_a_no(language: Language, *, suggested: Filter | None = None, filtered: Filter | None = None) -> Seen:
    return Seen(render(ReplyView(state=ReplyState.DECLINED, suggested=suggested, filtered=filtered), language))


FILTERS = [
    (Filter(category=Category.GROCERIES, radius_m=500), "tot 500 meter", "up to 500 metres"),
    (Filter(category=Category.GROCERIES, radius_m=3000), "tot 3 km", "up to 3 km"),
    (Filter(category=Category.GROCERIES, day=Day.TUE), "niet meer op dinsdag", "on Tuesday any more"),
    (Filter(category=Category.GROCERIES), "niet meer voor: Boodschappen", "any more for: Groceries"),
]


@pytest.mark.parametrize(("wanted", "dutch", "english"), FILTERS)
def test_after_a_no_there_is_one_button_for_the_filter_in_plain_words(wanted: Filter, dutch: str, english: str) -> None:
    for language, words in ((Language.NL, dutch), (Language.EN, english)):
        seen = after_a_no(language, suggested=wanted)
        assert seen.answers == ["filter"]
        assert words in seen.text
        assert Category.GROCERIES.label(language) in seen.text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("wanted", [wanted for wanted, _, _ in FILTERS])
def test_a_filter_that_holds_is_told_and_needs_no_button(wanted: Filter, language: Language) -> None:
    seen = after_a_no(language, filtered=wanted)
    assert seen.answers == []
    assert Category.GROCERIES.label(language) in seen.text
    assert "app" in seen.text


@both_languages
def test_a_practice_ask_looks_like_a_question_and_says_what_it_is(language: Language) -> None:
    seen = page(ReplyState.PRACTICE, language)
    assert QUESTION.category.label(language) in seen.text
    assert "Kim" in seen.text
    assert ("oefening" if language is Language.NL else "for practice") in seen.text
    for untrue in ("Anna", "Ik loop slecht", "telefoonnummer", "phone number"):
        assert untrue not in seen.text


def test_taking_back_a_yes_takes_two_taps() -> None:
    assert re.search(
        '<details>.*value="withdraw".*</details>', render(ReplyView(state=ReplyState.MATCHED), Language.NL), re.S
    )


@both_languages
def test_phone_and_address_are_shown_when_asked_for_after_a_yes(language: Language) -> None:
    seen = page(ReplyState.MATCHED, language, contact=CONTACT)
    assert "06 12 34 56 78" in seen.text
    assert "tel:+31612345678" in [link["href"] for link in seen.all("a")]
    assert "Zonnelaan 12, Utrecht" in seen.text
    assert seen.answers == ["withdraw", "report"]


@pytest.mark.parametrize("state", [state for state in ReplyState if state is not ReplyState.MATCHED])
def test_without_a_match_no_page_shows_phone_or_address(state: ReplyState) -> None:
    """I11: not even when the page is handed them by mistake."""
    text = page(state, contact=CONTACT).text
    assert "12 34 56 78" not in text
    assert "Zonnelaan 12" not in text


@both_languages
def test_a_missing_phone_or_address_is_said_in_words(language: Language) -> None:
    seen = page(ReplyState.MATCHED, language, contact=Contact("Anna", None))
    assert "None" not in seen.text
    assert len(seen.all("a")) == 1, "nothing to call"


def test_a_number_from_abroad_is_shown_as_it_is() -> None:
    assert "+32470123456" in page(ReplyState.MATCHED, contact=Contact("Anna", "+32470123456")).text


@both_languages
@pytest.mark.parametrize("state", [ReplyState.ASKED, ReplyState.MATCHED])
def test_what_people_write_stays_text(state: ReplyState, language: Language) -> None:
    hostile = Question(
        first_name=HOSTILE,
        category=Category.OTHER,
        text=HOSTILE,
        needed_from=QUESTION.needed_from,
        needed_until=QUESTION.needed_until,
        circle=1,
        badge=Badge(HOSTILE, datetime(2026, 3, 31, tzinfo=UTC)),
    )
    contact = Contact(HOSTILE, f"\"onfocus='x'{HOSTILE}+316", HOSTILE)
    html = render(ReplyView(state=state, question=hostile, contact=contact), language)
    seen = Seen(html)
    assert seen.all("script") == []
    assert {name for _, attributes in seen.tags for name in attributes if name.startswith("on")} == set()
    assert "<script>alert(1)</script>\"'&evil{name}%s" in seen.text, "readable, without the marks that turn text around"
    assert not re.search("[\u200e\u200f\u202a-\u202e\u2066-\u2069\x00\x1b]", html)
    assert html.encode(), "half a character would make it impossible to send"


def test_letters_of_other_languages_are_left_alone() -> None:
    assert "Zoë Łukasz سارة 👩\u200d🍳" in question(text="Zoë Łukasz سارة 👩\u200d🍳")


@both_languages
def test_when_we_are_in_trouble_there_is_still_a_page(language: Language) -> None:
    """I22: never a bare error."""
    seen = Seen(render_trouble(language))
    assert seen.all("form") == []
    assert "" in [link["href"] for link in seen.all("a")], "a link to try the same address again"
    assert "112." in seen.text


def test_the_security_policy_allows_this_style_and_nothing_else() -> None:
    style = re.search("<style>(.*)</style>", render_trouble(Language.NL), re.S)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    assert HEADERS["Content-Security-Policy"] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def test_the_page_is_not_kept_framed_or_told_to_others() -> None:
    assert HEADERS["Cache-Control"] == "no-store"
    assert HEADERS["Referrer-Policy"] == "no-referrer"
    assert HEADERS["X-Content-Type-Options"] == "nosniff"
    assert HEADERS["Content-Type"] == "text/html; charset=utf-8"


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = digits if len(digits) == 6 else "".join(2 * digit for digit in digits)
    parts = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("scheme", [0, 1], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("front", "back", "least"),
    [
        ("ink", "paper", 7.0),
        ("ink", "tint", 7.0),
        ("soft", "paper", 4.5),
        ("soft", "tint", 4.5),
        ("go", "paper", 4.5),
        ("go", "tint", 4.5),
        ("on-go", "go", 4.5),
        ("field", "paper", 3.0),
        ("focus", "paper", 3.0),
    ],
)
def test_everything_can_be_read_by_tired_eyes(scheme: int, front: str, back: str, least: float) -> None:
    """The contrast that WCAG 2.2 asks for at level AA, and more for what matters most."""
    palettes = re.findall(r":root\{([^}]*--paper[^}]*)\}", render_trouble(Language.NL))
    colours = dict(re.findall(r"--([\w-]+):(#\w+)", palettes[scheme]))
    dark, bright = sorted((luminance(colours[front]), luminance(colours[back])))
    assert (bright + 0.05) / (dark + 0.05) >= least
