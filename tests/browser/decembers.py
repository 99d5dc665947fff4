"""The plan of a December in a real browser: the month to plan in, and where its days are on the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page

from bot.app import App
from simulator.client import Simulator
from tests.browser.consoles import OpensConsole
from tests.web.months import Month, month

OpensPlan = Callable[..., Awaitable[Page]]


@pytest.fixture
async def december(bot: App, telegram: Simulator) -> Month:
    return await month(bot, telegram)


@pytest.fixture
def opens_plan(opens_console: OpensConsole, december: Month) -> OpensPlan:
    """Signs the coordinator in and opens the plan."""

    async def opens(width: str = "desk", *, theme: str = "light", has_scripts: bool = True) -> Page:
        page = await opens_console(december.crowd.coordinator, width, theme=theme, has_scripts=has_scripts)
        await page.goto("/console/plan")
        return page

    return opens


def day(page: Page, number: int) -> Locator:
    return page.locator(f'[data-day="2026-12-{number:02}"]')
