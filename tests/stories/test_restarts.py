"""Killed in the middle of anything, the program goes on where it was: no answer is lost, no effect happens twice."""

import asyncio
import json
import signal
import time

import aiohttp
import pytest
from sqlmodel import func, select

from bot.settings import Settings
from db.engine import open_engines
from db.tables import City, Person
from db.uow import UnitOfWork
from simulator.client import Simulator
from tests.stories.programs import Program, started
from tests.stories.registering import OWNER


async def count(database_url: str, table: type[City] | type[Person]) -> int:
    engines = open_engines(database_url)
    try:
        async with UnitOfWork(engines).read() as tx:
            return (await tx.session.exec(select(func.count()).select_from(table))).one()
    finally:
        await engines.dispose()


@pytest.mark.every_database
async def test_killed_between_commit_and_send_the_answer_comes_after_the_restart(
    telegram: Simulator, settings: Settings
) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    async with started(settings) as program:
        await owner.says("/start")
        await owner.hears("반가워요")
        await telegram.faults.add("hang", method="sendMessage", times=None)
        await owner.says("/newcity 안양시")
        await telegram.faults.happens("hang")
        await program.kill()
        await telegram.faults.clear()
        await program.start()
        await owner.hears("안양시", within=15)
        await owner.does_not_hear("안양시", within=1)

    assert await count(settings.database_url, City) == 1


@pytest.mark.every_database
async def test_killed_between_send_and_mark_the_effect_is_there_once(telegram: Simulator, settings: Settings) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    async with started(settings) as program:
        await owner.says("/start")
        await owner.hears("반가워요")
        await telegram.faults.add("hang_after", method="sendMessage")
        await owner.says("/newcity 안양시")
        first = await owner.hears("안양시")
        await program.kill()
        await program.start()
        again = await owner.hears("안양시", within=15)
        await owner.does_not_hear("안양시", within=1)

    assert first.text == again.text
    assert await count(settings.database_url, City) == 1


async def test_a_registration_goes_on_over_kills_after_every_question(telegram: Simulator, settings: Settings) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    minsu = await telegram.person("김민수", language="ko")
    async with started(settings) as program:
        await owner.says("/start")
        await owner.hears("반가워요")
        await owner.says("/newcity 안양시")
        link = next(word for word in (await owner.hears("안양시")).text.split() if "?start=" in word)
        await minsu.follows(link)
        steps = [
            ("개인정보", "동의합니다"),
            ("위치", "동의합니다"),
            ("국외", "동의합니다"),
            ("19세", "19세 이상입니다"),
        ]
        for question, answer in steps:
            await minsu.hears(question, within=15)
            await program.kill()
            await program.start()
            await minsu.taps(answer, within=15)
        await minsu.hears("이름", within=15)
        await program.kill()
        await minsu.says("김민수")  # while nothing runs
        await program.start()
        await minsu.hears("마지막", within=15)

    assert await count(settings.database_url, Person) == 1  # the owner; the others follow when all is answered


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_told_to_stop_it_ends_in_time_with_status_0(
    telegram: Simulator, settings: Settings, number: signal.Signals
) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    async with started(settings) as program:
        await owner.says("/start")
        await owner.hears("반가워요")
        await telegram.faults.add("hang", times=None)  # even when nothing answers any more
        await owner.says("/help")
        began_at = time.monotonic()
        status = await program.stop(number)

    assert status == 0
    assert time.monotonic() - began_at < 10


async def test_what_is_not_there_at_the_start_is_told_once_and_waited_for(
    telegram: Simulator, settings: Settings
) -> None:
    await telegram.faults.add("reset_before", times=4)
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    await owner.says("/start")
    async with started(settings) as program:
        await owner.hears("반가워요", within=20)
        complaints = [line for line in program.lines if "start.unreachable" in line]

    assert len(complaints) == 1


async def test_a_second_process_on_sqlite_waits_and_takes_over(telegram: Simulator, settings: Settings) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    second = Program(settings)
    async with started(settings) as first:
        await second.start(until="start.database_in_use")
        await first.kill()
        await second.says('"serving"', within=10)
        await owner.says("/start")
        try:
            await owner.hears("반가워요", within=10)
        finally:
            await second.kill()


@pytest.mark.parametrize("database_url", ["asyncpg", "psycopg"], indirect=True)
async def test_of_several_processes_one_polls_and_another_takes_over_within_ten_seconds(
    telegram: Simulator, settings: Settings
) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    async with started(settings) as first:
        await first.says("duties.polling")
        async with started(settings) as second:
            await first.kill()
            killed_at = time.monotonic()
            await second.says("duties.polling", within=10)
            await owner.says("/start")
            await owner.hears("반가워요", within=10)

    assert time.monotonic() - killed_at < 20


@pytest.mark.parametrize("wait_s", [0.05, 0.4, 1.2])
async def test_told_to_stop_while_it_starts_it_ends_with_status_0(settings: Settings, wait_s: float) -> None:
    program = Program(settings.model_copy(update={"api_url": "http://127.0.0.1:9"}))
    await program.start(until=None)
    await asyncio.sleep(wait_s)
    status = await program.stop()

    assert status in ((0, -signal.SIGTERM) if wait_s < 0.1 else (0,))  # before Python itself is up nobody can answer


async def test_told_to_stop_while_the_messenger_hangs_at_the_start_it_ends_at_once(
    telegram: Simulator, settings: Settings
) -> None:
    await telegram.faults.add("hang", times=None)
    program = Program(settings)
    await program.start(until="web.listening")
    await telegram.faults.happens("hang")
    status = await program.stop()

    assert status == 0
    assert not [line for line in program.lines if "cut_short" in line]


@pytest.mark.parametrize(
    ("trouble", "wrong"),
    [
        ({"api_url": "http://127.0.0.1:9"}, {"telegram": "NothingSent"}),
        (
            {"database_url": "postgresql+asyncpg://nobody@127.0.0.1:9/nothing"},
            {"database": "DatabaseUnreachable", "telegram": "not reached yet"},
        ),
    ],
)
async def test_while_something_is_missing_at_the_start_it_lives_and_says_what_is_missing(
    settings: Settings, trouble: dict[str, str], wrong: dict[str, str]
) -> None:
    program = Program(settings.model_copy(update=trouble))
    await program.start(until="start.unreachable")
    await program.says("web.listening")
    try:
        line = next(line for line in program.lines if "web.listening" in line)
        async with aiohttp.ClientSession(f"http://127.0.0.1:{json.loads(line)['port']}") as browser:
            live = await browser.get("/health/live")
            ready = await browser.get("/health/ready")
            later = await browser.post("/from/telegram")
            checks = (await ready.json())["checks"]
            for answer in (live, later):
                await answer.read()
    finally:
        status = await program.stop()

    assert (live.status, ready.status, later.status, status) == (200, 503, 503, 0)
    assert {what: fault for what, fault in checks.items() if fault != "ok"} == wrong
