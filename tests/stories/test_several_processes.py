"""Three processes on one PostgreSQL behind a balancer, one of them killed again and again: people notice nothing."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import pytest
from sqlmodel import col, func, select

from bot.settings import Settings
from db.engine import open_engines
from db.tables import Note, OutboxRow, Patrol, Person
from db.uow import UnitOfWork
from simulator.client import Simulator, Someone
from tests.stories.balancers import balancer, free_port
from tests.stories.programs import Program
from tests.stories.registering import OWNER, joins, links_in

SIZE = 3
KILLS_EVERY_S = 4.0
WEEKLY = """/newpatrol
제목: 매주 순찰
일시: 내일 20:00-22:00
장소: 범계역 2번 출구 37.38970,126.95070
반복: 매일"""


@asynccontextmanager
async def several(settings: Settings) -> AsyncIterator[list[Program]]:
    """The processes; updates are posted to whichever the balancer chooses."""
    door, ports = free_port(), [free_port() for _ in range(SIZE)]
    more = {"PATROL_WEBHOOK_URL": f"http://127.0.0.1:{door}/from/telegram", "PATROL_WEBHOOK_SECRET": "a-secret"}
    programs = [Program(settings, **more, PATROL_WEB_PORT=str(port)) for port in ports]
    async with AsyncExitStack() as stack:
        await stack.enter_async_context(balancer(door, ports))
        for program in programs:
            stack.push_async_callback(program.kill)
        await asyncio.gather(*(program.start() for program in programs))
        yield programs


async def kill_again_and_again(programs: list[Program], over: asyncio.Event) -> int:
    kills = 0
    while not over.is_set():
        await asyncio.sleep(KILLS_EVERY_S)
        program = programs[kills % len(programs)]
        await program.kill()
        await program.start()
        kills += 1
    return kills


async def founds(telegram: Simulator) -> tuple[Someone, str]:
    """A coordinator, and the link by which members join."""
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    coordinator = await telegram.person("이조정", language="ko")
    await owner.says("/start")
    await owner.hears("반가워요")
    await owner.says("/newcity 안양시")
    await joins(coordinator, links_in((await owner.hears("안양시")).text)[0], let_in_by=owner)
    await coordinator.says("/neworg patrol_unit 평촌자율방범대")
    return coordinator, links_in((await coordinator.hears("평촌자율방범대")).text)[0]


@pytest.mark.parametrize("database_url", ["asyncpg"], indirect=True)
async def test_questions_order_pace_and_ticks_stay_right_while_processes_are_killed(settings: Settings) -> None:
    async with Simulator(timeout=90) as telegram:
        telegram.world.webhook.pause_unit_seconds = 0.25
        settings = settings.model_copy(update={"bot_token": telegram.token, "api_url": telegram.api_url})
        async with several(settings) as programs:
            over = asyncio.Event()
            killing = asyncio.create_task(kill_again_and_again(programs, over))
            coordinator, link = await founds(telegram)
            hana = await telegram.person("김하나", language="ko")
            await joins(hana, link, let_in_by=coordinator)
            for number in range(1, 9):
                await hana.says(f"/note {number}번째 가로등")
            await coordinator.hears("8번째")
            await coordinator.says(WEEKLY)
            await coordinator.taps("게시", on=await coordinator.hears("이렇게 이해했어요"))
            await hana.hears("매주 순찰")
            over.set()
            kills = await killing
            busiest = (await telegram.counters())["limits"]["busiest_second"]
            heard = [message.text for message in hana.messages if "매주 순찰" in message.text]

        engines = open_engines(settings.database_url)
        async with UnitOfWork(engines).read() as tx:
            notes = (await tx.session.exec(select(Note.text).order_by(col(Note.number)))).all()
            people = (await tx.session.exec(select(func.count()).select_from(Person))).one()
            dates = (await tx.session.exec(select(Patrol.starts_at))).all()
            announced = select(func.count()).where(
                OutboxRow.kind == "patrols.announced", OutboxRow.address == str(hana.id)
            )
            announcements = (await tx.session.exec(announced)).one()
        await engines.dispose()

    assert kills > 0
    assert people == 3
    assert list(notes) == [f"{number}번째 가로등" for number in range(1, 9)]
    assert len(dates) == len(set(dates)) > 1
    assert announcements == 1
    assert len(heard) >= 1
    assert busiest <= settings.messages_per_second
