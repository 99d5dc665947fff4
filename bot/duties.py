"""One process among several: it shows that it is alive, takes over from the dead, and polls only when it is its turn.

On SQLite one process serves at a time; a lock on a file beside the database, which the system takes back from a process
that dies, makes the others wait as stand-ins.
"""

import asyncio
import contextlib
import os
import time
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import Protocol

import structlog
from sqlalchemy import make_url

from bot.pauses import pause
from bot.processes import has_ended
from core.retries import retry_pause
from db.duties import ALIVE_FOR, PRESENT_FOR, DutyDesk
from db.engine import is_outage

log = structlog.get_logger()

BEAT = timedelta(seconds=1)
FRESH_FOR_S = PRESENT_FOR.total_seconds() / 2
"""How long after its last sign of life a process may count on the others' having seen it."""
POLLER = "poller"


class Turn(Protocol):
    """Whose turn it is to poll."""

    async def wait(self, stopping: asyncio.Event) -> bool:
        """Waits for one's turn; False when the program stops first."""

    async def lost(self) -> None:
        """Returns when somebody else may have taken over."""


class Alone:
    """The only process there is: always its turn, and nobody takes it for dead."""

    def is_shown(self) -> bool:
        return True

    async def wait(self, stopping: asyncio.Event) -> bool:
        return not stopping.is_set()

    async def lost(self) -> None:
        await asyncio.Event().wait()


class Presence:
    """Signs of life to the others, once a second, and with `polls` the duty of polling."""

    def __init__(self, desk: DutyDesk, *, polls: bool) -> None:
        self._desk = desk
        self._polls = polls
        self._is_poller = asyncio.Event()
        self._is_lost = asyncio.Event()
        self._is_lost.set()
        self._shown_at = -FRESH_FOR_S
        self.has_begun = asyncio.Event()
        """The first sign of life has come through or failed: whose turn it is, is known as far as it can be."""

    def is_shown(self) -> bool:
        """Whether the others know that this process lives. What it took before that they would take for left behind."""
        return time.monotonic() - self._shown_at < FRESH_FOR_S

    async def wait(self, stopping: asyncio.Event) -> bool:
        mine = asyncio.create_task(self._is_poller.wait())
        over = asyncio.create_task(stopping.wait())
        await asyncio.wait((mine, over), return_when=asyncio.FIRST_COMPLETED)
        for task in (mine, over):
            task.cancel()
        return self._is_poller.is_set() and not stopping.is_set()

    async def lost(self) -> None:
        await self._is_lost.wait()

    async def run(self, stopping: asyncio.Event) -> None:
        """Beats until told to stop. Whoever cannot reach the database gives up the duty before its lease ends."""
        loop = asyncio.get_running_loop()
        failures, beaten_at = 0, loop.time()
        while not stopping.is_set():
            try:
                async with asyncio.timeout(ALIVE_FOR.total_seconds()):
                    await self._beat()
                failures, beaten_at = 0, loop.time()
            except Exception as error:
                if not is_outage(error):
                    raise
                failures += 1
                if loop.time() - beaten_at > (ALIVE_FOR - 2 * BEAT).total_seconds():
                    self._set_poller(False)
            self.has_begun.set()
            await pause(stopping, min(retry_pause(failures).total_seconds(), BEAT.total_seconds()))
        self.has_begun.set()

    async def leave(self) -> None:
        """Hands over what this process held."""
        self._set_poller(False)
        with contextlib.suppress(Exception):  # the leases end by themselves
            async with asyncio.timeout(1):
                await self._desk.leave()

    async def _beat(self) -> None:
        began_at = time.monotonic()
        released = await self._desk.show_life(began_at, has_ended)
        self._shown_at = began_at
        if released:
            log.warning("duties.took_over_rows", rows=released)
        if self._polls:
            self._set_poller(await self._desk.hold(POLLER))

    def _set_poller(self, is_mine: bool) -> None:
        if is_mine and not self._is_poller.is_set():
            log.info("duties.polling")
            self._is_lost.clear()
            self._is_poller.set()
        elif not is_mine and self._is_poller.is_set():
            log.warning("duties.polling_handed_over")
            self._is_poller.clear()
            self._is_lost.set()


@contextlib.asynccontextmanager
async def only_one(database_url: str, stopping: asyncio.Event) -> AsyncIterator[None]:
    """Waits until no other process serves this SQLite database."""
    path = make_url(database_url).database
    if not path or path == ":memory:" or os.name == "nt":
        yield
        return
    import fcntl  # not on every system

    lock = os.open(f"{Path(path)}.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        is_waiting = False
        while not stopping.is_set():
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if not is_waiting:
                    log.warning("start.database_in_use", database=Path(path).name)
                is_waiting = True
                await pause(stopping, 0.5)
        yield
    finally:
        os.close(lock)
