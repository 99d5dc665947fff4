"""What the program knows about its own health: asked by /health/ready, shown by /metrics."""

import asyncio
import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from prometheus_client import generate_latest
from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock
from bot.delivery import Delivery
from bot.metrics import Metrics
from db.engine import Engines, is_outage
from db.vitals import database_time, outbox_figures, overdue
from web.health import Check


@dataclass(frozen=True, slots=True)
class Patience:
    """How long, in seconds, everything may take before something is said to be wrong."""

    delivers_within_s: float = 60.0
    """Messages that are due for so long, and not one has reached its end meanwhile."""
    turns_within_s: float = 20.0
    """From one turn of the sender's or the scheduler's loop to the next."""
    telegram_every_s: float = 20.0
    """Telegram is asked seldom, so that whoever watches this program does not flood the messenger."""
    telegram_again_s: float = 5.0
    """Sooner when it was away: until it is found to be back, nobody is sent to this program."""
    telegram_answers_within_s: float = 2.0
    """Less than the page waits, which would otherwise end the question without an answer to remember."""


@dataclass(slots=True)
class Vitals:
    engines: Engines
    bot: Bot
    clock: Clock
    metrics: Metrics
    delivery: Delivery
    last_tick_at: Callable[[], float]
    """The scheduler's last sign of life, by the monotonic clock."""
    patience: Patience = Patience()
    _telegram_asked_at: float = -math.inf
    _telegram_fault: str | None = None

    def checks(self) -> dict[str, Check]:
        return {
            "database": self._database,
            "delivery": self._deliveries,
            "scheduler": self._scheduler,
            "telegram": self._telegram,
        }

    async def exposition(self) -> bytes:
        """All metrics as Prometheus reads them; without those of the database while it is away."""
        try:
            now = self.clock.now()
            figures = await outbox_figures(self.engines, now)
            age = (now - figures.oldest_due_at).total_seconds() if figures.oldest_due_at else 0.0
            self.metrics.show_outbox(figures.rows, age, figures.failed_updates)
        except Exception as error:
            if not is_outage(error):
                raise
        return generate_latest(self.metrics.registry)

    async def _database(self) -> str | None:
        try:
            await database_time(self.engines)
        except Exception as error:
            if not is_outage(error):
                raise
            return type(error).__name__
        return None

    async def _deliveries(self) -> str | None:
        now_s, patience_s = time.monotonic(), self.patience.delivers_within_s
        if now_s - self.delivery.alive_at > self.patience.turns_within_s:
            return "the sender stands still"
        if now_s - self.delivery.settled_at <= patience_s:
            return None
        now = self.clock.now()
        try:
            late = await overdue(self.engines, now - timedelta(seconds=patience_s))
        except Exception as error:
            if not is_outage(error):
                raise
            return type(error).__name__
        # What was tried in one chat alone is that chat's trouble: it is tried again, and everybody else is served.
        if late.since is None or (late.chats == 1 and late.is_tried):
            return None
        return f"the oldest message has waited {(now - late.since).total_seconds():.0f} s"

    async def _scheduler(self) -> str | None:
        silent_s = time.monotonic() - self.last_tick_at()
        return f"no tick for {silent_s:.0f} s" if silent_s > self.patience.turns_within_s else None

    async def _telegram(self) -> str | None:
        now_s = time.monotonic()
        pause_s = self.patience.telegram_again_s if self._telegram_fault else self.patience.telegram_every_s
        if now_s - self._telegram_asked_at >= pause_s:
            self._telegram_asked_at = now_s
            self._telegram_fault = await self._telegram_answers()
        return self._telegram_fault

    async def _telegram_answers(self) -> str | None:
        try:
            async with asyncio.timeout(self.patience.telegram_answers_within_s):
                await self.bot.get_me()
        except TimeoutError:
            return "no answer"
        except TelegramError as error:
            return type(error).__name__
        return None
