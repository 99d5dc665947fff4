"""Programs under measurement, each a process of its own that stands still while another is measured."""

import asyncio
import os
import signal
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).parents[1]


class Processors:
    """How busy this machine's processors are from here on, whoever uses them."""

    def __init__(self) -> None:
        self._busy, self._all = _jiffies()

    @property
    def share(self) -> float:
        busy, whole = _jiffies()
        return (busy - self._busy) / max(1, whole - self._all)


def _jiffies() -> tuple[int, int]:
    """Of all processors since the machine began: busy, and all there were."""
    times = [int(part) for part in Path("/proc/stat").read_text("ascii").split("\n", 1)[0].split()[1:9]]
    idle = times[3] + times[4]
    return sum(times) - idle, sum(times)


class Process:
    """A program from start to end of the block; its words go to `log`, or are read where `reads` says so."""

    def __init__(
        self,
        command: Sequence[str],
        environment: Mapping[str, str] | None = None,
        *,
        reads: bool = False,
        log: Path | None = None,
    ) -> None:
        self._command = command
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("PATROL_")}
        inherited.pop("PYTHONDONTWRITEBYTECODE", None)  # installed programs are compiled once, not at each start
        self._environment = inherited | {"PYTHONPATH": str(ROOT), **(environment or {})}
        self._reads = reads
        self._log = log
        self._process: asyncio.subprocess.Process | None = None

    @property
    def running(self) -> asyncio.subprocess.Process:
        if self._process is None:
            raise RuntimeError("not started")
        return self._process

    async def __aenter__(self) -> Self:
        words: Any = self._log.open("ab") if self._log else asyncio.subprocess.DEVNULL
        self._process = await asyncio.create_subprocess_exec(
            *self._command,
            env=self._environment,
            cwd=self._log.parent if self._log else ROOT,
            stdout=asyncio.subprocess.PIPE if self._reads else words,
            stderr=None if self._reads else words,
        )
        if self._log:
            words.close()
        return self

    async def __aexit__(self, *_error: object) -> None:
        if self.running.returncode is None:
            self.go_on()
            self.running.terminate()
            try:
                async with asyncio.timeout(15):
                    await self.running.wait()
            except TimeoutError:
                self.running.kill()
                await self.running.wait()

    async def line(self) -> str:
        if self.running.stdout is None:
            raise RuntimeError("its words go to a log")
        return (await self.running.stdout.readline()).decode().strip()

    def stand_still(self) -> None:
        self.running.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self.running.send_signal(signal.SIGCONT)

    @property
    def has_ended(self) -> bool:
        return self.running.returncode is not None

    @property
    def memory_mb(self) -> float:
        """What it holds in memory now (RSS)."""
        status = Path(f"/proc/{self.running.pid}/status").read_text("ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
        return int(line.split()[1]) / 1024
