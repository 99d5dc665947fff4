"""A story's hands on the machinery: the clock that is moved, the trouble that is scripted."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from simulator.client import Telegram


class ClockHand:
    """The simulator's clock, read at once and moved over HTTP."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    def now(self) -> datetime:
        """Return the simulated moment, aware and in UTC."""
        return self._telegram.mirror.clock.now()

    async def advance(self, by: timedelta | None = None, **units: float) -> None:
        """Move the clock: `advance(minutes=10)` or `advance(timedelta(…))`."""
        span = by if by is not None else timedelta(**units)
        await self._change({"advance_seconds": span.total_seconds()})

    async def set(self, at: datetime) -> None:
        """Set the clock to an aware moment."""
        await self._change({"at": at.isoformat()})

    async def freeze(self, at: datetime | None = None) -> None:
        """Let the clock stand still, now or at a moment."""
        await self._change({"freeze": True} | ({"at": at.isoformat()} if at else {}))

    async def resume(self) -> None:
        """Let the clock go on."""
        await self._change({"resume": True})

    async def _change(self, order: dict[str, Any]) -> None:
        answer = await self._telegram.ask("POST", "clock", order)
        await self._telegram.catch_up(answer["last_seq"])


class FaultHand:
    """The script of trouble."""

    def __init__(self, telegram: Telegram) -> None:
        self._telegram = telegram

    async def add(
        self,
        fault: str,
        *,
        method: str | None = None,
        chat_id: int | None = None,
        times: int | None = 1,
        skip: int = 0,
    ) -> int:
        """Add a line (see `simulator.faults.Fault`); `times=None` means for ever."""
        order = {"fault": fault, "times": times, "skip": skip}
        order |= {"method": method, "chat_id": chat_id}
        number: int = (await self._telegram.ask("POST", "faults", order))["id"]
        return number

    async def clear(self) -> None:
        """Take all lines out."""
        await self._telegram.ask("DELETE", "faults")

    async def list(self) -> list[dict[str, Any]]:
        """Return the lines and how often each has happened."""
        lines: list[dict[str, Any]] = await self._telegram.ask("GET", "faults")
        return lines
