"""The program, built by hand: every part is made here, once, and handed to those who need it."""

import asyncio
import contextlib
import os
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import structlog
from starlette.types import ASGIApp
from telegram import Bot

from bot.channels.telegram import TelegramChannel
from bot.channels.telegram_files import TelegramFiles
from bot.channels.webhooks import WEBHOOK_PACE, WebhookChannel
from bot.clock import Clock, SystemClock
from bot.delivery import AHEAD, Delivery
from bot.dev_clock import FollowedClock
from bot.doors import open_door
from bot.duties import Alone, Presence, only_one
from bot.intake import Intake
from bot.loading import beside, sweep
from bot.menus import keeping_menus, show_first_menus
from bot.metrics import Metrics
from bot.pauses import pause, unless
from bot.polling import Poller
from bot.processes import name_of_this_process
from bot.scheduler import SELDOM, Scheduler, rounds
from bot.settings import Settings
from bot.starting import Start
from bot.transport import AiohttpRequest
from bot.vitals import Vitals
from bot.webserver import WebServer
from core.pacing import Pace, token_bucket
from db import schema
from db.deliveries import DeliveryDesk
from db.duties import DutyDesk
from db.engine import Engines, open_engines
from db.repos.terms import Terms
from db.uow import UnitOfWork
from handlers.telegram.desk import build_router
from services.base import Policy
from services.house import Services, build_services
from texts.words import DEFAULT_LOCALE, Reader

os.environ.setdefault("PTB_TIMEDELTA", "true")  # retry_after becomes a timedelta, and no warning is logged

log = structlog.get_logger()

PRUDENCE = 0.99
"""The share of the allowed pace that is used: two clocks never agree on where a second begins."""
HEAD_START_S = 0.2
"""What the first question for updates is given to get under way before what is less urgent takes the processor."""
QUIET_KINDS = frozenset({"menu.commands"})
"""Kinds that are calls of the messenger but no messages in a chat."""


class NotMigrated(Exception):  # noqa: N818 (what it is)
    """One line for the operator: the database is not at the version this program needs."""


@dataclass(slots=True)
class App:
    """All parts of one process."""

    settings: Settings
    engines: Engines
    bot: Bot
    polling: AiohttpRequest
    clock: Clock
    uow: UnitOfWork
    policy: Policy
    services: Services
    pace: Pace
    metrics: Metrics
    webhooks: WebhookChannel
    _web: asyncio.Future[WebServer] = field(default_factory=lambda: asyncio.get_running_loop().create_future())

    async def web_port(self) -> int:
        """The port the web server listens on, once it does."""
        web = await self._web
        await web.is_listening.wait()
        return web.port

    async def _prepare_database(self) -> None:
        if self.engines.is_sqlite:
            await schema.migrate(self.engines)
        await self.expect_migrated()
        if self.engines.is_sqlite:
            # Nobody else serves this database: whatever was in somebody's hands was left behind.
            await DutyDesk(self.engines, name_of_this_process()).release_all()

    async def expect_migrated(self) -> None:
        """Raises NotMigrated unless the database is what this version of the program works with."""
        version, wanted = await schema.version(self.engines), schema.head()
        if version is None:
            raise NotMigrated("the database is empty: run patrolbot migrate")
        if version < wanted:
            raise NotMigrated(f"the database is at version {version}, not {wanted}: run patrolbot migrate")
        if version > wanted:
            raise NotMigrated(f"the database is at version {version}, newer than this program ({wanted}): update it")

    async def serve(self, stopping: asyncio.Event) -> None:
        """Runs until `stopping` is set, then lets what is in flight come to its end: first intake, then delivery."""
        start = Start({"database": self._prepare_database, "telegram": self.bot.initialize})
        web = WebServer(start.app(), self.settings.web_host, self.settings.web_port)
        listening = asyncio.create_task(web.run(stopping))
        try:
            async with contextlib.AsyncExitStack() as held:
                if self.engines.is_sqlite:
                    start.wait_for("turn", "another process serves this database")
                    await held.enter_async_context(only_one(self.settings.database_url, stopping))
                    start.wait_for("turn", None)
                await start.run(stopping)
                start.wait_for("pages", "being loaded")
                if not stopping.is_set():
                    await self._serve(web, listening, stopping)
        except BaseException:
            # Asked to stop and not cancelled: a web server cut off in its start leaves a loop that never closes.
            stopping.set()
            raise
        finally:
            await asyncio.gather(listening, return_exceptions=True)

    def _reader(self) -> Reader:
        settings = self.settings
        return Reader(DEFAULT_LOCALE, settings.zone, self.bot.username, settings.console_url, settings.rehearsal_url)

    async def _serve(self, web: WebServer, listening: asyncio.Task[None], stopping: asyncio.Event) -> None:
        reader = self._reader()
        holder = name_of_this_process()
        terms = Terms(TelegramChannel.name, holder, self.pace, AHEAD, QUIET_KINDS)
        desk, channel = DeliveryDesk(self.engines, terms), TelegramChannel(self.bot)
        duties = DutyDesk(self.engines, holder)
        presence = None if self.engines.is_sqlite else Presence(duties, polls=not self.settings.webhook_url)
        turn = presence or Alone()
        delivery = Delivery(desk, channel, reader, self.clock, self.metrics, is_shown=turn.is_shown)
        telling = self._telling(holder, reader, turn.is_shown)

        def nudge() -> None:
            delivery.nudge()
            telling.look_soon()  # programs are told of few commits

        self.uow.on_said = nudge
        router = build_router(self.services, self.bot, reader)
        intake = Intake(self.bot, router, self.services, self.clock, self.metrics)
        menus = (SELDOM, [keeping_menus(self.services.menus, reader)])
        scheduler = Scheduler([*rounds(self.services), menus], self.clock)
        vitals = Vitals(self.engines, self.bot, self.clock, self.metrics, delivery, lambda: scheduler.alive_at)
        poller = Poller(self.bot, self.polling, intake, turn)
        open_pages = partial(self._open_pages, web, stopping, reader=reader, vitals=vitals, intake=intake)
        if self.settings.webhook_url:
            await unless(stopping, open_pages())  # updates come in by them
        log.info("serving", bot=self.bot.username, holder=holder)
        intake_ended = asyncio.Event()
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(delivery.run(intake_ended))
            tasks.create_task(self._tell(telling, intake_ended))
            ways_in: list[Awaitable[None]] = [listening]
            if not self.settings.webhook_url:
                ways_in.append(poller.run(stopping))
            tasks.create_task(_then(ways_in, intake_ended))
            if presence is not None:
                tasks.create_task(presence.run(intake_ended))
            if isinstance(self.clock, FollowedClock):
                tasks.create_task(self.clock.run(stopping))
            tasks.create_task(unless(stopping, open_door(self.bot, self.settings, stopping)))
            if not self.settings.webhook_url:
                await _head_start(presence, stopping)
            tasks.create_task(unless(stopping, show_first_menus(self.bot, reader)))
            tasks.create_task(scheduler.run(stopping))
            if not self.settings.webhook_url:
                await unless(stopping, open_pages())
        if presence is not None:
            await presence.leave()

    async def retry_update(self, reference: str) -> bool:
        """Handles an update that was kept aside; False when there is none or it broke again."""
        await self.bot.initialize()
        failed = await self.services.updates.kept(reference)
        if failed is None:
            return False
        uow = UnitOfWork(self.engines, self.uow.on_said, retried=failed)
        services = build_services(uow, self.policy, TelegramFiles(self.bot))
        router = build_router(services, self.bot, self._reader())
        is_handled = await Intake(self.bot, router, services, self.clock, self.metrics).retry(failed.payload)
        if is_handled:
            await services.updates.drop(reference)  # of what needed no commit of its own
        return is_handled

    def _telling(self, holder: str, reader: Reader, is_shown: Callable[[], bool]) -> Delivery:
        """The sender for programs: the same machine as for people, at a pace and in rows of its own."""
        terms = Terms(WebhookChannel.name, holder, WEBHOOK_PACE, AHEAD)
        desk = DeliveryDesk(self.engines, terms)
        return Delivery(desk, self.webhooks, reader, self.clock, self.metrics, is_shown=is_shown)

    async def _tell(self, telling: Delivery, stopping: asyncio.Event) -> None:
        try:
            await telling.run(stopping)
        finally:
            await self.webhooks.close()

    async def _open_pages(self, web: WebServer, stopping: asyncio.Event, **parts: Any) -> None:
        """Loads the console and the rest of the web beside the work: nobody who writes to the bot waits for it."""
        make = await beside(_load_pages)
        web.app = make(self.settings, self.services, stopping=stopping, **parts)
        sweep()
        self._web.set_result(web)
        log.info("web.pages_served")


def _load_pages() -> Callable[..., ASGIApp]:
    from bot.pages import web_app  # as much as all the rest of the program

    return web_app


async def _head_start(presence: Presence | None, stopping: asyncio.Event) -> None:
    """Lets whose turn it is begin to ask for updates before anything less urgent is done."""
    if presence is not None:
        await presence.has_begun.wait()
    await pause(stopping, HEAD_START_S)


async def _then(work: Iterable[Awaitable[None]], ended: asyncio.Event) -> None:
    try:
        await asyncio.gather(*work)
    finally:
        ended.set()


def _clock(settings: Settings) -> Clock:
    return FollowedClock(settings.dev_clock_url) if settings.dev_clock_url else SystemClock()


@contextlib.asynccontextmanager
async def open_app(settings: Settings, clock: Clock | None = None, pace: Pace | None = None) -> AsyncIterator[App]:
    """The parts, closed again at the end of the block. `clock` is the product's; waiting always takes real time."""
    engines = open_engines(settings.database_url)
    uow = UnitOfWork(engines)
    policy = Policy(
        zone=settings.zone,
        owners=frozenset((TelegramChannel.name, str(owner)) for owner in settings.owner_ids),
        reminder_offsets=settings.reminders,
        messages_per_second=settings.messages_per_second,
        allows_private_webhooks=settings.private_webhooks,
    )
    now = clock or _clock(settings)
    polling = AiohttpRequest(pool_size=2)
    bot = Bot(
        settings.bot_token,
        base_url=f"{settings.api_url}/bot",
        base_file_url=f"{settings.api_url}/file/bot",
        request=AiohttpRequest(),
        get_updates_request=polling,
    )
    services = build_services(uow, policy, TelegramFiles(bot))
    try:
        yield App(
            settings,
            engines,
            bot,
            polling,
            now,
            uow,
            policy,
            services,
            pace or Pace(token_bucket(settings.messages_per_second * PRUDENCE)),
            Metrics(),
            WebhookChannel(services.webhooks, now, allows_private=settings.private_webhooks),
        )
    finally:
        await bot.shutdown()
        await engines.dispose()
