"""What befalls the program, one thing after the other, in an order the seed decides."""

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from simulator.client import Simulator
from tests.postgres import Postgres
from tests.torture.clocks import WrongClock
from tests.torture.disks import SmallDisk
from tests.torture.fleet import Fleet
from tests.torture.load import Load, Town

MESSENGER = (
    "status:502",
    "status:500",
    "garbage",
    "reset_before",
    "reset_after",
    "hang",
    "hang_after",
    "delay:0.7",
    "retry_after:2",
)
HOUR = timedelta(hours=1)
PAUSE_S = (0.4, 2.4)


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which the database could not be reached, or lost its connections.

    `sending` are the rows that somebody was about to send or had sent when it began.
    """

    began_at: datetime
    ended_at: datetime
    sending: frozenset[int]


@dataclass(slots=True)
class Troubles:
    """All that can go wrong here; `counts` tells what did."""

    telegram: Simulator
    fleet: Fleet
    load: Load
    dice: random.Random
    clock: WrongClock
    server: Postgres | None = None
    disk: SmallDisk | None = None
    counts: Counter[str] = field(default_factory=Counter)
    outages: list[Outage] = field(default_factory=list)
    _is_clock_wrong: bool = False
    _migrated: set[int] = field(default_factory=set)

    async def come(self, kills: int, within: timedelta) -> None:
        """Goes on until so many were killed, or time is up."""
        others = self._others()
        ends_at = asyncio.get_running_loop().time() + within.total_seconds()
        while self.counts["kill"] < kills and asyncio.get_running_loop().time() < ends_at:
            await asyncio.sleep(self.dice.uniform(*PAUSE_S))
            trouble = self.dice.choice(others) if self.dice.random() < 0.6 else self._kill
            await trouble()
            await self.fleet.replace_the_dead()

    async def end(self) -> None:
        """Nothing is wrong any more."""
        await self.telegram.faults.clear()
        self.clock.set(timedelta(0))
        if self.disk is not None:
            self.disk.clear()

    def _others(self) -> list[Callable[[], Awaitable[None]]]:
        often: list[Callable[[], Awaitable[None]]] = [self._messenger] * 5
        seldom = [self._chat_is_limited, self._somebody_blocks, self._group_migrates, self._clock_is_set]
        if self.server is not None:
            seldom += [self._connections_cut, self._power_lost]
        if self.disk is not None:
            seldom += [self._disk_full]
        return often + seldom

    async def _kill(self) -> None:
        before = len([life for life in self.fleet.lives if life.ended_at])
        await self.fleet.kill_one()
        self.counts["kill"] += len([life for life in self.fleet.lives if life.ended_at]) - before

    async def _messenger(self) -> None:
        """Counted by the messenger, when it happens. While nobody serves they would pile up and let nobody begin."""
        if not self.fleet.serving:
            return
        method = self.dice.choice(("sendMessage", "sendMessage", "getUpdates", "editMessageText", None))
        await self.telegram.faults.add(self.dice.choice(MESSENGER), method=method, times=self.dice.randint(1, 3))

    async def _chat_is_limited(self) -> None:
        person = self.dice.choice(self.load.everybody).person
        await self.telegram.faults.add("retry_after:3", method="sendMessage", chat_id=person.id)

    async def _somebody_blocks(self) -> None:
        """A leader blocks the bot, and comes back after a while."""
        leader = self._town.leader
        await leader.blocks_bot()
        self.counts["blocked by a leader"] += 1
        await asyncio.sleep(self.dice.uniform(2, 5))
        await leader.unblocks_bot()
        await leader.says("/cancel")

    async def _group_migrates(self) -> None:
        town = self._town
        if town.group.id in self._migrated:
            return
        town.group = await town.group.migrates(by=town.leader)
        self._migrated.add(town.group.id)
        self.counts["group migrated"] += 1

    async def _clock_is_set(self) -> None:
        """An hour ahead or behind, and right again the next time."""
        self._is_clock_wrong = not self._is_clock_wrong
        self.clock.set(self.dice.choice((HOUR, -HOUR)) if self._is_clock_wrong else timedelta(0))
        self.counts["clock set by an hour"] += 1

    async def _connections_cut(self) -> None:
        if self.server is not None:
            sending, began_at = await self.fleet.held(), datetime.now(UTC)
            await asyncio.to_thread(self.server.cut_connections)
            self._outage("connections cut", began_at, sending)

    async def _power_lost(self) -> None:
        if self.server is not None:
            sending, began_at = await self.fleet.held(), datetime.now(UTC)
            await asyncio.to_thread(self.server.stop)
            await asyncio.sleep(self.dice.uniform(0.2, 2))
            await asyncio.to_thread(self.server.start)
            self._outage("database stopped", began_at, sending)

    async def _disk_full(self) -> None:
        if self.disk is not None:
            sending, began_at = await self.fleet.held(), datetime.now(UTC)
            await asyncio.to_thread(self.disk.fill)
            await asyncio.sleep(self.dice.uniform(1, 4))
            self.disk.clear()
            self._outage("disk full", began_at, sending)

    def _outage(self, name: str, began_at: datetime, sending: frozenset[int]) -> None:
        self.counts[name] += 1
        self.outages.append(Outage(began_at, datetime.now(UTC), sending))

    @property
    def _town(self) -> Town:
        return self.dice.choice(self.load.towns)
