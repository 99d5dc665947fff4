"""Complete check-ins per second, update to answer delivered, beside the echo of a bare bot."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks import towns
from benchmarks.bots import echo_bot, patrolbot
from benchmarks.databases import NAMES, Databases
from benchmarks.figures import ROUNDS, spread, table, verdict
from benchmarks.messenger import Messenger, running_messenger
from benchmarks.processes import Process
from benchmarks.towns import Town

AT_ONCE = 500
"""So many updates wait when a round begins."""
PEERS = {"ptb": "echo, python-telegram-bot", "aiogram": "echo, aiogram"}


@dataclass(slots=True)
class Contender:
    """One bot with its messenger; the others stand still while it is measured."""

    name: str
    telegram: Messenger
    process: Process
    town: Town | None
    rates: list[float] = field(default_factory=list)

    async def run(self, number: int, latency_s: float) -> None:
        """One round; the first of all warms up and does not count."""
        self.telegram.process.go_on()
        self.process.go_on()
        await self.telegram.is_polled()
        await asyncio.sleep(0.3)
        await self.telegram.reset(latency_s=latency_s)
        now = datetime.now(UTC)
        if self.town is None:
            updates = [towns.words(chat, now, "안녕하세요") for chat in range(1_000, 1_000 + AT_ONCE)]
        else:
            updates = [towns.checkin(chat, now) for chat in self.town.chats(number * AT_ONCE, AT_ONCE)]
        await self.telegram.add(updates)
        await self.telegram.sent(AT_ONCE, within_s=120)
        outcome = await self.telegram.result()
        if len(outcome.waits) < AT_ONCE:
            raise RuntimeError(f"{self.name} answered {len(outcome.waits)} of {AT_ONCE}")
        if number:
            self.rates.append(outcome.per_second)
        await asyncio.sleep(0.2)  # what comes after an answer belongs to whoever gave it
        self.stand_still()

    def stand_still(self) -> None:
        self.process.stand_still()
        self.telegram.process.stand_still()


@contextlib.asynccontextmanager
async def _contender(name: str, databases: Databases, folder: Path) -> AsyncIterator[Contender]:
    async with contextlib.AsyncExitStack() as held:
        telegram = await held.enter_async_context(running_messenger())
        await telegram.reset()
        town: Town | None = None
        if name in PEERS:
            process = echo_bot(telegram, name, folder)
        else:
            url, engines = await held.enter_async_context(databases.new(name))
            town = await towns.found(engines, (ROUNDS + 1) * AT_ONCE + 2)
            process = patrolbot(telegram, url, folder)
        await held.enter_async_context(process)
        await telegram.is_polled()
        yield Contender(PEERS.get(name) or f"check-in, {NAMES[name]}", telegram, process, town)


async def measure(databases: Databases, folder: Path, *, peer: str, latency_s: float) -> str:
    """Ratios to the peer, in rounds that take turns."""
    async with contextlib.AsyncExitStack() as held:
        contenders = []
        for name in (peer, *NAMES):
            contender = await held.enter_async_context(_contender(name, databases, folder))
            contender.stand_still()
            contenders.append(contender)
        for number in range(ROUNDS + 1):
            for contender in contenders:
                await contender.run(number, latency_s)
        for contender in contenders:
            contender.telegram.process.go_on()
    bare = median(contenders[0].rates)
    rows = []
    for contender in contenders:
        ratio = median(contender.rates) / bare
        goal = 0.6 if "SQLite" in contender.name and not latency_s else 1.0
        judged = ("", "") if contender.town is None else (f"≥ {goal} ×", verdict(ratio >= goal))
        rows.append((contender.name, spread(contender.rates), f"{ratio:.2f} ×", *judged))
    return table(("", "a second: median (lowest–highest)", "ratio", "goal", ""), rows)
