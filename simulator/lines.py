"""The line between a story and a simulator: orders go out over HTTP, and what happens comes back to the screens."""

from __future__ import annotations

import asyncio
from types import TracebackType
from typing import Any, Self

import aiohttp
import orjson

from simulator.mirrors import Mirror


class StoryError(AssertionError):
    """The story did not go as told: not heard, not there, or not possible."""


class Line:
    """A line to the simulator at an address; `timeout` are the seconds people wait for what they expect."""

    def __init__(self, url: str, *, timeout: float = 30.0) -> None:
        self.api_url = url.rstrip("/")
        self.timeout = timeout
        self.mirror = Mirror()
        self.token = ""
        self.username = ""
        self._session: aiohttp.ClientSession | None = None
        self._listener: asyncio.Task[None] | None = None
        self._changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        self._session = aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0))
        state = await self.ask("GET", "state")
        self.token, self.username = state["token"], state["bot"]["username"]
        self.mirror.clock.follow(state["clock"])
        self._listener = asyncio.create_task(self._listen())
        await self.catch_up(state["seq"])
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self._listener is not None:
            self._listener.cancel()
            await asyncio.gather(self._listener, return_exceptions=True)
        if self._session is not None:
            await self._session.close()

    async def ask(self, verb: str, path: str, body: Any = None) -> Any:
        """Speak to the control API; a refusal raises `StoryError`."""
        if self._session is None:
            raise RuntimeError("use `async with` around a simulator")
        data = None if body is None else orjson.dumps(body)
        url = f"{self.api_url}/control/{path}"
        async with self._session.request(verb, url, data=data) as response:
            answer = orjson.loads(await response.read())
        if not response.ok:
            raise StoryError(answer["error"])
        return answer

    async def fetch(self, file_id: str) -> bytes:
        """Return what is in a file."""
        if self._session is None:
            raise RuntimeError("use `async with` around a simulator")
        async with self._session.get(f"{self.api_url}/control/files/{file_id}") as response:
            response.raise_for_status()
            return await response.read()

    async def catch_up(self, seq: int) -> None:
        """Wait until the screens show event number `seq`."""
        self._require_line()
        # Not `asyncio.wait_for`: before Python 3.12 it loses a cancellation that comes together with the change.
        async with asyncio.timeout(self.timeout), self._changed:
            await self._changed.wait_for(lambda: self.mirror.seq >= seq)

    async def changed_within(self, seconds: float) -> bool:
        """Wait for the next change on any screen; tell whether one came in time."""
        self._require_line()
        seen = self.mirror.seq
        try:
            async with asyncio.timeout(seconds), self._changed:
                await self._changed.wait_for(lambda: self.mirror.seq > seen)
        except TimeoutError:
            return False
        return True

    async def _listen(self) -> None:
        if self._session is None:
            raise RuntimeError("use `async with` around a simulator")
        while True:  # a line that was cut, as a busy machine does to one that seems silent, is taken up where it was
            url = f"{self.api_url}/control/events/live?after={self.mirror.seq}"
            async with self._session.ws_connect(url, max_msg_size=0) as socket:
                async for message in socket:
                    batch = orjson.loads(message.data)
                    async with self._changed:
                        self.mirror.follow(batch["events"], batch["seq"])
                        self._changed.notify_all()

    def _require_line(self) -> None:
        """A line that cannot be taken up again is said at once, not after everybody's patience."""
        if self._listener is not None and self._listener.done() and not self._listener.cancelled():
            raise StoryError(f"the line to the simulator was lost: {self._listener.exception()}")
