"""A thousand reminders that fall due in one second, and people who check in at that very moment."""

import asyncio
import contextlib
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median

from benchmarks import towns
from benchmarks.bots import patrolbot
from benchmarks.databases import NAMES, Databases
from benchmarks.figures import ROUNDS, spread, table, verdict
from benchmarks.messenger import running_messenger
from db.engine import Engines
from db.tables import Reminder
from db.tables.rsvps import ReminderKind

PEOPLE = 1_000
PACE = 30
ARRIVING = 5
IN = timedelta(seconds=2)


async def measure(databases: Databases, folder: Path) -> str:
    rows = []
    for kind in ("sqlite", "asyncpg"):
        firsts, answers = [], []
        async with contextlib.AsyncExitStack() as held:
            telegram = await held.enter_async_context(running_messenger())
            await telegram.reset(messages_per_second=PACE)
            url, engines = await held.enter_async_context(databases.new(kind))
            town = await towns.found(engines, PEOPLE + 1)
            await held.enter_async_context(patrolbot(telegram, url, folder, messages_per_second=PACE))
            await telegram.is_polled()
            for number in range(ROUNDS):
                await _drop_rest(engines)
                await asyncio.sleep(1 + number / ROUNDS)  # at another moment of the second each time
                now = datetime.now(UTC)
                due_in = time.monotonic() + IN.total_seconds()
                await telegram.forget()
                await _plan(engines, now + IN, number)
                await asyncio.sleep(due_in + 0.5 - time.monotonic())
                people = town.chats(number * ARRIVING, ARRIVING)
                await telegram.add([towns.checkin(chat, datetime.now(UTC)) for chat in people])
                async with asyncio.timeout(30):
                    while len((outcome := await telegram.result()).waits) < ARRIVING:  # noqa: ASYNC110
                        await asyncio.sleep(0.2)
                firsts.append(min(outcome.times) - due_in)
                answers.append(max(outcome.waits))
        is_met = median(firsts) < 1
        overtaken = max(answers) < 1
        rows.append((NAMES[kind], spread(firsts, ".2f"), verdict(is_met), spread(answers, ".2f"), verdict(overtaken)))
    head = ("", "first reminder after, s", "< 1 s", "answers to check-ins amid them after, s", "they overtake")
    return table(head, rows)


async def _plan(engines: Engines, due_at: datetime, number: int) -> None:
    """One reminder of the patrol that everybody is invited to."""
    async with engines.writing.begin() as connection:
        reminder = {
            "city_id": 1,
            "patrol_id": 1,
            "kind": ReminderKind.before,
            "offset_seconds": number,
            "due_at": due_at,
        }
        await connection.execute(Reminder.__table__.insert().values(revision=1, **reminder))  # type: ignore[attr-defined]


async def _drop_rest(engines: Engines) -> None:
    async with engines.writing.begin() as connection:
        pending = "UPDATE outbox SET done_at = due_at, outcome = 'dropped' WHERE done_at IS NULL AND holder IS NULL"
        await connection.exec_driver_sql(pending)
