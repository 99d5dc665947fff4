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
from benchmarks.figures import ROUNDS, p99, spread, table, verdict
from benchmarks.messenger import Messenger, running_messenger
from benchmarks.processes import Process
from benchmarks.towns import Town

SMALL, LARGE = 800, 100_000
PAST = 5_000_000
EACH = 100
"""Check-ins of a round."""


@dataclass(slots=True)
class Place:
    """A town of some size with its bot."""

    telegram: Messenger
    town: Town
    process: Process
    started_s: float
    slowest: list[float] = field(default_factory=list)
    middle: list[float] = field(default_factory=list)

    async def run(self, number: int) -> None:
        """A round of people who come one after the other."""
        waits: list[float] = []
        for chat in self.town.chats(number * EACH, EACH):
            await self.telegram.reset()
            await self.telegram.add([towns.checkin(chat, datetime.now(UTC))])
            await self.telegram.sent(1, within_s=60)
            waits += (await self.telegram.result()).waits
        if number:
            self.slowest.append(p99(waits) * 1000)
            self.middle.append(median(waits) * 1000)


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


async def measure(databases: Databases, folder: Path, *, past: int = PAST) -> str:
    rows = []
    for kind in ("sqlite", "asyncpg"):
        async with contextlib.AsyncExitStack() as held:
            small = await held.enter_async_context(_place(databases, folder, kind, SMALL, 0))
            large = await held.enter_async_context(_place(databases, folder, kind, LARGE, past))
            for number in range(ROUNDS + 1):
                await small.run(number)
                await large.run(number)
            memory = large.process.memory_mb
        ratio = median(large.slowest) / median(small.slowest)
        rows.append(
            (
                *(NAMES[kind], spread(small.slowest, ".1f"), spread(large.slowest, ".1f"), f"{ratio:.2f} ×"),
                *(verdict(ratio <= 1.2), f"{median(small.middle):.1f}", f"{median(large.middle):.1f}"),
                *(f"{large.started_s:.2f} s", verdict(large.started_s < 1.5)),
                *(f"{memory:.0f} MB", verdict(memory < 150)),
            )
        )
    head = (
        *("", f"p99 ms at {SMALL}", f"p99 ms at {LARGE:,} and {past:,}", "ratio", "≤ 1.2 ×", "median ms", "median ms"),
        *("start to polling", "< 1.5 s", "memory", "< 150 MB"),
    )
    return table(head, rows)
