"""The loop and the order of stopping: SIGTERM or SIGINT, then intake, then delivery, then connections."""

import asyncio
import signal
import sys

from bot.app import open_app
from bot.settings import Settings

if sys.platform == "win32":
    from asyncio import run as run_loop
else:
    from uvloop import run as run_loop


def run(settings: Settings) -> None:
    """Serves until told to stop."""
    run_loop(_run(settings))


async def _run(settings: Settings) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    async with open_app(settings) as app:
        await app.serve(stopping)
