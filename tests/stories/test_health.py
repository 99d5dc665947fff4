"""`/health/ready` names what is wrong and takes it back once it is mended; `/health/live` answers all the while."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
import pytest
from sqlalchemy import text
from starlette.applications import Starlette

from bot.app import App, open_app
from bot.channels.telegram import TelegramChannel
from bot.delivery import AHEAD, Delivery
from bot.scheduler import Scheduler, Tick
from bot.settings import Settings
from bot.vitals import Patience, Vitals
from core.incoming import Address
from db import schema
from db.deliveries import DeliveryDesk
from db.engine import open_engines
from db.repos.outbox import Message
from db.repos.terms import Terms
from simulator.client import Simulator, Someone
from tests.postgres import running_postgres
from tests.stories.programs import Program, started
from tests.stories.registering import OWNER
from tests.stories.stage import PACE
from texts.words import Reader
from web.health import health_routes

WITHIN_S = 60.0
LONG_AGO = timedelta(minutes=2)
QUICK = Patience(delivers_within_s=1.0, turns_within_s=10.0, telegram_every_s=0.0)
HASTY = Patience(turns_within_s=1.0, telegram_every_s=0.0)
BRIEFLY = timedelta(milliseconds=50)


@dataclass(frozen=True, slots=True)
class Watcher:
    """Somebody who asks again and again, as a load balancer does."""

    browser: httpx.AsyncClient

    async def faults(self) -> dict[str, str]:
        """What is wrong, by name; nothing where the program is ready. It lives in any case."""
        live, ready = await self.browser.get("/health/live"), await self.browser.get("/health/ready")
        found = {name: state for name, state in ready.json()["checks"].items() if state != "ok"}

        assert live.status_code == 200
        assert ready.status_code == (503 if found else 200)
        return found

    async def sees(self, wanted: Callable[[dict[str, str]], bool]) -> dict[str, str]:
        """Waits until it is told what is wanted."""
        found: dict[str, str] = {}
        try:
            async with asyncio.timeout(WITHIN_S):
                while not wanted(found := await self.faults()):
                    await asyncio.sleep(0.1)
        except TimeoutError:
            raise AssertionError(f"the last thing seen was {found}") from None
        return found

    async def sees_it_ready(self) -> None:
        await self.sees(lambda faults: not faults)


@asynccontextmanager
async def watching(program: Program) -> AsyncIterator[Watcher]:
    await program.says("web.pages_served")
    port = next(json.loads(line)["port"] for line in program.lines if "web.listening" in line)
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}", timeout=20) as browser:
        yield Watcher(browser)


@pytest.mark.parametrize(("fault", "told"), [("status:502", "NetworkError"), ("hang", "no answer")])
async def test_a_messenger_that_cannot_be_reached_is_named_until_it_is_back(
    telegram: Simulator, settings: Settings, fault: str, told: str
) -> None:
    async with started(settings) as program, watching(program) as watcher:
        await telegram.faults.add(fault, method="getMe", times=None)
        seen = [await watcher.faults() for _ in range(2)]
        await telegram.faults.clear()
        await watcher.sees_it_ready()

    assert seen == [{"telegram": told}] * 2


@pytest.mark.parametrize("driver", ["asyncpg", "psycopg"])
async def test_a_database_that_is_gone_is_named_until_it_is_back(
    telegram: Simulator, settings: Settings, driver: str
) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    with running_postgres(durable=True) as server:
        url = server.url(driver, server.new_database())
        engines = open_engines(url)
        await schema.migrate(engines)
        await engines.dispose()
        async with started(settings.model_copy(update={"database_url": url})) as program, watching(program) as watcher:
            await watcher.sees_it_ready()
            server.stop()
            seen = await watcher.sees(lambda faults: "database" in faults)
            await owner.says("/start")
            server.start()
            await watcher.sees_it_ready()
            await owner.hears("반가워요")

    assert "telegram" not in seen


@dataclass(frozen=True, slots=True)
class Parts(Watcher):
    """A sender and a scheduler that are watched by somebody of little patience."""

    app: App
    delivery: Delivery

    async def owes(self, *people: Someone) -> None:
        """Writes a message to each that has been due for long."""
        at = self.app.clock.now() - LONG_AGO
        async with self.app.uow.write() as tx:
            for person in people:
                address = Address("telegram", str(person.id))
                await tx.outbox.say(address, Message("common.nothing_open", {}, at), locale="ko")
        self.delivery.nudge()

    async def delivers_nothing_for(self, seconds: float) -> None:
        async with asyncio.timeout(WITHIN_S):
            while time.monotonic() - self.delivery.settled_at <= seconds:
                await asyncio.sleep(0.05)


@asynccontextmanager
async def working(
    settings: Settings, telegram: Simulator, patience: Patience, *rounds: tuple[timedelta, Sequence[Tick]]
) -> AsyncIterator[Parts]:
    """The parts that are asked for their health, really working."""
    stopping = asyncio.Event()
    async with open_app(settings, telegram.clock, PACE) as app, asyncio.TaskGroup() as tasks:
        await schema.migrate(app.engines)
        await app.bot.initialize()
        desk = DeliveryDesk(app.engines, Terms("telegram", "sender", PACE, AHEAD))
        reader = Reader("ko", settings.zone, app.bot.username, settings.console_url)
        delivery = Delivery(desk, TelegramChannel(app.bot), reader, app.clock, app.metrics, is_shown=lambda: True)
        scheduler = Scheduler(rounds, app.clock)
        vitals = Vitals(
            app.engines, app.bot, app.clock, app.metrics, delivery, lambda: scheduler.alive_at, patience=patience
        )
        for part in (delivery, scheduler):
            tasks.create_task(part.run(stopping))
        page = httpx.ASGITransport(Starlette(routes=health_routes(vitals.checks())))
        async with httpx.AsyncClient(base_url="http://program", transport=page) as browser:
            try:
                yield Parts(browser, app, delivery)
            finally:
                stopping.set()


async def two_people(telegram: Simulator) -> list[Someone]:
    return await telegram.people([{"first_name": name, "has_started": True} for name in ("김하나", "이두리")])


async def attempts(telegram: Simulator) -> int:
    """How many calls have met the trouble."""
    return sum(line["happened"] for line in await telegram.faults.list())


async def test_a_sender_that_delivers_nothing_is_named_until_it_does(telegram: Simulator, settings: Settings) -> None:
    people = await two_people(telegram)
    async with working(settings, telegram, QUICK) as parts:
        await telegram.faults.add("status:502", method="sendMessage", times=None)
        await parts.owes(*people)
        seen = await parts.sees(bool)
        before, still = await attempts(telegram), []
        while await attempts(telegram) < before + 2 * len(people):
            still.append(await parts.faults())
            await asyncio.sleep(0.05)
        await telegram.faults.clear()
        await parts.sees_it_ready()
        for person in people:
            await person.hears("")

    assert list(seen) == ["delivery"]
    assert all(still)  # an attempt is no delivery
    assert seen["delivery"].startswith("the oldest message has waited 1")  # 120 s, and the test


@pytest.mark.parametrize("fault", ["status:502", "retry_after:600"])
async def test_the_trouble_of_one_chat_is_no_trouble_of_the_sender(
    telegram: Simulator, settings: Settings, fault: str
) -> None:
    person, _ = await two_people(telegram)
    async with working(settings, telegram, QUICK) as parts:
        await telegram.faults.add(fault, method="sendMessage", chat_id=person.id, times=None)
        await parts.owes(person, person)
        await telegram.faults.happens(fault)
        await parts.delivers_nothing_for(QUICK.delivers_within_s)
        faults = await parts.faults()

    assert faults == {}


@pytest.mark.parametrize("database_url", ["asyncpg", "psycopg"], indirect=True)
async def test_a_sender_that_stands_still_is_named_until_it_goes_on(telegram: Simulator, settings: Settings) -> None:
    person, _ = await two_people(telegram)
    async with working(settings, telegram, HASTY, (BRIEFLY, ())) as parts:
        async with parts.app.engines.writing.begin() as somebody:
            await somebody.execute(text("LOCK TABLE buckets IN EXCLUSIVE MODE"))
            await parts.owes(person)
            seen = await parts.sees(lambda faults: "delivery" in faults)
        await parts.sees_it_ready()
        await person.hears("")

    assert seen["delivery"] == "the sender stands still"


async def test_a_round_that_never_ends_is_named_though_the_others_go_on(
    telegram: Simulator, settings: Settings
) -> None:
    is_over = asyncio.Event()

    async def hang(_at: datetime) -> None:
        await is_over.wait()

    async def work(_at: datetime) -> None:
        pass

    async with working(settings, telegram, HASTY, (BRIEFLY, (hang,)), (BRIEFLY, (work,))) as parts:
        seen = await parts.sees(lambda faults: "scheduler" in faults)
        is_over.set()
        await parts.sees_it_ready()

    assert seen["scheduler"].startswith("no tick for ")
