"""The processes: as many as wanted at once, each killed in the middle of anything and replaced."""

import asyncio
import random
from dataclasses import dataclass
from datetime import UTC, datetime

import orjson
from sqlalchemy import func
from sqlmodel import col, select

from db.engine import Engines
from db.sessions import Session
from db.tables import OutboxRow
from tests.torture.nursery import Fork, Nursery


@dataclass(slots=True)
class Life:
    """One process from its start to its end.

    Of one that was killed, `sending` are the rows it was about to send or had sent, and `latest` is the highest number
    that any row had just after its end.
    """

    program: Fork
    began_at: datetime
    ended_at: datetime | None = None
    sending: frozenset[int] = frozenset()
    latest: int | None = None
    _holder: str | None = None

    @property
    def holder(self) -> str | None:
        """Its name in the database; None as long as it does not serve."""
        if self._holder is None:
            line = next((line for line in self.program.lines if '"serving"' in line and line.endswith("\n")), None)
            self._holder = orjson.loads(line)["holder"] if line else None
        return self._holder


class Fleet:
    def __init__(self, nursery: Nursery, size: int, dice: random.Random, engines: Engines) -> None:
        self._nursery = nursery
        self._size = size
        self._dice = dice
        self._engines = engines
        self.lives: list[Life] = []
        self.gone: list[Life] = []
        """Those that gave up by themselves, which none ever should."""

    @property
    def running(self) -> list[Life]:
        return [life for life in self.lives if life.ended_at is None]

    @property
    def serving(self) -> list[Life]:
        return [life for life in self.running if life.holder and not life.program.has_ended]

    async def start(self) -> None:
        """Starts what is missing."""
        for _ in range(self._size - len(self.running)):
            began_at = datetime.now(UTC)
            self.lives.append(Life(await self._nursery.start(), began_at))

    async def replace_the_dead(self) -> None:
        """Notices who ended without being told to."""
        for life in self.running:
            if life.program.has_ended:
                self.gone.append(life)
                life.ended_at = datetime.now(UTC)
        await self.start()

    async def kill_one(self) -> None:
        """Kills one that serves, of which it is known at that moment which rows it holds, and starts another."""
        if not self.serving:
            return
        life = self._dice.choice(self.serving)
        life.program.freeze()
        life.ended_at = datetime.now(UTC)
        life.sending = await self.held(by=life.holder)
        life.latest = await self._latest()
        await life.program.kill()
        await self.start()

    async def wait_until_one_serves(self) -> None:
        async with asyncio.timeout(90):
            while not any(life.holder for life in self.running):
                await self.replace_the_dead()
                await asyncio.sleep(0.1)

    async def stop(self) -> None:
        for life in self.running:
            await life.program.stop()
            life.ended_at = datetime.now(UTC)

    async def end(self) -> None:
        """Makes sure that nothing is left behind."""
        for life in self.running:
            await life.program.kill()

    async def held(self, by: str | None = None) -> frozenset[int]:
        """The rows that one process, or any, was about to send or has sent without having it written down yet."""
        is_held = OutboxRow.holder == by if by else col(OutboxRow.holder).is_not(None)
        async with Session(self._engines.reading) as session:
            held = select(OutboxRow.id).where(is_held, col(OutboxRow.done_at).is_(None))
            return frozenset((await session.exec(held)).all())

    async def _latest(self) -> int:
        async with Session(self._engines.reading) as session:
            return (await session.exec(select(func.max(OutboxRow.id)))).one() or 0

    def log_tail(self, lines: int = 40) -> str:
        """The last words of those that ended by themselves or still run."""
        return "".join(line for life in [*self.running, *self.gone] for line in life.program.lines[-lines:])
