"""A simulated Telegram with people in it, and the bot running against it over HTTP, as in life."""

from collections.abc import AsyncIterator

import pytest

from bot.app import App
from bot.settings import Settings
from simulator.client import Simulator
from tests.stories.crowds import founds_at_once
from tests.stories.registering import OWNER, City
from tests.stories.stage import running
from tests.stories.towns import Town, settles

PATIENCE_S = 60
"""How long people in stories wait for an answer: on a busy machine a story is slow, not wrong."""


@pytest.fixture
async def telegram() -> AsyncIterator[Simulator]:
    async with Simulator(timeout=PATIENCE_S) as simulator:
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


@pytest.fixture
async def founded(bot: App, telegram: Simulator) -> City:
    """안양시 with two organisations, an owner, a coordinator, a leader and three members, and the links to more."""
    return await founds_at_once(bot, telegram)


@pytest.fixture
async def town(bot: App, telegram: Simulator) -> Town:
    """A leader, three members and a merchant with their coordinator, already registered."""
    return await settles(bot, telegram)
