"""The lean server as a process of its own, and the orders it takes."""

import asyncio
import contextlib
import sys
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import Any

import aiohttp
import orjson

from benchmarks.processes import Process

TOKEN = "1:bench"


@dataclass(frozen=True, slots=True)
class Outcome:
    """When messages left (seconds, ascending), how long each chat waited for its first, and what was refused."""

    times: tuple[float, ...]
    waits: tuple[float, ...]
    refused: int

    @property
    def per_second(self) -> float:
        """Answers in the time from the updates' arrival to the last answer."""
        return len(self.waits) / max(self.waits)

    def busiest_second(self) -> int:
        """The most messages that any window of one second saw."""
        busiest = first = 0
        for last, at in enumerate(self.times):
            while at - self.times[first] >= 1:
                first += 1
            busiest = max(busiest, last - first + 1)
        return busiest


class Messenger:
    """A running server, steered over HTTP."""

    def __init__(self, process: Process, port: int, session: aiohttp.ClientSession) -> None:
        self.process = process
        self.api_url = f"http://127.0.0.1:{port}"
        self._session = session

    async def _order(self, do: str, **facts: Any) -> dict[str, Any]:
        body = orjson.dumps({"do": do, **facts})
        headers = {"Content-Type": "application/json"}
        async with self._session.post(f"{self.api_url}/bot/control", data=body, headers=headers) as answer:
            return dict(orjson.loads(await answer.read()))

    async def reset(self, *, latency_s: float = 0.0, messages_per_second: float | None = None) -> None:
        """Begins anew; with a rate the simulator's limits are applied, per chat and group as well."""
        await self._order("reset", latency_s=latency_s, messages_per_second=messages_per_second)

    async def add(self, updates: Sequence[dict[str, Any]]) -> None:
        await self._order("add", updates=list(updates))

    async def sent(self, messages: int, *, within_s: float) -> int:
        """Waits for so many messages; how many there were in the end."""
        return int((await self._order("await", messages=messages, within_s=within_s))["sent"])

    async def last_with_buttons(self, chat_id: int) -> dict[str, Any]:
        return await self._order("last", chat_id=chat_id)

    async def forget(self) -> None:
        """Forgets what was measured, but not what the limits have seen."""
        await self._order("forget")

    async def result(self) -> Outcome:
        found = await self._order("result")
        return Outcome(tuple(found["times"]), tuple(found["waits"]), int(found["refused"]))

    async def is_polled(self, *, within_s: float = 90.0) -> None:
        """Waits until a bot is waiting for updates."""
        async with asyncio.timeout(within_s):
            while not (await self._order("result"))["is_polled"]:  # noqa: ASYNC110 (another process is looked at)
                await asyncio.sleep(0.01)


@contextlib.asynccontextmanager
async def running_messenger() -> AsyncIterator[Messenger]:
    async with Process([sys.executable, "-m", "benchmarks.server"], reads=True) as process:
        port = int(await process.line())
        timeout = aiohttp.ClientTimeout(total=None)
        async with aiohttp.ClientSession(timeout=timeout) as session:
            yield Messenger(process, port, session)
