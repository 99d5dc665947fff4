"""Writing down how deliveries ended: everything that came up while one commit was under way goes into the next."""

import asyncio

import structlog

from core.retries import retry_pause
from db.deliveries import DeliveryDesk
from db.engine import is_outage
from db.repos.deliveries import Finished, Postponed

log = structlog.get_logger()

MOST_AT_ONCE = 500
LONGEST_PAUSE_S = 5.0


class Settlements:
    """A sender's results on their way into the database; none is dropped while the database is away."""

    def __init__(self, desk: DeliveryDesk) -> None:
        self._desk = desk
        self._waiting: list[tuple[Finished | Postponed, asyncio.Future[None]]] = []
        self._work = asyncio.Event()

    async def put(self, result: Finished | Postponed) -> None:
        """Returns when the result is committed."""
        written: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._waiting.append((result, written))
        self._work.set()
        await written

    async def run(self) -> None:
        """Writes until it is cancelled."""
        while True:
            await self._work.wait()
            batch, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
            if not self._waiting:
                self._work.clear()
            if batch:
                await self._write(batch)

    async def _write(self, batch: list[tuple[Finished | Postponed, asyncio.Future[None]]]) -> None:
        ended = [result for result, _ in batch if isinstance(result, Finished)]
        late = [result for result, _ in batch if isinstance(result, Postponed)]
        failures = 0
        while True:
            try:
                await self._desk.settle(ended, late)
                break
            except Exception as error:  # noqa: BLE001 (handed on to those who wait)
                if not is_outage(error):
                    _fail(batch, error)
                    return
                failures += 1
                if failures == 1:
                    log.warning("delivery.database_unreachable", reason=type(error).__name__)
                await asyncio.sleep(min(retry_pause(failures).total_seconds(), LONGEST_PAUSE_S))
        for _, written in batch:
            if not written.done():
                written.set_result(None)


def _fail(batch: list[tuple[Finished | Postponed, asyncio.Future[None]]], error: Exception) -> None:
    """Hands a fault of ours to those who wait; their rows come back when the lease ends."""
    for _, written in batch:
        if not written.done():
            written.set_exception(error)
