"""Everything that happens in the world, in order, so that pages and tests can follow it live."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from typing import Any

from simulator.clock import Clock

Event = dict[str, Any]


class EventLog:
    """A numbered log of events; the oldest half is dropped when it holds too many."""

    def __init__(self, clock: Clock, *, keep: int = 100_000) -> None:
        self._clock = clock
        self._keep = keep
        self._events: list[Event] = []
        self._dropped = 0
        self._waiting: set[asyncio.Future[None]] = set()

    @property
    def seq(self) -> int:
        """The number of the latest event, 0 before the first."""
        return self._dropped + len(self._events)

    def add(self, kind: str, *, to: Iterable[int] | None = None, **facts: Any) -> Event:
        """Record an event; `to` are the people who notice it, everybody when it is left out."""
        event: Event = {"seq": self.seq + 1, "at": self._clock.now().isoformat(), "kind": kind}
        if to is not None:
            event["to"] = list(to)
        event.update(facts)
        self._events.append(event)
        if len(self._events) > self._keep:
            half = self._keep // 2
            del self._events[:half]
            self._dropped += half
        for future in self._waiting:
            if not future.done():
                future.set_result(None)
        self._waiting.clear()
        return event

    def after(self, seq: int, limit: int = 1000) -> list[Event]:
        """Return events that came after number `seq`, oldest first."""
        start = max(0, seq - self._dropped)
        return self._events[start : start + limit]

    async def wait(self, seq: int, within: float | None = None) -> bool:
        """Wait until there is an event after number `seq`; tell whether one came in time."""
        if self.seq > seq:
            return True
        future = asyncio.get_running_loop().create_future()
        self._waiting.add(future)
        try:
            async with asyncio.timeout(within):
                await future
        except TimeoutError:
            return False
        finally:
            self._waiting.discard(future)
        return True
