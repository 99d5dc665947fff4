"""The loop and the order of stopping: SIGTERM or SIGINT, then intake, then delivery, then connections."""

import asyncio
import signal
import sys

import structlog

from bot.app import open_app
from bot.settings import Settings

if sys.platform == "win32":
    from asyncio import run as run_loop
else:
    from uvloop import run as run_loop


log = structlog.get_logger()

PATIENCE_AT_STOP_S = 7.0
"""What has not ended by then is cut off; its rows and updates come again at the next start."""


def run(settings: Settings) -> None:
    """Serves until told to stop.

    Raises:
        NotMigrated: the database was not prepared for this version.
    """
    run_loop(_run(settings))


async def _run(settings: Settings) -> None:
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    async with open_app(settings) as app:
        serving = asyncio.create_task(app.serve(stopping))
        stop = asyncio.create_task(stopping.wait())
        await asyncio.wait((serving, stop), return_when=asyncio.FIRST_COMPLETED)
        stop.cancel()
        _, late = await asyncio.wait((serving,), timeout=PATIENCE_AT_STOP_S)
        if late:
            log.warning("stopping.cut_short")
            serving.cancel()
            await asyncio.wait((serving,), timeout=1.0)
            return
        await serving
