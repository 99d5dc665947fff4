"""Programs that start at once: everything is imported a single time, and each program is a fork of that.

Two hundred starts from nothing would spend their time on importing. A fork is a process of its own like any other, with
its own connections and its own end.
"""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Self

from tests.stories.programs import ROOT

READY_WITHIN_S = 180.0
START_WITHIN_S = 120.0


class Fork:
    """One program, its log in a file."""

    def __init__(self, pid: int, log: Path) -> None:
        self._pid = pid
        self._log = log

    @property
    def lines(self) -> list[str]:
        return self._log.read_text("utf-8").splitlines(keepends=True)

    @property
    def has_ended(self) -> bool:
        try:
            os.kill(self._pid, 0)
        except ProcessLookupError:
            return True
        return False

    def freeze(self) -> None:
        """Stops it in the middle of whatever it is doing, to be killed after a look."""
        self._signal(signal.SIGSTOP)

    async def kill(self) -> None:
        """As kill -9 does."""
        self._signal(signal.SIGKILL)
        await self._gone(START_WITHIN_S)

    async def stop(self) -> None:
        """Asks it to stop."""
        self._signal(signal.SIGTERM)
        await self._gone(START_WITHIN_S)

    def _signal(self, number: signal.Signals) -> None:
        if not self.has_ended:
            os.kill(self._pid, number)

    async def _gone(self, within: float) -> None:
        async with asyncio.timeout(within):
            while not self.has_ended:
                await asyncio.sleep(0.02)


class Nursery:
    """`async with Nursery(folder, variables) as nursery: fork = await nursery.start()`."""

    def __init__(self, folder: Path, variables: Mapping[str, str]) -> None:
        self._folder = folder
        self._environment = os.environ | {"PYTHONPATH": str(ROOT)} | dict(variables)
        self._process: asyncio.subprocess.Process | None = None
        self._count = 0

    async def __aenter__(self) -> Self:
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.torture.nursery"),
            env=self._environment,
            cwd=ROOT,
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
        )
        await self._answer(READY_WITHIN_S)
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            await self._process.wait()

    async def start(self) -> Fork:
        if self._process is None or self._process.stdin is None:
            raise RuntimeError("the nursery is not open")
        self._count += 1
        log = self._folder / f"{self._count}.log"
        log.touch()
        self._process.stdin.write(json.dumps(str(log)).encode() + b"\n")
        return Fork(int(await self._answer(START_WITHIN_S)), log)

    async def _answer(self, within: float) -> bytes:
        if self._process is None or self._process.stdout is None:
            raise RuntimeError("the nursery is not open")
        async with asyncio.timeout(within):
            line = await self._process.stdout.readline()
        if not line:
            raise RuntimeError("the nursery has ended")
        return line


def _become(log: str) -> None:
    """The fork: from here on it is `patrolbot run`."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    words = os.open(log, os.O_WRONLY | os.O_APPEND)
    nothing = os.open(os.devnull, os.O_RDWR)
    for source, target in ((nothing, 0), (nothing, 1), (words, 2)):
        os.dup2(source, target)
    from bot.cli import app

    try:
        app(["run"])
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    except BaseException:  # noqa: BLE001 (nothing may return into the nursery)
        sys.excepthook(*sys.exc_info())
        status = 1
    else:
        status = 0
    sys.stderr.flush()
    os._exit(status)


def main() -> None:
    import bot.app
    import bot.cli
    import bot.pages
    import bot.run  # noqa: F401 (imported here, once, for all forks)

    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)  # noqa: T201 (the answer to who started this)
    for order in sys.stdin:
        pid = os.fork()
        if pid == 0:
            _become(json.loads(order))
        print(pid, flush=True)  # noqa: T201 (as above)


if __name__ == "__main__":
    main()
