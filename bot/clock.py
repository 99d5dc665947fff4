"""The only place that reads the clock; everything below is told what time it is."""

from datetime import UTC, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """This moment, as an aware instant in UTC."""


class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)
