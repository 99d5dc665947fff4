"""The ticker: calls all that is due with the moment it is, survives failures and outages, and stops cleanly."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bot.scheduler import Scheduler, Tick

NOW = datetime(2026, 12, 4, 11, tzinfo=UTC)
SOON = timedelta(milliseconds=20)


class StandingClock:
    def now(self) -> datetime:
        return NOW


@asynccontextmanager
async def ticking(*ticks: Tick) -> AsyncIterator[None]:
    stopping = asyncio.Event()
    running = asyncio.create_task(Scheduler(((SOON, ticks),), StandingClock()).run(stopping))
    yield
    stopping.set()
    async with asyncio.timeout(30):
        await running


class Seen:
    """A tick that remembers when it was called, and can be told to fail."""

    def __init__(self, fails: Callable[[int], Exception | None] = lambda _: None) -> None:
        self.moments: list[datetime] = []
        self._called = asyncio.Condition()
        self._fails = fails

    async def __call__(self, at: datetime) -> None:
        async with self._called:
            self.moments.append(at)
            self._called.notify_all()
        error = self._fails(len(self.moments))
        if error is not None:
            raise error

    async def times(self, count: int) -> None:
        async with asyncio.timeout(5), self._called:
            await self._called.wait_for(lambda: len(self.moments) >= count)


async def test_each_tick_is_told_what_time_it_is_again_and_again() -> None:
    seen = Seen()
    async with ticking(seen):
        await seen.times(3)

    assert set(seen.moments) == {NOW}


async def test_one_that_fails_does_not_stop_the_others() -> None:
    broken, sound = Seen(lambda _: ValueError("a fault of ours")), Seen()
    async with ticking(broken, sound):
        await sound.times(2)

    assert len(broken.moments) >= 2


async def test_while_the_database_is_away_the_round_ends_and_the_next_one_tries_again() -> None:
    away = Seen(lambda count: ConnectionRefusedError() if count < 3 else None)
    after = Seen()
    async with ticking(away, after):
        await after.times(1)

    assert len(away.moments) >= 3


async def test_stopping_waits_for_the_tick_in_flight() -> None:
    begun, ended = asyncio.Event(), asyncio.Event()

    async def slow(_at: datetime) -> None:
        begun.set()
        await asyncio.sleep(0.2)
        ended.set()

    work: Callable[[datetime], Awaitable[None]] = slow
    async with ticking(work):
        await begun.wait()

    assert ended.is_set()


async def test_a_tick_that_takes_long_is_not_called_a_second_time_meanwhile() -> None:
    at_once, most = 0, 0

    async def slow(_at: datetime) -> None:
        nonlocal at_once, most
        at_once += 1
        most = max(most, at_once)
        await asyncio.sleep(0.1)
        at_once -= 1

    async with ticking(slow):
        await asyncio.sleep(0.35)

    assert most == 1
