"""The street page of the local stack: a newcomer plays the whole story on it and sees the cascade follow."""

import json
import sys
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from local.stack import Stack
from local.street import Served, Street
from tests.browser.eyes import is_seen_whole, serious
from tests.support.neighbourhood import Neighbourhood

HEAVIEST = 40_000  # bytes, drawing and all
A_WHILE = 40_000.0  # milliseconds; patience is three seconds here, the rest is for a machine that is busy


@pytest.fixture(scope="module")
def street(stack: Stack) -> Iterator[Served]:
    """A street of its own: Truus, and four who get groceries."""
    place = Neighbourhood(stack)
    people = [place.requester(), *place.helpers("Anna", "Bea", "Cor", "Dirk")]
    with Street(stack, [each.person for each in people]).serve() as served:
        yield served


@pytest.fixture
def page(browser: Browser, street: Served) -> Iterator[Page]:
    """The page in a window of its own; anything that the browser complains about fails the test."""
    context = browser.new_context(viewport={"width": 1280, "height": 1000}, locale="nl-NL")
    opened = context.new_page()
    opened.set_default_timeout(A_WHILE)
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.goto(street.url)
    yield opened
    context.close()
    assert complaints == []


def is_lit(page: Page, state: str) -> None:
    """This state, and no other, is lit; the words beside the drawing say the same."""
    expect(page.locator(".state.lit")).to_have_count(1, timeout=A_WHILE)
    expect(page.locator(".state.lit")).to_have_attribute("data-state", state, timeout=A_WHILE)
    expect(page.locator("#now")).to_contain_text(state)


def phone(page: Page, name: str) -> Any:
    """The phone of this neighbour, once it got a message."""
    return page.get_by_role("article", name=name, exact=True)


def happened(page: Page) -> list[str | None]:
    """The codes of the timeline as it is shown."""
    return [each.get_attribute("data-code") for each in page.locator("#timeline li").all()]


def findings(page: Page) -> list[str]:
    """What is seriously wrong with a copy of the page that lets the eyes' script in."""
    browser = page.context.browser
    assert browser
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    context = browser.new_context(
        bypass_csp=True, locale="nl-NL", viewport=page.viewport_size, color_scheme="dark" if dark else "light"
    )
    copy = context.new_page()
    copy.goto(page.url)
    expect(copy.locator("#timeline li")).not_to_have_count(0)
    found = serious(copy)
    context.close()
    return found


def test_the_whole_story_is_played_and_seen_on_the_street(page: Page, pictures: Path) -> None:
    page.get_by_role("button", name="Vraag hulp").click()
    is_lit(page, "Ask and wait")
    expect(phone(page, "Anna")).to_contain_text("kun jij een buurtgenoot helpen?")
    expect(phone(page, "Bea")).to_contain_text("kun jij een buurtgenoot helpen?", timeout=A_WHILE)
    assert "no_answer" in happened(page), "Anna was silent"
    page.get_by_role("button", name="Bea: Nee").click()
    expect(phone(page, "Cor")).to_contain_text("kun jij een buurtgenoot helpen?", timeout=A_WHILE)
    with page.context.expect_page() as opened:
        phone(page, "Cor").get_by_role("link", name="Open de pagina").click()
    expect(opened.value.locator("h1")).to_contain_text("help")
    opened.value.close()
    page.get_by_role("button", name="Cor: Ja").click()
    is_lit(page, "Until the visit")
    expect(phone(page, "Truus")).to_contain_text("goed nieuws!", timeout=A_WHILE)
    page.get_by_role("button", name="English").click()
    expect(page.locator("#timeline")).to_contain_text("Good news: the 3rd neighbour said yes")
    page.screenshot(path=pictures / "street.png", full_page=True)
    page.get_by_role("button", name="Nederlands").click()
    page.get_by_role("button", name="Het is gelukt").click()
    is_lit(page, "Helped")
    expect(page.locator("#now")).to_contain_text("afgelopen")
    expect(page.locator("#path")).to_contain_text("Ask and wait → Until the visit → Helped")
    told = happened(page)
    assert told[:2] == ["created", "asked"]
    assert [code for code in told if code in ("declined", "matched", "helped")] == ["declined", "matched", "helped"]
    assert page.locator(".way.been").count() >= 5, "the path so far is drawn"
    assert findings(page) == []


def test_time_is_moved_on_and_a_request_taken_back(page: Page) -> None:
    """Until the visit it would be a day: the button brings its end, and the questions how it went."""
    page.get_by_role("button", name="Vraag hulp").click()
    expect(page.locator("#timeline li").last).to_have_attribute("data-code", "asked", timeout=A_WHILE)
    page.get_by_role("button", name="Tijd vooruit").click()
    expect(page.locator("#timeline li[data-code=no_answer]")).not_to_have_count(0, timeout=A_WHILE)
    page.locator(".phone.rings [data-answer=yes]").last.click()
    is_lit(page, "Until the visit")
    for _ in range(6):  # there are moments before the visit at which Whapp asks whether all is well
        if page.locator(".state.lit").get_attribute("data-state") == "Ask how it went":
            break
        page.get_by_role("button", name="Tijd vooruit").click()
        expect(page.locator("#said")).not_to_be_empty()
        page.wait_for_timeout(1500)
    is_lit(page, "Ask how it went")
    page.get_by_role("button", name="Trek in").click()
    is_lit(page, "Cancelled")
    expect(page.get_by_role("button", name="Trek in")).to_be_disabled()
    expect(page.get_by_role("button", name="Tijd vooruit")).to_be_disabled()


def test_it_is_one_small_page_in_both_languages_that_fits_a_phone(
    browser: Browser, street: Served, pictures: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    context = browser.new_context(viewport={"width": 320, "height": 700}, locale="nl-NL", color_scheme="dark")
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(street.url)
    assert answer
    weight = len(answer.body())
    with capsys.disabled():
        sys.stdout.write(f"\nstreet page: {weight} bytes in one request\n")
    assert weight < HEAVIEST
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Ask for help").click()
    expect(page.locator("#timeline li").last).to_have_attribute("data-code", "asked", timeout=A_WHILE)
    expect(page.locator(".phone.rings")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.screenshot(path=pictures / "street-phone-dark.png", full_page=True)
    assert is_seen_whole(page), "one has to scroll sideways"
    assert findings(page) == []
    assert {url.partition("?")[0] for url in asked} <= {street.url, f"{street.url}look", f"{street.url}ask"}
    context.close()


@pytest.mark.parametrize(
    ("headers", "path", "body", "status"),
    [
        ({"Host": "elsewhere.example"}, "", None, 403),
        ({"Origin": "https://elsewhere.example", "Content-Type": "application/json"}, "ask", b"{}", 403),
        ({"Content-Type": "text/plain"}, "ask", b"{}", 403),
        ({"Content-Type": "application/json"}, "ask", b"[]", 409),
        ({"Content-Type": "application/json"}, "ask", b" " * 5000, 413),
        ({"Content-Type": "application/json"}, "answer", json.dumps({"link": "http://127.0.0.1:1/r/x"}).encode(), 409),
        ({"Content-Type": "application/json"}, "sing", b"{}", 409),
    ],
)
def test_nobody_else_presses_the_buttons(
    street: Served, headers: dict[str, str], path: str, body: bytes | None, status: int
) -> None:
    """Whatever other page the browser has open, it is not let in; and no button reaches further than this street."""
    sent = HTTPConnection(street.url.split("/")[2], timeout=20)
    sent.request("POST" if body else "GET", f"/{path}", body, headers)
    assert sent.getresponse().status == status
    sent.close()
