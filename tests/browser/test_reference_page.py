"""The API reference, as whoever writes an app sees it."""

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from local import web
from local.stack import Stack
from tests.browser.eyes import is_seen_whole, serious

HEAVIEST = 160_000  # bytes: every route, every example


@pytest.mark.parametrize(("width", "theme"), [(320, "dark"), (1280, "light")])
def test_the_reference_is_one_page_that_everybody_can_read(
    browser: Browser, stack: Stack, pictures: Path, capsys: pytest.CaptureFixture[str], width: int, theme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme=theme,  # type: ignore[arg-type] # what Playwright calls them
        bypass_csp=True,
    )
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    answer = page.goto(f"{stack.api_url}/docs")
    assert answer
    assert (answer.status, asked) == (200, [page.url])
    weight = len(answer.body())
    with capsys.disabled():
        sys.stdout.write(f"\nreference page: {weight} bytes in one request\n")
    assert weight < HEAVIEST
    assert is_seen_whole(page), "one has to scroll sideways"
    page.get_by_role("link", name="POST /v1/requests", exact=True).click()
    expect(page.get_by_role("heading", name="POST /v1/requests", exact=True)).to_be_in_viewport()
    page.screenshot(path=pictures / f"reference-{width}-{theme}.png")
    assert serious(page) == []
    context.close()


def test_the_page_leads_to_the_document_and_is_let_in_as_it_is(browser: Browser, stack: Stack) -> None:
    """Its style is let in by its own security policy, and nothing else would be."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{stack.api_url}/docs")
    assert page.evaluate("getComputedStyle(document.body).maxWidth") != "none", "the style was not let in"
    assert page.get_by_role("link", name="openapi.json", exact=True).get_attribute("href") == "openapi.json"
    document = web.expect(200, web.call("GET", f"{stack.api_url}/openapi.json"), "the document").json
    assert document["openapi"].startswith("3.1")
    context.close()
