"""Every page behind a link, as eyes see it on three widths, in the dark and enlarged; and with a keyboard only.

They are rendered by the code that answers, and served with its own headers: so the policy on styles is the real one.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Page, Route

from local.stack import Stack
from tests.browser.eyes import is_seen_whole, serious
from tests.support.neighbourhood import Neighbourhood
from tests.support.phone import MATCHED
from whapp.app.reply_view import Contact, Question, ReplyState, ReplyView, Word
from whapp.domain.category import Category
from whapp.domain.filters import Filter
from whapp.domain.language import Language
from whapp.domain.membership import Badge
from whapp.http.page import HEADERS, render, render_trouble

ADDRESS = "https://whapp.example/r/somebodys-link"
HEAVIEST = 15_000  # bytes
SMALLEST_TARGET = 44  # pixels each way: a thumb of eighty


class View(NamedTuple):
    """A window to look through."""

    width: int
    height: int
    theme: str


VIEWS = {
    "a small phone": View(320, 640, "light"),
    "a phone in the dark": View(390, 844, "dark"),
    "a tablet": View(820, 1180, "light"),
    "a desk in the dark": View(1280, 800, "dark"),
    "a desk at four times the size": View(320, 200, "light"),  # 1280 by 800, as WCAG 2.2 counts (1.4.10)
}
QUESTION = Question(
    first_name="Wilhelmina-Frederika",
    category=Category.PAPERWORK_AND_COMPUTER,
    text="Mijn nieuwe telefoon doet het niet, en ik wil zo graag mijn kleindochter in Donaudampfschifffahrt zien.",
    needed_from=datetime(2026, 11, 24, 13, tzinfo=UTC),
    needed_until=datetime(2026, 11, 26, 16, tzinfo=UTC),
    circle=2,
    badge=Badge("Buurtpreventie Zonnelaan en omstreken", datetime(2026, 11, 1, tzinfo=UTC)),
)
CONTACT = Contact("Wilhelmina-Frederika", "+31612345678", "Burgemeester van der Schaarlaan 1234, Utrecht")
FILTER = Filter(category=Category.GROCERIES, radius_m=500)
WITH_QUESTION = {
    ReplyState.ASKED, ReplyState.MATCHED, ReplyState.HELPED, ReplyState.STAND_BY, ReplyState.TOO_LATE,
    ReplyState.PRACTICE,
}  # fmt: skip


def page_of(state: ReplyState, **more: object) -> Callable[[Language], str]:
    question = QUESTION if state in WITH_QUESTION else None
    return lambda language: render(ReplyView(state=state, question=question, **more), language)  # type: ignore[arg-type]


PAGES: dict[str, Callable[[Language], str]] = {
    **{state.value: page_of(state) for state in ReplyState},
    **{f"matched-{word}": page_of(ReplyState.MATCHED, word=word) for word in Word},
    "matched-contact": page_of(ReplyState.MATCHED, contact=CONTACT),
    "matched-no-contact": page_of(ReplyState.MATCHED, contact=Contact("Anna", None, None)),
    "declined-suggested": page_of(ReplyState.DECLINED, suggested=FILTER),
    "declined-filtered": page_of(ReplyState.DECLINED, filtered=FILTER),
    "trouble": render_trouble,
}


@contextmanager
def opened(browser: Browser, view: View, markup: str, *, strict: bool) -> Iterator[Page]:
    """This page in a window; `strict` keeps its policy, which no script passes, not even that of a test's eyes."""
    context = browser.new_context(
        viewport={"width": view.width, "height": view.height},
        color_scheme=view.theme,  # type: ignore[arg-type] # what Playwright calls them
        bypass_csp=not strict,
        locale="nl-NL",
    )
    asked_for: list[str] = []

    def answer(route: Route) -> None:
        asked_for.append(route.request.url)
        route.fulfill(body=markup, headers=dict(HEADERS))

    context.route("**/*", answer)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.goto(ADDRESS)
    yield page
    context.close()
    assert complaints == []
    assert [url for url in asked_for if "favicon" not in url] == [ADDRESS], "a page is one request"


@pytest.mark.parametrize("name", PAGES)
def test_every_page_is_for_everybody(browser: Browser, name: str, pictures: Path) -> None:
    markup = PAGES[name](Language.NL)
    with opened(browser, VIEWS["a small phone"], markup, strict=False) as page:
        for view in VIEWS.values():
            page.set_viewport_size({"width": view.width, "height": view.height})
            page.emulate_media(color_scheme=view.theme)  # type: ignore[arg-type]
            assert is_seen_whole(page), view
            assert serious(page) == [], view
            assert small_targets(page) == [], view
            page.screenshot(path=pictures / f"reply-{name}-{view.width}x{view.height}-{view.theme}.png", full_page=True)
    english = PAGES[name](Language.EN)
    with opened(browser, VIEWS["a small phone"], english, strict=False) as page:
        assert serious(page) == []
        assert is_seen_whole(page)
    weight = max(len(each.encode()) for each in (markup, english))
    print(f"{name}: {weight} bytes, 1 request")  # noqa: T201 - measured, to be seen with -s and in CI's log
    assert weight < HEAVIEST


@pytest.mark.parametrize("name", ["asked", "matched-contact", "trouble"])
def test_the_policy_lets_the_style_in(browser: Browser, name: str) -> None:
    with opened(browser, VIEWS["a small phone"], PAGES[name](Language.NL), strict=True) as page:
        assert page.locator("body").evaluate("body => getComputedStyle(body).maxWidth") != "none"


def small_targets(page: Page) -> list[str]:
    """Buttons and links that stand by themselves and are too small for a thumb."""
    found = []
    for each in page.locator("button, select, header a, a[href^=tel], summary").all():
        box = each.bounding_box()
        if each.is_visible() and box and min(box["width"], box["height"]) < SMALLEST_TARGET:
            found.append(f"{each.inner_text()}: {box['width']:.0f} by {box['height']:.0f}")
    return found


def test_a_neighbour_answers_with_a_keyboard_only(browser: Browser, stack: Stack, pictures: Path) -> None:
    place = Neighbourhood(stack)
    truus, [anna] = place.requester(), place.helpers("Anna")
    search = truus.asks_for("groceries")
    anna.is_asked()
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="nl-NL")
    page = context.new_page()
    page.goto(anna.link)
    presses(page, "Ja, ik help")
    assert "jij gaat helpen" in page.inner_text("h1")
    presses(page, "Toon telefoon en adres")
    assert truus.person.address in page.inner_text("main")
    page.screenshot(path=pictures / "answered.png", full_page=True)
    context.close()
    truus.is_told(MATCHED)
    truus.is_helped(search)


def presses(page: Page, button: str) -> None:
    """Go to this button by the tab key, and press Enter."""
    for _ in range(40):
        page.keyboard.press("Tab")
        focused = page.evaluate("document.activeElement.innerText || ''")
        if button in focused:
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none", "where am I?"
            with page.expect_navigation():
                page.keyboard.press("Enter")
            return
    raise AssertionError(f"no way to {button!r} by keyboard")
