"""What a browser finds wrong with a page, for eyes, keyboards and screen readers."""

from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

SERIOUS = {"serious", "critical"}
_AXE = Axe()


def serious(page: Page) -> list[str]:
    """What axe finds to be serious or worse. The page must let its script in."""
    results: dict[str, Any] = _AXE.run(page).response
    assert len(results["passes"]) > 5, "axe looked at nothing"
    return [f"{each['id']}: {each['help']}" for each in results["violations"] if each["impact"] in SERIOUS]


def is_seen_whole(page: Page) -> bool:
    """Whether nobody has to scroll sideways."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
