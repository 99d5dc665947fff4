"""A real browser for each test, in which nothing goes wrong unseen: console errors and refused loads fail the test."""

from __future__ import annotations

import os
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable, Collection
from contextlib import asynccontextmanager
from typing import Any

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, async_playwright, expect

from simulator.client import Simulator

NAMES = ("chromium", "chromium-browser", "google-chrome")
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)
MISSING = (
    "these tests need Chromium: install it (Debian: apt-get install chromium fonts-noto-cjk fonts-noto-color-emoji) "
    "or name another with PATROL_TEST_CHROMIUM"
)
REFUSED = "Failed to load resource: the server responded with a status of"
WIDTHS = {"desk": (1440, 900), "tablet": (768, 1024), "phone": (390, 844)}

# A busy machine is slow and still right.
expect.set_options(timeout=30_000)

OpensPage = Callable[..., Awaitable[Page]]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's program; without one the tests fail, since a page nobody opened proves nothing."""
    named = os.environ.get("PATROL_TEST_CHROMIUM")
    found = next((path for name in ((named,) if named else NAMES) if (path := shutil.which(name))), None)
    if found is None:
        pytest.fail(MISSING if not named else f"PATROL_TEST_CHROMIUM names {named!r}, which is no program; {MISSING}")
    return found


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator(name="순찰봇", timeout=20) as simulator:
        yield simulator


@asynccontextmanager
async def launched(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=chromium, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            await browser.close()


@pytest.fixture
async def opens_window(chromium: str) -> AsyncIterator[OpensPage]:
    """Opens empty windows at a width; complaints of the console in any of them fail the test in the end.

    Only that the server said no, with one of `refusals`, is no complaint where a test is about refusing.
    Who serves pages to them is asked for before, so that the windows are closed while somebody still answers.
    """
    complaints: list[str] = []
    async with launched(chromium) as browser:

        async def opens(
            width: str = "desk",
            *,
            language: str = "ko-KR",
            theme: str = "light",
            refusals: Collection[int] = (),
            **more: Any,
        ) -> Page:
            across, down = WIDTHS[width]
            refused = tuple(f"{REFUSED} {status} " for status in refusals)

            def hears(line: ConsoleMessage) -> None:
                if line.type in ("error", "warning") and not line.text.startswith(refused):
                    complaints.append(line.text)

            page = await browser.new_page(
                viewport={"width": across, "height": down},
                locale=language,
                color_scheme="dark" if theme == "dark" else "light",
                timezone_id="Asia/Seoul",
                **more,
            )
            page.set_default_timeout(20_000)
            page.on("console", hears)
            page.on("pageerror", lambda error: complaints.append(str(error)))
            return page

        yield opens
    assert complaints == []


@pytest.fixture
def opens_page(telegram: Simulator, opens_window: OpensPage) -> OpensPage:
    """Opens the simulator's page at a width."""

    async def opens(width: str = "desk", **more: Any) -> Page:
        page = await opens_window(width, **more)
        await page.goto(telegram.api_url)
        return page

    return opens
