"""`make demo` as people start it: a process of its own, listened to line by line."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


class Demo:
    """A running demo; `address` is where its page is. Its lines are read all the time, or it would wait for that."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self.address = ""
        self._heard = 0
        self._has_ended = False
        self._changed = asyncio.Condition()
        self._listening = asyncio.create_task(self._listen())

    async def _listen(self) -> None:
        if self.process.stdout is None:
            raise AssertionError("the demo has no voice")
        while line := (await self.process.stdout.readline()).decode():
            async with self._changed:
                self.lines.append(line.rstrip())
                self._changed.notify_all()
        async with self._changed:
            self._has_ended = True
            self._changed.notify_all()

    async def says(self, words: str) -> str:
        """Waits for the next line that contains the words."""
        try:
            async with asyncio.timeout(PATIENCE_SECONDS), self._changed:
                await self._changed.wait_for(lambda: self._has_ended or self._next(words) is not None)
        except TimeoutError:
            raise AssertionError(f"the demo did not say {words!r}:\n" + "\n".join(self.lines[-40:])) from None
        number = self._next(words)
        if number is None:
            raise AssertionError(f"the demo ended without saying {words!r}:\n" + "\n".join(self.lines[-40:]))
        self._heard = number + 1
        return self.lines[number]

    def _next(self, words: str) -> int | None:
        return next((i for i in range(self._heard, len(self.lines)) if words in self.lines[i]), None)

    async def opens(self) -> None:
        self.address = (await self.says("open http://127.0.0.1:")).split()[1]

    def interrupt(self, number: signal.Signals = signal.SIGINT) -> None:
        """Ctrl-C on a terminal reaches the whole process group."""
        os.killpg(self.process.pid, number)

    async def ends(self) -> int:
        async with asyncio.timeout(PATIENCE_SECONDS):
            await self._listening
            return await self.process.wait()

    def bot(self) -> int:
        """The process id of the bot."""
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                words = (folder / "cmdline").read_bytes().split(b"\0")
            except OSError:  # it has ended meanwhile
                continue
            if words[1:4] == [b"-m", b"demo.child", str(self.process.pid).encode()]:
                return int(folder.name)
        raise AssertionError("no bot is running")


Starts = Callable[..., Awaitable[Demo]]


@pytest.fixture
async def starts() -> AsyncIterator[Starts]:
    """Starts demos, which are gone at the end of the test."""
    demos: list[Demo] = []

    async def start(*arguments: str) -> Demo:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "demo", *arguments),
            cwd=ROOT,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
            start_new_session=True,
        )
        demos.append(Demo(process))
        return demos[-1]

    yield start
    for demo in demos:
        with contextlib.suppress(ProcessLookupError):  # it may have ended by itself, seen or unseen
            demo.interrupt(signal.SIGKILL)
        await demo.ends()
