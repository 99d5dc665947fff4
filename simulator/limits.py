"""Flood limits: three buckets, which may be off, only counted, or enforced."""

from __future__ import annotations

import math
import time
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class LimitMode(StrEnum):
    """What happens to a call above a limit."""

    OFF = "off"
    COUNT = "count"
    HARD = "hard"


@dataclass(slots=True)
class LimitSettings:
    """The rates, all in messages; bursts are what may go out at once after a silence."""

    overall_per_second: float = 30
    overall_burst: float = 30
    private_per_second: float = 1
    private_burst: float = 5
    group_per_minute: float = 20
    group_burst: float = 20


@dataclass(slots=True)
class _Bucket:
    """A leaky bucket by its theoretical arrival time: one number instead of a history."""

    full_at: float = -math.inf

    def wait_for(self, now: float, count: int, rate: float, burst: float) -> float:
        """Return the seconds until `count` messages would fit, 0 when they do now."""
        level = max(0.0, self.full_at - now) * rate
        return max(0.0, (level + count - max(burst, count)) / rate)

    def take(self, now: float, count: int, rate: float) -> None:
        self.full_at = max(self.full_at, now) + count / rate


class Limits:
    """Judges each message the bot sends."""

    def __init__(
        self,
        mode: LimitMode = LimitMode.COUNT,
        settings: LimitSettings | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.mode = mode
        self.settings = settings or LimitSettings()
        self._monotonic = monotonic
        self.reset()

    def reset(self) -> None:
        """Forget all history and violations."""
        self.violations: dict[str, int] = {"overall": 0, "private": 0, "group": 0}
        self.sent = 0
        self.busiest_second = 0
        self._overall = _Bucket()
        self._chats: dict[int, _Bucket] = {}
        self._window: deque[float] = deque()
        self._by_second: Counter[int] = Counter()

    def describe(self) -> dict[str, Any]:
        """Return mode, rates, violations and how fast messages went, second by second."""
        first = min(self._by_second, default=0)
        last = max(self._by_second, default=-1)
        return {
            "mode": self.mode.value,
            "settings": asdict(self.settings),
            "violations": dict(self.violations),
            "sent": self.sent,
            "busiest_second": self.busiest_second,
            "by_second": [self._by_second[second] for second in range(first, last + 1)][-3600:],
        }

    def check(self, chat_id: int | None, *, count: int, counts_in_private: bool = True) -> int:
        """Account for `count` messages; return retry_after in seconds, 0 when they may go."""
        if self.mode is LimitMode.OFF:
            return 0
        now = self._monotonic()
        waits = self._waits(now, chat_id, count, counts_in_private=counts_in_private)
        exceeded = [(name, wait) for name, wait, _, _ in waits if wait > 1e-9]
        for name, _ in exceeded:
            self.violations[name] += 1
        if exceeded and self.mode is LimitMode.HARD:
            return max(1, math.ceil(max(wait for _, wait in exceeded)))
        for _, _, bucket, rate in waits:
            bucket.take(now, count, rate)
        self._note(now, count)
        return 0

    def _waits(
        self, now: float, chat_id: int | None, count: int, *, counts_in_private: bool
    ) -> list[tuple[str, float, _Bucket, float]]:
        rules = self.settings
        chosen = [("overall", self._overall, rules.overall_per_second, rules.overall_burst)]
        if chat_id is not None and chat_id < 0:
            bucket = self._chats.setdefault(chat_id, _Bucket())
            chosen.append(("group", bucket, rules.group_per_minute / 60, rules.group_burst))
        elif chat_id is not None and counts_in_private:
            bucket = self._chats.setdefault(chat_id, _Bucket())
            chosen.append(("private", bucket, rules.private_per_second, rules.private_burst))
        return [(name, bucket.wait_for(now, count, rate, burst), bucket, rate) for name, bucket, rate, burst in chosen]

    def _note(self, now: float, count: int) -> None:
        self.sent += count
        self._by_second[int(now)] += count
        self._window.extend([now] * count)
        while self._window and self._window[0] <= now - 1:
            self._window.popleft()
        self.busiest_second = max(self.busiest_second, len(self._window))
