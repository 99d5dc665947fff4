"""The way in: an update is confirmed to the messenger only after its effect is committed.

Updates of one chat are handled in their order, chats side by side. A database that is away makes updates wait, not
fail. An update that breaks a handler is answered with one apology and a reference, logged once, kept aside for whoever
operates the bot, and does not come back.
"""

import asyncio
import secrets
import time
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

import structlog
from telegram import Bot, Update

from bot.clock import Clock
from bot.crowds import Crowd
from bot.metrics import Metrics
from core.checkins import ByLocation
from core.incoming import Incoming
from core.retries import retry_pause
from db.engine import is_outage
from db.uow import AlreadyHandled
from handlers.telegram.context import CHANNEL, incoming_of
from handlers.telegram.crowds import arrival_of
from handlers.telegram.router import Router
from services.house import Services

log = structlog.get_logger()

LONGEST_WAIT = timedelta(seconds=5)
"""The longest pause between two looks for a database that is away."""
BROKEN, UNREADABLE = "failed", "unreadable"
"""What becomes of an update that breaks its handler, and of one that says nothing to this version."""
_PLACES = frozenset({"location", "venue", "contact"})

Payload = Mapping[str, Any]
Arrival = tuple[Incoming, ByLocation]


class Intake:
    """Takes updates, as the messenger wrote them, from polling and from the webhook alike."""

    def __init__(self, bot: Bot, router: Router, services: Services, clock: Clock, metrics: Metrics) -> None:
        self._bot = bot
        self._router = router
        self._services = services
        self._clock = clock
        self._metrics = metrics
        self._crowd = Crowd(services.crowds.check_in)
        self._last_of_chat: dict[int, asyncio.Task[str]] = {}

    async def take(self, payloads: Sequence[Payload]) -> None:
        """Returns when every update has had its effect; cancelled, it leaves the rest to be delivered again."""
        tasks = [self._in_order(payload) for payload in payloads]
        try:
            await asyncio.gather(*tasks)
        except asyncio.CancelledError:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            raise

    async def retry(self, payload: Payload) -> bool:
        """Handles an update that was kept aside; False when it broke again, or still cannot be read."""
        return await self._in_order(payload) not in (BROKEN, UNREADABLE)

    def _in_order(self, payload: Payload) -> asyncio.Task[str]:
        arrival = arrival_of(payload)
        update = self._read(payload) if arrival is None else None
        if arrival is not None:
            chat = int(arrival[0].sender.chat)
        else:
            chat = update.effective_chat.id if update is not None and update.effective_chat else 0
        before = self._last_of_chat.get(chat) if chat else None
        task = asyncio.create_task(self._after(before, arrival or update, payload))
        if chat:
            self._last_of_chat[chat] = task
            task.add_done_callback(lambda done: self._forget(chat, done))
        return task

    def _read(self, payload: Payload) -> Update | None:
        try:
            return Update.de_json(dict(payload), self._bot)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            log.error("update.unreadable", update_id=payload.get("update_id"), reason=type(error).__name__)  # noqa: TRY400 (the trace may quote what people wrote)
            return None

    def _forget(self, chat: int, done: asyncio.Task[str]) -> None:
        if self._last_of_chat.get(chat) is done:
            del self._last_of_chat[chat]

    async def _after(self, before: asyncio.Task[str] | None, update: Update | Arrival | None, payload: Payload) -> str:
        """What became of it."""
        if before is not None:
            await asyncio.wait([before])
        if update is None:
            return UNREADABLE
        update_id: int = payload["update_id"]
        began_at, attempts = time.monotonic(), 0
        while True:
            try:
                what = await self._handle(update, payload)
                break
            except Exception as error:
                if not is_outage(error):
                    raise
                attempts += 1
                if attempts == 1:
                    log.warning("update.database_unreachable", update_id=update_id, reason=type(error).__name__)
                await asyncio.sleep(min(retry_pause(attempts), LONGEST_WAIT).total_seconds())
        took_s = time.monotonic() - began_at
        self._metrics.updates.labels(what.split(".")[0]).inc()
        self._metrics.update_seconds.observe(took_s)
        log.info("update.handled", update_id=update_id, what=what, ms=round(took_s * 1000))
        return what

    async def _handle(self, update: Update | Arrival, payload: Payload) -> str:
        if not isinstance(update, Update):
            if await self._crowd.join(update[0].update_id, update):
                return "crowd"
            alone = self._read(payload)
            return UNREADABLE if alone is None else await self._handle(alone, payload)
        try:
            return await self._router.handle(update, self._clock.now())
        except AlreadyHandled:
            return "repeated"
        except Exception as error:
            if is_outage(error):
                raise
            await self._set_aside(update, payload, error)
            return BROKEN

    async def _set_aside(self, update: Update, payload: Payload, error: Exception) -> None:
        reference = secrets.token_hex(3).upper()
        log.error("update.failed", update_id=update.update_id, reference=reference, exc_info=error)
        try:
            await self._services.updates.set_aside(
                incoming_of(update, self._clock.now()),
                channel=CHANNEL,
                update_id=update.update_id,
                reference=reference,
                payload=without_places(payload),
                error=type(error).__name__,
                at=self._clock.now(),
            )
        except AlreadyHandled:
            return  # it broke after its effect: to do it again would do it twice
        except Exception as second:
            if is_outage(second):
                raise
            log.exception("update.not_kept", reference=reference)


def without_places(value: Any) -> Any:
    """An update as it may be kept: where somebody was and whose number was shared is not."""
    if isinstance(value, Mapping):
        return {key: without_places(part) for key, part in value.items() if key not in _PLACES}
    return [without_places(part) for part in value] if isinstance(value, list) else value
