"""A simulated Telegram for each test, and a bot reduced to raw calls over HTTP."""

from __future__ import annotations

from collections.abc import AsyncIterator

import aiohttp
import pytest

from simulator.client import Simulator, Someone
from tests.simulator.raw_bot import RawBot


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
