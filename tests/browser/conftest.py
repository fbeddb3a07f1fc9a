"""The system's Chromium, driven by Playwright, and its eyes for accessibility."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

ARGUMENTS = ["--no-sandbox", "--no-first-run"] + [
    f"--disable-{what}" for what in ("gpu", "background-networking", "component-update", "sync")
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One browser for all pages. On a laptop without Chromium these tests are skipped; in CI that is a failure."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        reason = "there is no Chromium here (on Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def pictures() -> Path:
    """Where the screenshots go, to look at: not part of the project."""
    folder = Path(".pictures")
    folder.mkdir(exist_ok=True)
    return folder
