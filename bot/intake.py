"""The way in: an update is confirmed to the messenger only after its effect is committed.

Updates of one chat are handled in their order, chats side by side. A database that is away makes updates wait, not
fail. An update that breaks a handler is answered with one apology and a reference, logged once, and does not come back.
"""

import asyncio
import secrets
from collections.abc import Sequence
from datetime import timedelta

import structlog
from telegram import Update

from bot.clock import Clock
from core.retries import retry_pause
from db.engine import is_outage
from db.uow import AlreadyHandled
from handlers.telegram.context import incoming_of
from handlers.telegram.router import Router
from services.replies import Replies

log = structlog.get_logger()

LONGEST_WAIT = timedelta(seconds=10)
"""The longest pause between two looks for a database that is away."""


class Intake:
    """Takes updates from polling and from the webhook alike."""

    def __init__(self, router: Router, replies: Replies, clock: Clock) -> None:
        self._router = router
        self._replies = replies
        self._clock = clock
        self._last_of_chat: dict[int, asyncio.Task[None]] = {}

    async def take(self, updates: Sequence[Update]) -> None:
        """Returns when every update has had its effect; cancelled, it leaves the rest to be delivered again."""
        tasks = [self._in_order(update) for update in updates]
        try:
            await asyncio.gather(*tasks)
        except asyncio.CancelledError:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise

    def _in_order(self, update: Update) -> asyncio.Task[None]:
        chat = update.effective_chat.id if update.effective_chat else 0
        task = asyncio.create_task(self._after(self._last_of_chat.get(chat), update))
        self._last_of_chat[chat] = task
        task.add_done_callback(lambda done: self._forget(chat, done))
        return task

    def _forget(self, chat: int, done: asyncio.Task[None]) -> None:
        if self._last_of_chat.get(chat) is done:
            del self._last_of_chat[chat]

    async def _after(self, before: asyncio.Task[None] | None, update: Update) -> None:
        if before is not None:
            await asyncio.wait([before])
        attempts = 0
        while True:
            try:
                return await self._handle(update)
            except Exception as error:
                if not is_outage(error):
                    raise
                attempts += 1
                if attempts == 1:
                    log.warning("update.database_unreachable", update_id=update.update_id)
                await asyncio.sleep(min(retry_pause(attempts), LONGEST_WAIT).total_seconds())

    async def _handle(self, update: Update) -> None:
        try:
            what = await self._router.handle(update, self._clock.now())
            log.info("update.handled", update_id=update.update_id, what=what)
        except AlreadyHandled:
            log.info("update.repeated", update_id=update.update_id)
        except Exception as error:
            if is_outage(error):
                raise
            await self._apologise(update, error)

    async def _apologise(self, update: Update, error: Exception) -> None:
        reference = secrets.token_hex(3).upper()
        log.error("update.failed", update_id=update.update_id, reference=reference, exc_info=error)
        incoming = incoming_of(update, self._clock.now())
        if incoming is not None and not incoming.is_group:
            await self._replies.say(incoming, "common.fault", reference=reference)
