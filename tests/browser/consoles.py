"""The console in a real browser, for whoever may enter it: the way in, by a link from the chat."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import pytest
from playwright.async_api import Page

from bot.app import App
from simulator.client import Someone
from tests.browser.conftest import OpensPage
from tests.stories.conftest import bot, settings
from tests.web.conftest import link_for

__all__ = ["OpensConsole", "bot", "opens_console", "settings"]

OpensConsole = Callable[..., Awaitable[Page]]
WATCH = """
const marks = () => document.documentElement.dataset;
window.EventSource = class extends EventSource {
  constructor(...given) {
    super(...given);
    this.addEventListener("listening", () => { marks().listens = "yes"; });
    this.addEventListener("changed", () => { marks().news = Number(marks().news || 0) + 1; });
  }
};
"""
"""A script that shows at the page what it hears of the stream it listens to."""


@pytest.fixture
def opens_console(bot: App, opens_window: OpensPage) -> OpensConsole:
    """Leads a coordinator to the door of the console, and unless told otherwise through it."""

    async def opens(
        coordinator: Someone, width: str = "desk", *, signs_in: bool = True, has_scripts: bool = True, **more: Any
    ) -> Page:
        base = f"http://127.0.0.1:{await bot.web_port()}"
        has_touch = width == "phone"
        page = await opens_window(width, base_url=base, java_script_enabled=has_scripts, has_touch=has_touch, **more)
        await page.goto(await link_for(coordinator))
        if signs_in:
            await page.get_by_role("button", name="들어가기").click()
            await page.wait_for_url("**/console/today")
        return page

    return opens
