"""`make demo` as people start it: a process of its own, listened to line by line."""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATIENCE_SECONDS = 120


class Demo:
    """A running demo; `address` is where its page is."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self.process = process
        self.lines: list[str] = []
        self.address = ""

    async def says(self, words: str) -> str:
        """Waits for the next line that contains the words."""
        if self.process.stdout is None:
            raise AssertionError("the demo has no voice")
        async with asyncio.timeout(PATIENCE_SECONDS):
            while line := (await self.process.stdout.readline()).decode():
                self.lines.append(line.rstrip())
                if words in line:
                    return line
        raise AssertionError(f"the demo ended without saying {words!r}:\n" + "\n".join(self.lines))

    async def opens(self) -> None:
        self.address = (await self.says("open http://127.0.0.1:")).split()[1]

    def interrupt(self, number: signal.Signals = signal.SIGINT) -> None:
        """Ctrl-C on a terminal reaches the whole process group."""
        os.killpg(self.process.pid, number)

    async def ends(self) -> int:
        rest, _ = await asyncio.wait_for(self.process.communicate(), PATIENCE_SECONDS)
        self.lines += (rest or b"").decode().splitlines()
        return self.process.returncode if self.process.returncode is not None else -1

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
        if demo.process.returncode is None:
            demo.interrupt(signal.SIGKILL)
        await demo.ends()
