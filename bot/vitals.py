"""What the program knows about its own health: asked by /health/ready, shown by /metrics."""

import time
from collections.abc import Callable
from dataclasses import dataclass

from prometheus_client import generate_latest
from telegram import Bot
from telegram.error import TelegramError

from bot.clock import Clock
from bot.delivery import Delivery
from bot.metrics import Metrics
from db.engine import Engines, is_outage
from db.vitals import database_time, outbox_figures
from web.health import Check

STUCK_AFTER_S = 60.0
"""Rows that are due and no delivery that ends for so long: something is wrong."""
LOOP_SILENT_S = 20.0
TELEGRAM_EVERY_S = 20.0


@dataclass(slots=True)
class Vitals:
    engines: Engines
    bot: Bot
    clock: Clock
    metrics: Metrics
    delivery: Delivery
    last_tick_at: Callable[[], float]
    """The scheduler's last sign of life, by the monotonic clock."""
    _telegram_asked_at: float = -TELEGRAM_EVERY_S
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
        now = time.monotonic()
        if now - self.delivery.alive_at > LOOP_SILENT_S:
            return "the sender stands still"
        try:
            figures = await outbox_figures(self.engines, self.clock.now())
        except Exception as error:
            if not is_outage(error):
                raise
            return type(error).__name__
        if figures.oldest_due_at is None or now - self.delivery.settled_at < STUCK_AFTER_S:
            return None
        waited_s = (self.clock.now() - figures.oldest_due_at).total_seconds()
        return f"the oldest message has waited {waited_s:.0f} s" if waited_s > STUCK_AFTER_S else None

    async def _scheduler(self) -> str | None:
        silent_s = time.monotonic() - self.last_tick_at()
        return f"no tick for {silent_s:.0f} s" if silent_s > LOOP_SILENT_S else None

    async def _telegram(self) -> str | None:
        """Asked seldom, so that whoever watches this program does not flood the messenger."""
        now = time.monotonic()
        if now - self._telegram_asked_at >= TELEGRAM_EVERY_S:
            self._telegram_asked_at = now
            try:
                await self.bot.get_me()
                self._telegram_fault = None
            except TelegramError as error:
                self._telegram_fault = type(error).__name__
        return self._telegram_fault
