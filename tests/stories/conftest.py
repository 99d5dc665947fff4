"""A simulated Telegram with people in it, and the bot running against it over HTTP, as in life."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from bot.app import App, open_app
from bot.settings import Settings
from simulator.client import Simulator, Someone

OWNER = 900_001


@dataclass
class City:
    """The people of a small city, registered through the chat."""

    owner: Someone
    coordinator: Someone


@asynccontextmanager
async def running(settings: Settings, telegram: Simulator) -> AsyncIterator[App]:
    """The bot, serving until the end of the block; a fault in any of its parts fails the test."""
    stopping = asyncio.Event()
    async with open_app(settings, telegram.clock) as app:
        serving = asyncio.create_task(app.serve(stopping))
        try:
            yield app
        finally:
            stopping.set()
            await serving


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator() as simulator:
        yield simulator


@pytest.fixture
def settings(telegram: Simulator, database_url: str) -> Settings:
    return Settings(
        _env_file=None,
        bot_token=telegram.token,
        api_url=telegram.api_url,
        database_url=database_url,
        owner_ids=frozenset({OWNER}),
        web_port=0,
    )


@pytest.fixture
async def bot(settings: Settings, telegram: Simulator) -> AsyncIterator[App]:
    """The bot with an empty database."""
    async with running(settings, telegram) as app:
        yield app
