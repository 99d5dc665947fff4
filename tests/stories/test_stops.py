"""Told to stop in the middle of everything, it ends in time, and what it had not finished goes on at the next start."""

import asyncio
from datetime import UTC, datetime

import pytest
from sqlmodel import col, func, select

from bot.settings import Settings
from core.incoming import Address
from db.engine import Engines, open_engines
from db.repos.outbox import Message
from db.sessions import Session
from db.tables import City, OutboxRow
from db.tables.outbox import Priority
from db.uow import UnitOfWork
from simulator.client import Simulator, Someone
from tests.stories.programs import started
from tests.stories.registering import OWNER

PEOPLE = 60
PROMISED_S = 10
"""How long the program may take to end, whatever hangs."""


async def broadcast(engines: Engines, people: list[Someone]) -> None:
    async with UnitOfWork(engines).write() as tx:
        for person in people:
            message = Message("common.nothing_open", {}, datetime.now(UTC), Priority.broadcast)
            await tx.outbox.say(Address("telegram", str(person.id)), message, locale="ko")


async def done(engines: Engines) -> int:
    async with Session(engines.reading) as session:
        count = select(func.count()).where(col(OutboxRow.done_at).is_not(None), OutboxRow.kind == "common.nothing_open")
        return (await session.exec(count)).one()


async def in_hand(engines: Engines) -> set[str]:
    """Chats whose message was on its way when the program ended: it may have arrived."""
    async with Session(engines.reading) as session:
        held = select(OutboxRow.address).where(col(OutboxRow.done_at).is_(None), col(OutboxRow.attempts) > 0)
        return set((await session.exec(held)).all())


async def reaches(engines: Engines, wanted: int) -> None:
    async with asyncio.timeout(120):
        while await done(engines) < wanted:
            await asyncio.sleep(0.1)


@pytest.mark.every_database
async def test_stopped_in_the_middle_of_a_broadcast_to_a_slow_messenger_nothing_is_lost_and_nothing_said_twice(
    telegram: Simulator, settings: Settings, database_url: str
) -> None:
    owner = await telegram.person("김대표", id=OWNER, language="ko")
    people = await telegram.people([{"first_name": f"대원{number}", "has_started": True} for number in range(PEOPLE)])
    engines = open_engines(database_url)
    async with started(settings, PATROL_MESSAGES_PER_SECOND="10") as program:
        await owner.says("/start")
        await owner.hears("반가워요")
        await telegram.faults.add("hang", method="sendMessage", chat_id=people[0].id, times=None)
        await telegram.faults.add("delay:3", method="sendMessage", times=None)
        await broadcast(engines, people)
        await reaches(engines, PEOPLE // 6)
        await owner.says("/newcity 안양시")
        async with asyncio.timeout(PROMISED_S):
            status = await program.stop()
        before, cut = await done(engines), await in_hand(engines)
        await telegram.faults.clear()
        await program.start()
        await reaches(engines, PEOPLE)
        await owner.hears("안양시")
    async with Session(engines.reading) as session:
        cities = (await session.exec(select(func.count()).select_from(City))).one()
    await engines.dispose()

    heard = {str(person.id): len(person.messages) for person in people}
    assert status == 0
    assert before < PEOPLE
    assert cities == 1
    assert min(heard.values()) == 1
    assert {chat for chat, times in heard.items() if times > 1} <= cut
