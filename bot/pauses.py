"""Sleeping in a way that never delays the end of the program."""

import asyncio
import contextlib
from collections.abc import Awaitable


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Sleeps, but wakes at once when the program stops."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(seconds):
            await stopping.wait()


async def unless(stopping: asyncio.Event, work: Awaitable[None]) -> None:
    """Does the work, and gives it up in the moment the program stops."""
    working, stop = asyncio.ensure_future(work), asyncio.ensure_future(stopping.wait())
    try:
        await asyncio.wait((working, stop), return_when=asyncio.FIRST_COMPLETED)
    finally:
        stop.cancel()
        if not working.done():
            working.cancel()
            await asyncio.gather(working, return_exceptions=True)
    if not working.cancelled():
        working.result()
