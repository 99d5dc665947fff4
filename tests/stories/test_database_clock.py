"""The database's clock is set an hour back and forth under two processes that send: nobody hears twice or waits."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import col, func, select

from bot.settings import Settings
from core.incoming import Address
from db.engine import Engines
from db.repos.outbox import Message
from db.sessions import Session
from db.tables import OutboxRow
from db.tables.outbox import Priority
from db.uow import UnitOfWork
from simulator.client import Simulator
from tests.database_clocks import clock_in_our_hands, set_clock
from tests.stories.programs import started

PACE = {"PATROL_MESSAGES_PER_SECOND": "15"}
PEOPLE = 180
HOUR = timedelta(hours=1)
STEPS = (-HOUR, timedelta(), HOUR, timedelta())


async def enqueue(engines: Engines, chats: list[int]) -> None:
    async with UnitOfWork(engines).write() as tx:
        for chat in chats:
            message = Message("common.nothing_open", {}, datetime.now(UTC), Priority.broadcast)
            await tx.outbox.say(Address("telegram", str(chat)), message, locale="ko")


async def sent(engines: Engines, wanted: int) -> None:
    """An hour's wait would be no wait that ends within this test."""
    async with asyncio.timeout(200):
        done = 0
        while done < wanted:
            async with Session(engines.reading) as session:
                done = (await session.exec(select(func.count()).where(col(OutboxRow.done_at).is_not(None)))).one()
            await asyncio.sleep(0.05)


@pytest.mark.parametrize("database_url", ["asyncpg", "psycopg"], indirect=True)
async def test_while_the_databases_clock_is_set_everybody_hears_once_and_the_living_keep_what_they_send(
    telegram: Simulator, settings: Settings, database_url: str
) -> None:
    people = await telegram.people([{"first_name": f"대원{number}", "has_started": True} for number in range(PEOPLE)])
    await telegram.faults.add("delay:0.5", method="sendMessage", times=None)  # something is always under way
    shown = []
    async with (
        clock_in_our_hands(database_url) as engines,
        started(settings, **PACE) as one,
        started(settings, **PACE) as other,
    ):
        await enqueue(engines, [person.id for person in people])
        for number, ahead in enumerate(STEPS, 1):
            await sent(engines, number * PEOPLE // (len(STEPS) + 1))
            shown.append(round(await set_clock(engines, ahead) / HOUR))
        await sent(engines, PEOPLE)
        took_over = [line for program in (one, other) for line in program.lines if "took_over_rows" in line]

    assert shown == [-1, 0, 1, 0]
    assert [len(person.messages) for person in people] == [1] * PEOPLE
    assert took_over == []
