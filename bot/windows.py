"""No second holds more sends than allowed, as the messenger sees it, even when this machine is late for some."""

import asyncio
import time
from collections import deque
from dataclasses import dataclass

WINDOW_S = 1.0
NOTICING_S = 0.01
"""What a messenger may take, of the shortest answer it ever gave, before or after it has counted the call."""
LONGEST_DOUBT_S = 1.0
"""A send without an answer for so long is taken to have arrived."""
LOOK_AGAIN_S = 0.01
KNOWN_AFTER = 100
"""Answers until the shortest is believed. At a start everything is slow at once, and so is the shortest of them."""


@dataclass(slots=True)
class Send:
    started_at: float
    arrived_by: float | None = None


class Window:
    """Reserved slots are evenly spaced; a busy process starts some late, and then they would come in a bunch.

    A send was counted some time between its start and its answer. What is known of the ways there and back is the
    shortest time an answer ever took: less that, the answer's time is when the send had arrived. (Until enough answers
    are known, it is taken to have arrived with its answer, which costs a little pace.) The next but `allowed` starts a
    second after that, and what the messenger may need to notice a call: no more than the shortest answer, so
    that a near one is not waited for as long as a distant one. All times are seconds of a clock that nobody sets.
    """

    def __init__(self, allowed: int) -> None:
        self._sends: deque[Send] = deque(maxlen=max(1, allowed))
        self._shortest_s = float("inf")
        self._answers = 0

    async def enter(self) -> Send:
        """Waits for room, and returns what `leave` wants to know when the answer is there."""
        while (wait_s := self.wait_s(time.monotonic())) > 0:  # noqa: ASYNC110 (time passes by itself)
            await asyncio.sleep(wait_s)
        return self.start(time.monotonic())

    def leave(self, send: Send) -> None:
        self.answered(send, time.monotonic())

    def start(self, now: float) -> Send:
        send = Send(now)
        self._sends.append(send)
        return send

    def answered(self, send: Send, now: float) -> None:
        self._answers += 1
        self._shortest_s = min(self._shortest_s, now - send.started_at)
        known_s = self._shortest_s if self._answers >= KNOWN_AFTER else 0.0
        send.arrived_by = max(send.started_at, now - known_s)

    def wait_s(self, now: float) -> float:
        """How long the next send has to wait before it looks again; 0 or less if it may start."""
        if len(self._sends) < (self._sends.maxlen or 0):
            return 0.0
        first, window_s = self._sends[0], WINDOW_S + min(NOTICING_S, self._shortest_s)
        if first.arrived_by is not None:
            return first.arrived_by + window_s - now
        if now - first.started_at < LONGEST_DOUBT_S:
            return LOOK_AGAIN_S
        return first.started_at + LONGEST_DOUBT_S + window_s - now
