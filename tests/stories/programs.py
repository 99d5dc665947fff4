"""The program as operators run it: a process of its own, to be killed in the middle of anything."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.settings import Settings

ROOT = Path(__file__).parents[2]
START_WITHIN_S = 90.0


class Program:
    """`patrolbot run` with these settings."""

    def __init__(self, settings: Settings, **more: str) -> None:
        self._environment = os.environ | {
            "PATROL_BOT_TOKEN": settings.bot_token,
            "PATROL_API_URL": settings.api_url,
            "PATROL_DATABASE_URL": settings.database_url,
            "PATROL_OWNER_IDS": ",".join(map(str, settings.owner_ids)),
            "PATROL_WEB_PORT": "0",
            "PATROL_LOG_FORMAT": "json",
            "PYTHONPATH": str(ROOT),
            **more,
        }
        self._process: asyncio.subprocess.Process | None = None
        self._reader: asyncio.Task[None] | None = None
        self._arrived = asyncio.Condition()
        self.lines: list[str] = []

    async def start(self, *, until: str | None = '"serving"') -> None:
        """Starts, and waits for a line of the log; with None it does not wait."""
        self._process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "run", env=self._environment, cwd=ROOT, stderr=asyncio.subprocess.PIPE
        )
        self.lines = []
        self._reader = asyncio.create_task(self._read())
        if until is not None:
            await self.says(until)

    async def _read(self) -> None:
        if self._process is None or self._process.stderr is None:
            raise RuntimeError("not started")
        async for line in self._process.stderr:
            async with self._arrived:
                self.lines.append(line.decode())
                self._arrived.notify_all()

    @property
    def has_ended(self) -> bool:
        """Whether it stopped by itself."""
        return self._process is not None and self._process.returncode is not None

    async def says(self, words: str, *, within: float = START_WITHIN_S) -> None:
        """Waits for a line of the log that contains the words."""
        try:
            async with asyncio.timeout(within), self._arrived:
                await self._arrived.wait_for(lambda: any(words in line for line in self.lines))
        except TimeoutError:
            raise AssertionError(f"the log never said {words!r}:\n{''.join(self.lines)}") from None

    def freeze(self) -> None:
        """Stops it in the middle of whatever it is doing, to be killed after a look."""
        if self._process is not None and self._process.returncode is None:
            self._process.send_signal(signal.SIGSTOP)

    async def kill(self) -> None:
        """As kill -9 does: nothing is said, nothing is put in order."""
        await self._end(signal.SIGKILL)

    async def stop(self, number: signal.Signals = signal.SIGTERM) -> int:
        """Asks it to stop and returns its exit status."""
        return await self._end(number)

    async def _end(self, number: signal.Signals) -> int:
        process, reader = self._process, self._reader
        if process is None or reader is None:
            return 0
        if process.returncode is None:
            process.send_signal(number)
        status = await process.wait()
        await reader
        self._process = None
        return status


@asynccontextmanager
async def started(settings: Settings, **more: str) -> AsyncIterator[Program]:
    """A program that serves, killed at the end if it still runs."""
    program = Program(settings, **more)
    try:
        await program.start()
        yield program
    finally:
        await program.kill()
