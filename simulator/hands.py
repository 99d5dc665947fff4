"""A story's hands on the machinery: the clock that is moved, the trouble that is scripted, the stage, the scenes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from simulator.lines import Line
from simulator.replays import Replay

LOOKING_SECONDS = 0.02


class ClockHand:
    """The simulator's clock, read at once and moved over HTTP."""

    def __init__(self, line: Line) -> None:
        self._line = line

    def now(self) -> datetime:
        """Return the simulated moment, aware and in UTC."""
        return self._line.mirror.clock.now()

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
        answer = await self._line.ask("POST", "clock", order)
        await self._line.catch_up(answer["last_seq"])


class FaultHand:
    """The script of trouble."""

    def __init__(self, line: Line) -> None:
        self._line = line

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
        number: int = (await self._line.ask("POST", "faults", order))["id"]
        return number

    async def clear(self) -> None:
        """Take all lines out."""
        await self._line.ask("DELETE", "faults")

    async def list(self) -> list[dict[str, Any]]:
        """Return the lines and how often each has happened."""
        lines: list[dict[str, Any]] = await self._line.ask("GET", "faults")
        return lines

    async def happens(self, fault: str) -> None:
        """Wait until a line of this fault has met a call."""
        while not any(line["fault"] == fault and line["happened"] for line in await self.list()):  # noqa: ASYNC110 (calls are not announced)
            await asyncio.sleep(LOOKING_SECONDS)


class StageHand:
    """The stage a page shows: facts, the story so far, and the wishes of the audience (see `simulator.stages`)."""

    def __init__(self, line: Line) -> None:
        self._line = line
        self._granted = 0

    async def set(self, **facts: Any) -> None:
        """Put facts on the stage; what is not named stays as it was."""
        await self._line.ask("POST", "stage", facts)

    async def tell(self, text: dict[str, str], *, person: int | None = None) -> None:
        """Add a line, by language, to the story so far."""
        await self._line.ask("POST", "story", {"text": text, "person": person})

    async def next_wish(self) -> str:
        """Wait for what the audience wishes for next."""
        wishes = self._line.mirror.wishes
        while len(wishes) <= self._granted:
            await self._line.changed_within(60)
        self._granted += 1
        return wishes[self._granted - 1]


class SceneHand:
    """What was done, saved as JSON and played again."""

    def __init__(self, line: Line) -> None:
        self._line = line

    async def save(self, people: Iterable[int] = ()) -> dict[str, Any]:
        """Return the scene so far; with `people` only what they and the director did."""
        chosen = ",".join(map(str, people))
        scene: dict[str, Any] = await self._line.ask("GET", f"scene?people={chosen}")
        return scene

    async def play(self, scene: dict[str, Any], *, pace: float = 0.0) -> None:
        """Play a scene; a `pace` of 1 rests as long between steps as people did, at most five seconds."""
        await Replay(self._line, scene, pace=pace).run()
