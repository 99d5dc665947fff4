"""The program, built by hand: every part is made here, once, and handed to those who need it."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass

import structlog
from telegram import Bot
from telegram.error import TelegramError
from telegram.request import HTTPXRequest

from bot.channels.telegram import TelegramChannel
from bot.clock import Clock, SystemClock
from bot.delivery import Delivery
from bot.dev_clock import FollowedClock
from bot.intake import Intake
from bot.polling import Poller, pause
from bot.settings import Settings
from core.retries import retry_pause
from db import schema
from db.deliveries import DeliveryDesk
from db.engine import Engines, is_outage, open_engines
from db.uow import UnitOfWork
from handlers.telegram.desk import build_router
from services.base import Policy
from services.house import Services, build_services
from texts.words import DEFAULT_LOCALE, Reader

os.environ.setdefault("PTB_TIMEDELTA", "true")  # retry_after becomes a timedelta, and no warning is logged

log = structlog.get_logger()


@dataclass(slots=True)
class App:
    """All parts of one process."""

    settings: Settings
    engines: Engines
    bot: Bot
    clock: Clock
    uow: UnitOfWork
    services: Services

    async def prepare(self, stopping: asyncio.Event) -> None:
        """Waits, with back-off, until database and Telegram are there; an SQLite database is brought up to date."""
        await _until_reachable("database", self._prepare_database, stopping)
        await _until_reachable("telegram", self.bot.initialize, stopping)

    async def _prepare_database(self) -> None:
        if self.engines.is_sqlite:
            await schema.migrate(self.engines)
        version = await schema.version(self.engines)
        if version != schema.head():
            raise SystemExit(
                f"the database is at version {version}, this program needs {schema.head()}: run patrolbot migrate"
            )

    async def serve(self, stopping: asyncio.Event) -> None:
        """Runs until `stopping` is set, then lets what is in flight come to its end."""
        await self.prepare(stopping)
        if stopping.is_set():
            return
        reader = Reader(DEFAULT_LOCALE, self.settings.zone, self.bot.username, self.settings.console_url)
        delivery = Delivery(
            DeliveryDesk(self.engines), {TelegramChannel.name: TelegramChannel(self.bot)}, reader, self.clock
        )
        self.uow.on_said = delivery.nudge
        intake = Intake(build_router(self.services, self.bot, reader), self.services.replies, self.clock)
        log.info("serving", bot=self.bot.username)
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(delivery.run(stopping))
            tasks.create_task(Poller(self.bot, intake).run(stopping))
            if isinstance(self.clock, FollowedClock):
                tasks.create_task(self.clock.run(stopping))


def _clock(settings: Settings) -> Clock:
    return FollowedClock(settings.dev_clock_url) if settings.dev_clock_url else SystemClock()


async def _until_reachable(what: str, attempt: Callable[[], Awaitable[None]], stopping: asyncio.Event) -> None:
    failures = 0
    while not stopping.is_set():
        try:
            await attempt()
        except Exception as error:
            if not (is_outage(error) or isinstance(error, TelegramError)):
                raise
            failures += 1
            if failures == 1:
                log.warning("start.unreachable", what=what, reason=type(error).__name__)
            await pause(stopping, min(retry_pause(failures).total_seconds(), 30))
        else:
            return


@contextlib.asynccontextmanager
async def open_app(settings: Settings, clock: Clock | None = None) -> AsyncIterator[App]:
    """The parts, closed again at the end of the block."""
    engines = open_engines(settings.database_url)
    uow = UnitOfWork(engines)
    policy = Policy(
        zone=settings.zone,
        owners=frozenset((TelegramChannel.name, str(owner)) for owner in settings.owner_ids),
        reminder_offsets=settings.reminders,
    )
    bot = Bot(
        settings.bot_token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=HTTPXRequest(connection_pool_size=64),
        get_updates_request=HTTPXRequest(connection_pool_size=2, read_timeout=50),
    )
    try:
        yield App(settings, engines, bot, clock or _clock(settings), uow, build_services(uow, policy))
    finally:
        await bot.shutdown()
        await engines.dispose()
