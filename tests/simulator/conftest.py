"""A simulated Telegram for each test, and a bot reduced to raw calls over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from simulator.client import Simulator, Someone


class RawBot:
    """Calls methods as any program could, and returns status and body."""

    def __init__(self, telegram: Simulator, session: aiohttp.ClientSession) -> None:
        self.telegram = telegram
        self.session = session
        self.headers: dict[str, str] = {}

    def url(self, method: str) -> str:
        return f"{self.telegram.api_url}/bot{self.telegram.token}/{method}"

    async def call(self, method: str, **parameters: Any) -> tuple[int, dict[str, Any]]:
        async with self.session.post(self.url(method), json=parameters) as response:
            self.headers = dict(response.headers)
            return response.status, await response.json()

    async def does(self, method: str, **parameters: Any) -> Any:
        """Call a method that must succeed and return its result."""
        status, body = await self.call(method, **parameters)
        assert status == 200, body
        return body["result"]

    async def is_refused(self, method: str, **parameters: Any) -> str:
        """Call a method that must fail and return Telegram's words, checking the envelope."""
        status, body = await self.call(method, **parameters)
        assert body["ok"] is False
        assert body["error_code"] == status
        return str(body["description"])


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
async def bot(telegram: Simulator) -> AsyncIterator[RawBot]:
    async with aiohttp.ClientSession() as session:
        yield RawBot(telegram, session)


@pytest.fixture
async def minsu(telegram: Simulator, bot: RawBot) -> Someone:
    """Somebody who has pressed Start, which the bot has already read."""
    person = await telegram.person("민수", language="ko", phone="+821012345678")
    await person.says("/start")
    updates = await bot.does("getUpdates")
    await bot.does("getUpdates", offset=updates[-1]["update_id"] + 1)
    return person
