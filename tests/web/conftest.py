"""The bot on its stage with the console on a free port, and a coordinator's browser."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx
import pytest

from bot.app import App
from simulator.client import Simulator, Someone
from tests.stories.conftest import bot, settings, telegram, town
from tests.web.evenings import Evening, evening

__all__ = ["bot", "settings", "telegram", "town"]


class Browser(httpx.AsyncClient):
    """A browser without scripts: follows redirects, and posts the forms of the page it looks at."""

    page = ""

    async def opens(self, path: str) -> int:
        answer = await self.get(path)
        self.page = answer.text
        return answer.status_code

    async def posts(self, path: str, **fields: str) -> int:
        """Sends a form with the mark of the page that is open."""
        found = re.search(r'name="mark" value="([0-9a-f]+)"', self.page)
        answer = await self.post(path, data={"mark": found[1] if found else "", **fields})
        self.page = answer.text
        return answer.status_code


@asynccontextmanager
async def browsing(app: App) -> AsyncIterator[Browser]:
    """A browser at the console of this program."""
    address = f"http://127.0.0.1:{await app.web_port()}"
    async with Browser(base_url=address, follow_redirects=True, headers={"Origin": address}, timeout=20) as browser:
        yield browser


@pytest.fixture
async def browser(bot: App) -> AsyncIterator[Browser]:
    async with browsing(bot) as browser:
        yield browser


async def link_for(coordinator: Someone) -> str:
    """The path of a new link into the console."""
    await coordinator.says("/console")
    heard = await coordinator.hears("/console/enter/")
    found = re.search(r"/console/enter/\S+", heard.text)
    assert found is not None
    return found[0]


async def signs_in(browser: Browser, coordinator: Someone) -> None:
    link = await link_for(coordinator)
    assert await browser.opens(link) == 200
    assert await browser.posts(link) == 200


@pytest.fixture
async def tonight(bot: App, browser: Browser, telegram: Simulator) -> Evening:
    """The evening, and its coordinator signed in."""
    found = await evening(bot, telegram)
    await signs_in(browser, found.crowd.coordinator)
    return found
