"""What a hundred thousand members and five million past check-ins cost: one check-in at a time, memory, start."""

import contextlib
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import towns
from benchmarks.bots import patrolbot
from benchmarks.databases import NAMES, Databases
from benchmarks.figures import ROUNDS, p99, table, verdict
from benchmarks.messenger import Messenger, running_messenger
from benchmarks.processes import Process
from benchmarks.towns import Town

SMALL, LARGE = 800, 100_000
PAST = 5_000_000
WARM_UP, EACH = 100, 600
"""Check-ins of each town, the two taking turns: what keeps the machine busy for a moment falls on both alike."""


@dataclass(slots=True)
class Place:
    """A town of some size with its bot."""

    telegram: Messenger
    town: Town
    process: Process
    started_s: float
    waits_ms: list[float] = field(default_factory=list)
    """From update to answer, one for each check-in."""

    async def check_in(self, chat: int) -> None:
        """One person, waited for until they have their answer."""
        await self.telegram.reset()
        await self.telegram.add([towns.checkin(chat, datetime.now(UTC))])
        await self.telegram.sent(1, within_s=60)
        self.waits_ms += [1000 * wait for wait in (await self.telegram.result()).waits]


@contextlib.asynccontextmanager
async def _place(databases: Databases, folder: Path, kind: str, people: int, past: int) -> AsyncIterator[Place]:
    async with contextlib.AsyncExitStack() as held:
        telegram = await held.enter_async_context(running_messenger())
        await telegram.reset()
        url, engines = await held.enter_async_context(databases.new(kind))
        town = await towns.found(engines, people, past_checkins=past)
        times = range(ROUNDS if past else 0)
        starts = [await _started(patrolbot(telegram, url, folder), telegram) for _ in times]
        process = await held.enter_async_context(patrolbot(telegram, url, folder))
        await telegram.is_polled()
        yield Place(telegram, town, process, median(starts) if starts else 0.0)


async def _started(process: Process, telegram: Messenger) -> float:
    """Seconds from the program's start to its first question for updates."""
    await telegram.reset()
    began_at = time.monotonic()
    async with process:
        await telegram.is_polled()
        return time.monotonic() - began_at


async def _take_turns(*places: Place) -> None:
    for chats in zip(*(place.town.chats(0, WARM_UP + EACH) for place in places), strict=True):
        for place, chat in zip(places, chats, strict=True):
            await place.check_in(chat)


async def measure(databases: Databases, folder: Path, *, past: int = PAST) -> str:
    rows = []
    for kind in ("sqlite", "asyncpg"):
        async with contextlib.AsyncExitStack() as held:
            small = await held.enter_async_context(_place(databases, folder, kind, SMALL, 0))
            large = await held.enter_async_context(_place(databases, folder, kind, LARGE, past))
            await _take_turns(small, large)
            memory = large.process.memory_mb
        few, many = small.waits_ms[WARM_UP:], large.waits_ms[WARM_UP:]
        ratio = p99(many) / p99(few)
        rows.append(
            (
                *(NAMES[kind], f"{p99(few):.1f}", f"{p99(many):.1f}", f"{ratio:.2f} ×"),
                *(verdict(ratio <= 1.2), f"{median(few):.1f}", f"{median(many):.1f}"),
                *(f"{large.started_s:.2f} s", verdict(large.started_s < 1.5)),
                *(f"{memory:.0f} MB", verdict(memory < 150)),
            )
        )
    head = (
        *("", f"p99 ms at {SMALL}", f"p99 ms at {LARGE:,} and {past:,}", "ratio", "≤ 1.2 ×", "median ms", "median ms"),
        *("start to polling", "< 1.5 s", "memory", "< 150 MB"),
    )
    return table(head, rows)
