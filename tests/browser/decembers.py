"""The plan of a December in a real browser: the month to plan in, and where its days are on the page."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import pytest
from playwright.async_api import Locator, Page

from bot.app import App
from simulator.client import Simulator
from tests.web.months import Month, month

OpensPlan = Callable[..., Awaitable[Page]]


@pytest.fixture
async def december(bot: App, telegram: Simulator) -> Month:
    return await month(bot, telegram)


def day(page: Page, number: int) -> Locator:
    return page.locator(f'[data-day="2026-12-{number:02}"]')
