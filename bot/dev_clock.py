"""The clock of a simulated messenger, followed from outside: for demos and rehearsals, refused with Telegram itself."""

import asyncio
from datetime import UTC, datetime, timedelta

import aiohttp
import orjson
import structlog

from bot.pauses import pause

log = structlog.get_logger()

LOOK_EVERY = timedelta(milliseconds=300)


class FollowedClock:
    """Shows what the clock at `url` shows: real time plus its offset, or the moment at which it stands still.

    The answer of `url` is JSON with `offset_seconds` and, while the clock stands still, `now` and `is_frozen`.
    """

    def __init__(self, url: str) -> None:
        self._url = url
        self._offset = timedelta(0)
        self._frozen_at: datetime | None = None

    def now(self) -> datetime:
        return self._frozen_at or datetime.now(UTC) + self._offset

    async def run(self, stopping: asyncio.Event) -> None:
        """Follows until told to stop; while the other clock cannot be read, the last offset stands."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=5)) as session:
            is_lost = False
            while not stopping.is_set():
                try:
                    await self._look(session)
                    is_lost = False
                except (aiohttp.ClientError, TimeoutError, KeyError, ValueError) as error:
                    if not is_lost:
                        log.warning("dev_clock.unreachable", reason=type(error).__name__)
                    is_lost = True
                await pause(stopping, LOOK_EVERY.total_seconds())

    async def _look(self, session: aiohttp.ClientSession) -> None:
        async with session.get(self._url) as response:
            response.raise_for_status()
            state = orjson.loads(await response.read())
        self._offset = timedelta(seconds=float(state["offset_seconds"]))
        self._frozen_at = datetime.fromisoformat(state["now"]) if state["is_frozen"] else None
