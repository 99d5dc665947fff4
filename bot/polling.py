"""Long polling that asks for the next updates only when the last ones have had their effect."""

import asyncio
import contextlib
from collections.abc import Sequence

import structlog
from telegram import Bot, Update
from telegram.error import RetryAfter, TelegramError

from bot.intake import Intake
from core.retries import retry_pause

log = structlog.get_logger()

WAIT_S = 30
LONGEST_PAUSE_S = 30.0
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")


class Poller:
    """Polls until told to stop; what was fetched but not finished by then comes again at the next start."""

    def __init__(self, bot: Bot, intake: Intake) -> None:
        self._bot = bot
        self._intake = intake
        self._offset = 0
        self._failures = 0

    async def run(self, stopping: asyncio.Event) -> None:
        stop = asyncio.create_task(stopping.wait())
        try:
            while not stopping.is_set():
                fetching = asyncio.create_task(self._fetch())
                await asyncio.wait((fetching, stop), return_when=asyncio.FIRST_COMPLETED)
                if not fetching.done():
                    fetching.cancel()
                    await asyncio.gather(fetching, return_exceptions=True)
                    break
                await self._handle(fetching, stopping)
        finally:
            stop.cancel()

    async def _fetch(self) -> Sequence[Update]:
        return await self._bot.get_updates(offset=self._offset, timeout=WAIT_S, allowed_updates=list(ALLOWED_UPDATES))

    async def _handle(self, fetching: asyncio.Task[Sequence[Update]], stopping: asyncio.Event) -> None:
        try:
            updates = fetching.result()
        except RetryAfter as error:
            await pause(stopping, error._retry_after.total_seconds())  # noqa: SLF001 (the timedelta behind a deprecated int)
            return
        except TelegramError as error:
            self._failures += 1
            if self._failures == 1:
                log.warning("telegram.unreachable", reason=error.message)
            await pause(stopping, min(retry_pause(self._failures).total_seconds(), LONGEST_PAUSE_S))
            return
        if self._failures:
            log.info("telegram.reachable_again", attempts=self._failures)
        self._failures = 0
        await self._intake.take(updates)
        if updates:
            self._offset = updates[-1].update_id + 1


async def pause(stopping: asyncio.Event, seconds: float) -> None:
    """Sleeps, but wakes at once when the program stops."""
    with contextlib.suppress(TimeoutError):
        await asyncio.wait_for(stopping.wait(), seconds)
