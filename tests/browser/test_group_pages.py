"""The landing page and the poster as people see them, on a phone and on a desk, and as those hear them who do not."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from local.stack import Stack
from tests.browser.eyes import is_seen_whole, serious
from tests.support.groups_on_the_stack import NAME, WatchGroup, a_watch_group
from tests.support.neighbourhood import Neighbourhood

WIDTHS = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 800}}
FAULTS = '<img src=""><p style="color:#eee;background:#fff">Kun jij dit lezen?</p>'
A5 = (420, 595)  # points

each_width = pytest.mark.parametrize("width", WIDTHS)
each_view = pytest.mark.parametrize("view", ["landing", "poster"])
each_theme = pytest.mark.parametrize("theme", ["light", "dark"])


@pytest.fixture(scope="module")
def watch(stack: Stack) -> WatchGroup:
    """A group with an invitation."""
    return a_watch_group(stack, Neighbourhood(stack))


@pytest.fixture
def page(browser: Browser, width: str, theme: str) -> Iterator[Page]:
    """A fresh window of this width; anything that the browser complains about fails the test."""
    context = browser.new_context(viewport=WIDTHS[width], color_scheme=theme, locale="nl-NL", bypass_csp=False)  # type: ignore[arg-type] # what Playwright calls them
    opened = context.new_page()
    complaints: list[str] = []
    opened.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    opened.on("pageerror", lambda error: complaints.append(str(error)))
    opened.on("requestfailed", lambda request: complaints.append(f"{request.url} failed"))
    yield opened
    context.close()
    assert [each for each in complaints if "favicon" not in each and "404" not in each] == []


def address(watch: WatchGroup, view: str) -> str:
    return watch.link if view == "landing" else str(watch.invitation["poster"])


def findings(browser: Browser, page: Page) -> list[str]:
    """What axe finds to be serious. It is a script, which our pages forbid: so it looks at a copy that allows one."""
    context = browser.new_context(
        viewport=page.viewport_size, color_scheme=page.evaluate(THEME), bypass_csp=True, locale="nl-NL"
    )
    copy = context.new_page()
    copy.goto(page.url)
    found = serious(copy)
    context.close()
    return found


THEME = "matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light'"


@each_width
@each_view
@each_theme
def test_a_page_is_seen_whole_and_has_no_serious_finding(
    browser: Browser, page: Page, watch: WatchGroup, width: str, view: str, theme: str, pictures: Path
) -> None:
    answer = page.goto(address(watch, view))
    assert answer
    assert answer.status == 200
    assert watch.code in page.inner_text("main")
    assert NAME in page.inner_text("main")
    assert is_seen_whole(page)
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the style was not let in"
    page.screenshot(path=pictures / f"{view}-{width}-{theme}.png", full_page=True)
    assert findings(browser, page) == []


@pytest.mark.parametrize(("width", "theme"), [("phone", "light")])
def test_the_page_for_a_code_that_does_not_work_has_no_serious_finding(
    browser: Browser, page: Page, watch: WatchGroup, pictures: Path
) -> None:
    page.goto(watch.link.rpartition("/")[0] + "/CCC-CCC-CCC")
    assert "werkt niet" in page.inner_text("h1")
    page.screenshot(path=pictures / "no-good-phone-light.png", full_page=True)
    assert findings(browser, page) == []


@pytest.mark.parametrize(("width", "theme"), [("phone", "light")])
def test_one_gets_from_page_to_poster_and_back_and_to_the_other_language(page: Page, watch: WatchGroup) -> None:
    page.goto(watch.link)
    page.click("text=Poster om op te hangen")
    assert page.is_visible("svg.qr")
    box = page.locator("svg.qr").bounding_box()
    assert box
    assert box["width"] > 120, "too small to scan"
    page.click("text=English")
    assert "Help in the neighbourhood?" in page.inner_text("h1")
    assert page.is_visible("svg.qr"), "the other language is not another page"
    page.click("text=Back to the invitation")
    assert f"{NAME} is on Whapp" in page.inner_text("h1")


@pytest.mark.parametrize(("width", "theme"), [("desk", "dark")])
def test_the_poster_is_one_a5_page_on_white(page: Page, watch: WatchGroup, pictures: Path) -> None:
    page.goto(str(watch.invitation["poster"]))
    printed = page.pdf(prefer_css_page_size=True, path=pictures / "poster.pdf")
    assert b"/Count 1" in printed
    assert _size(printed) == pytest.approx(A5, abs=1.5)
    page.emulate_media(media="print")
    assert not page.is_visible(".screen")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"


def _size(pdf: bytes) -> tuple[float, float]:
    box = pdf.partition(b"/MediaBox [")[2].partition(b"]")[0].split()
    return float(box[2]), float(box[3])


@pytest.mark.parametrize(("width", "theme"), [("phone", "light")])
def test_a_page_with_a_fault_would_be_noticed(browser: Browser, watch: WatchGroup, width: str, theme: str) -> None:
    """The check seen to fail: a picture without words, and letters one cannot see."""
    context = browser.new_context(bypass_csp=True)
    page = context.new_page()
    page.goto(watch.link)
    assert serious(page) == []
    page.evaluate("faults => document.querySelector('main').innerHTML += faults", FAULTS)
    found = " ".join(serious(page))
    context.close()
    assert "image-alt" in found
    assert "color-contrast" in found
