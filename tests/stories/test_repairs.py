"""What did not get through is listed with its reason, and the operator's commands bring it to its end, once."""

import asyncio
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest
from sqlalchemy import ColumnElement, text
from sqlmodel import col, func, select

from bot.settings import Settings
from db.engine import open_engines
from db.tables import OutboxRow
from db.tables.outbox import Outcome
from db.uow import UnitOfWork
from simulator.client import Simulator, Someone
from tests.stories.commands import begun, patrolbot
from tests.stories.programs import started
from tests.stories.registering import OWNER

FAILED = col(OutboxRow.outcome) == Outcome.failed
WAITING = col(OutboxRow.done_at).is_(None) & (OutboxRow.error == "NotSent") & col(OutboxRow.holder).is_(None)


async def until(settings: Settings, state: ColumnElement[bool], count: int = 1) -> None:
    """Waits until so many messages are in this state."""
    engines = open_engines(settings.database_url)
    async with asyncio.timeout(60):
        found = -1
        while found != count:
            async with UnitOfWork(engines).read() as tx:
                found = (await tx.session.exec(select(func.count()).select_from(OutboxRow).where(state))).one()
            await asyncio.sleep(0.05)
    await engines.dispose()


async def change(settings: Settings, order: str) -> None:
    engines = open_engines(settings.database_url)
    async with engines.writing.begin() as connection:
        await connection.execute(text(order))
    await engines.dispose()


async def greeted(telegram: Simulator, name: str = "김대표", number: int = OWNER) -> Someone:
    owner = await telegram.person(name, id=number, language="ko")
    await owner.says("/start")
    await owner.hears("반가워요")
    return owner


@pytest.mark.parametrize("database_url", ["sqlite", "asyncpg"], indirect=True)
async def test_what_failed_for_good_is_listed_with_its_reason_and_sent_once_by_command(
    telegram: Simulator, settings: Settings
) -> None:
    async with started(settings):
        owner, other = await greeted(telegram), await telegram.person("이하나", language="ko")
        for person, words in ((owner, "/newcity 안양시"), (other, "/cancel")):
            await telegram.faults.add("status:400", method="sendMessage", chat_id=person.id)
            await person.says(words)
            await until(settings, FAILED, 1 if person is owner else 2)
        listed = await patrolbot(settings, "outbox")
        first, second, total = listed.out.splitlines()
        one = await patrolbot(settings, "outbox", "retry", first.split("\t")[0])
        link = await owner.hears("안양시")
        await other.hears_nothing()
        rest = await patrolbot(settings, "outbox", "retry", "all")
        await other.hears("/help")
        await until(settings, FAILED, 0)
        again = await patrolbot(settings, "outbox", "retry", second.split("\t")[0])
        await owner.does_not_hear("안양시")
        await other.does_not_hear("/help")

    assert total == "2 stuck"
    assert "failed" in first
    assert "rejected" in first
    assert "안양시" not in listed.out
    assert "?start=" in link.text
    assert (one.status, one.out, rest.status, rest.out) == (0, "1 to be sent again\n", 0, "1 to be sent again\n")
    assert (again.status, "no such message is stuck" in again.out) == (1, True)


async def test_what_waits_for_another_attempt_is_listed_and_need_not_wait_for_it_any_more(
    telegram: Simulator, settings: Settings
) -> None:
    async with started(settings) as program:
        owner = await greeted(telegram)
        await telegram.faults.add("status:502", method="sendMessage", times=None)
        await owner.says("/newcity 안양시")
        await until(settings, WAITING)
        await program.stop()
        await telegram.faults.clear()
        listed = await patrolbot(settings, "outbox")
        retried = await patrolbot(settings, "outbox", "retry", listed.out.split("\t")[0])
        afterwards = await patrolbot(settings, "outbox")
        await program.start()
        await owner.hears("안양시")
        await owner.does_not_hear("안양시", within=1)

    assert "waiting" in listed.out
    assert "NotSent" in listed.out
    assert retried.out == "1 to be sent again\n"
    assert afterwards.out == "0 stuck\n"


async def test_updates_that_broke_are_listed_and_one_is_handled_by_command_and_one_dropped(
    telegram: Simulator, settings: Settings
) -> None:
    async with started(settings):
        owner = await greeted(telegram)
        await change(settings, "ALTER TABLE invitations RENAME TO mislaid")
        told = []
        for city in ("안양시", "군포시"):
            await owner.says(f"/newcity {city}")
            told.append((await owner.hears("문의 번호")).text)
        listed = await patrolbot(settings, "updates")
        wanted, unwanted, total = (line.split("\t")[0] for line in listed.out.splitlines())
        too_early = await patrolbot(settings, "updates", "retry", wanted)
        (anew,) = re.findall(r"\b[0-9A-F]{6}\b", (await owner.hears("문의 번호")).text)
        await change(settings, "ALTER TABLE mislaid RENAME TO invitations")
        handled = await patrolbot(settings, "updates", "retry", anew)
        answer = await owner.hears("?start=")
        dropped = await patrolbot(settings, "updates", "drop", unwanted)
        await owner.does_not_hear("?start=", within=1)
        none = await patrolbot(settings, "updates")

    assert total == "2 kept aside"
    assert wanted in told[0]
    assert unwanted in told[1]
    assert "안양시" not in listed.out
    assert (too_early.status, "broke again" in too_early.out) == (1, True)
    assert (handled.status, handled.out) == (0, "handled\n")
    assert "안양시" in answer.text
    assert (dropped.status, dropped.out) == (0, "dropped\n")
    assert none.out == "0 kept aside\n"


@pytest.mark.parametrize("database_url", ["asyncpg"], indirect=True)
async def test_an_update_whose_retry_is_killed_stays_kept_until_it_has_had_its_effect(
    telegram: Simulator, settings: Settings
) -> None:
    async with started(settings):
        owner = await greeted(telegram)
        await change(settings, "ALTER TABLE invitations RENAME TO mislaid")
        await owner.says("/newcity 안양시")
        (reference,) = re.findall(r"\b[0-9A-F]{6}\b", (await owner.hears("문의 번호")).text)
        await change(settings, "ALTER TABLE mislaid RENAME TO invitations")
        async with locked(settings, "invitations") as is_waited_for:
            retrying = await begun(settings, "updates", "retry", reference)
            await is_waited_for()
            retrying.kill()
            await retrying.communicate()
        listed = await patrolbot(settings, "updates")
        handled = await patrolbot(settings, "updates", "retry", reference)
        await owner.hears("?start=")
        await owner.does_not_hear("?start=", within=1)
        none = await patrolbot(settings, "updates")

    assert listed.out.startswith(reference)
    assert handled.status == 0
    assert none.out == "0 kept aside\n"


@asynccontextmanager
async def locked(settings: Settings, table: str) -> AsyncIterator[Callable[[], Awaitable[None]]]:
    """Nobody reads or writes this table until the end of the block; gives what waits for somebody to try."""
    engines = open_engines(settings.database_url)
    async with engines.writing.connect() as holder, engines.writing.connect() as watcher:
        await holder.execute(text(f"LOCK TABLE {table} IN ACCESS EXCLUSIVE MODE"))

        async def is_waited_for() -> None:
            waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = CAST(:name AS regclass)")
            async with asyncio.timeout(60):
                while not await watcher.scalar(waiting, {"name": table}):
                    await asyncio.sleep(0.05)

        yield is_waited_for
    await engines.dispose()


async def test_the_setup_of_a_program_beside_the_messenger_is_proved(telegram: Simulator, settings: Settings) -> None:
    before = await patrolbot(settings, "check")
    async with started(settings):
        beside = await patrolbot(settings, "check")

    for checked in (before, beside):
        assert checked.status == 0
        assert [line.split(":")[0].split() for line in checked.out.splitlines()] == [
            ["ok", name] for name in ("api", "token", "database", "schema", "clock", "fonts")
        ]
    assert f"ok    token: @{telegram.username}" in beside.out
    assert settings.bot_token not in before.out + beside.out
