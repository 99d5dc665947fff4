"""Long polling that asks for the next updates only when the last ones have had their effect."""

import asyncio
from collections.abc import Sequence
from typing import Any

import structlog
from telegram import Bot
from telegram.error import Conflict, RetryAfter, TelegramError

from bot.duties import Turn
from bot.intake import Intake
from bot.pauses import pause
from bot.transport import AiohttpRequest
from core.retries import retry_pause

log = structlog.get_logger()

WAIT_S = 30
LONGEST_PAUSE_S = 30.0
ALLOWED_UPDATES = ("message", "edited_message", "callback_query", "my_chat_member")
PATIENCE_AT_STOP_S = 2.5


class Poller:
    """Polls until told to stop; what was fetched but not finished by then comes again at the next start."""

    def __init__(self, bot: Bot, transport: AiohttpRequest, intake: Intake, turn: Turn) -> None:
        self._bot = bot
        self._transport = transport
        self._intake = intake
        self._turn = turn
        self._offset = 0
        self._failures = 0

    async def run(self, stopping: asyncio.Event) -> None:
        """Polls while it is this process's turn."""
        while await self._turn.wait(stopping):
            stop = asyncio.create_task(stopping.wait())
            lost = asyncio.create_task(self._turn.lost())
            try:
                await self._poll(stopping, stop, lost)
            finally:
                stop.cancel()
                lost.cancel()
            self._offset = 0

    async def _poll(self, stopping: asyncio.Event, stop: asyncio.Task[Any], lost: asyncio.Task[Any]) -> None:
        while not stop.done() and not lost.done():
            fetching = asyncio.create_task(self._fetch())
            await asyncio.wait((fetching, stop, lost), return_when=asyncio.FIRST_COMPLETED)
            if not fetching.done():
                fetching.cancel()
                await asyncio.gather(fetching, return_exceptions=True)
                return
            handling = asyncio.create_task(self._handle(fetching, stopping))
            await asyncio.wait((handling, stop), return_when=asyncio.FIRST_COMPLETED)
            if not handling.done():
                await asyncio.wait((handling,), timeout=PATIENCE_AT_STOP_S)
                handling.cancel()
            await asyncio.gather(handling, return_exceptions=stop.done())

    async def _fetch(self) -> Sequence[dict[str, Any]]:
        # Raw, because one update that python-telegram-bot cannot read must not hide the others of its batch.
        updates: Sequence[dict[str, Any]] = await self._transport.call(
            f"{self._bot.base_url}/getUpdates",
            {"offset": self._offset, "timeout": WAIT_S, "allowed_updates": list(ALLOWED_UPDATES)},
            answer_timeout_s=WAIT_S + 10,
        )
        return updates

    async def _handle(self, fetching: asyncio.Task[Sequence[dict[str, Any]]], stopping: asyncio.Event) -> None:
        try:
            updates = fetching.result()
        except RetryAfter as error:
            await pause(stopping, error._retry_after.total_seconds())  # noqa: SLF001 (the timedelta behind a deprecated int)
            return
        except TelegramError as error:
            await self._wait(error, stopping)
            return
        if self._failures:
            log.info("telegram.reachable_again", attempts=self._failures)
        self._failures = 0
        await self._intake.take(updates)
        if updates:
            self._offset = updates[-1]["update_id"] + 1

    async def _wait(self, error: TelegramError, stopping: asyncio.Event) -> None:
        self._failures += 1
        if self._failures == 1:
            log.warning("telegram.unreachable", reason=error.message)
        if isinstance(error, Conflict) and "webhook" in error.message.lower():
            try:
                await self._bot.delete_webhook()
            except TelegramError as stubborn:
                log.warning("telegram.webhook_stays", reason=stubborn.message)
        await pause(stopping, min(retry_pause(self._failures).total_seconds(), LONGEST_PAUSE_S))

    @property
    def is_reaching_telegram(self) -> bool:
        return self._failures == 0
