"""No second holds more sends than allowed, as the messenger sees it, even when this machine is late for some."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass

WINDOW_S = 1.01
"""A second, and what the messenger takes to notice a call: the shortest time of an answer has that in it as well.

It costs nothing, since the slots are reserved at a pace that leaves as much.
"""
LONGEST_DOUBT_S = 1.0
"""A send without an answer for so long is taken to have arrived."""


@dataclass(slots=True)
class _Send:
    started_at: float
    arrived_by: float | None = None


class Window:
    """Reserved slots are evenly spaced; a busy process starts some late, and then they would come in a bunch.

    A send arrived some time between its start and its answer. What is known of the way back is the shortest time an
    answer ever took: the send had arrived by then. The next but `allowed` waits until a second and a little after that.
    """

    def __init__(self, allowed: int) -> None:
        self._sends: deque[_Send] = deque(maxlen=max(1, allowed))
        self._shortest_s = float("inf")

    async def enter(self) -> _Send:
        """Waits for room, and returns what `leave` wants to know when the answer is there."""
        while len(self._sends) == self._sends.maxlen and (wait_s := self._wait_s()) > 0:  # noqa: ASYNC110 (time passes by itself)
            await asyncio.sleep(wait_s)
        send = _Send(time.monotonic())
        self._sends.append(send)
        return send

    def leave(self, send: _Send) -> None:
        now = time.monotonic()
        self._shortest_s = min(self._shortest_s, now - send.started_at)
        send.arrived_by = max(send.started_at, now - self._shortest_s)

    def _wait_s(self) -> float:
        now, first = time.monotonic(), self._sends[0]
        if first.arrived_by is not None:
            return first.arrived_by + WINDOW_S - now
        if now - first.started_at < LONGEST_DOUBT_S:
            return 0.01
        return first.started_at + LONGEST_DOUBT_S + WINDOW_S - now
