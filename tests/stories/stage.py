"""The bot on a stage: serving against a simulated messenger until the end of a block."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta

from bot.app import App, open_app
from bot.clock import Clock
from bot.settings import Settings
from core.pacing import Bucket, Pace, token_bucket
from simulator.client import Simulator

PACE = Pace(token_bucket(1000), private=Bucket(timedelta(milliseconds=1)), group=Bucket(timedelta(milliseconds=1)))
"""People in stories are quicker than any in life; how fast messages may really leave is told in a story of its own."""


@asynccontextmanager
async def running(
    settings: Settings, telegram: Simulator, pace: Pace | None = PACE, clock: Clock | None = None
) -> AsyncIterator[App]:
    """The bot, serving until the end of the block; a fault in any of its parts fails the test.

    Its clock is the messenger's if it has none of its own.
    """
    stopping = asyncio.Event()
    async with open_app(settings, clock or telegram.clock, pace) as app:
        serving = asyncio.create_task(app.serve(stopping))
        try:
            yield app
        finally:
            stopping.set()
            await serving
