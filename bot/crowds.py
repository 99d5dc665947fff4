"""Those who arrive at one moment are checked in by one commit; while it is under way the next ones gather."""

import asyncio
from collections.abc import Awaitable, Callable, Collection, Sequence
from typing import Generic, TypeVar

import structlog

from db.engine import is_outage

log = structlog.get_logger()

MOST_AT_ONCE = 100

T = TypeVar("T")


class Crowd(Generic[T]):
    """Gathers what may be handled together. `act` says by number which of it had its effect.

    A fault of ours takes nobody's update with it: all of that moment are then handled one by one.
    """

    def __init__(self, act: Callable[[Sequence[T]], Awaitable[Collection[int]]]) -> None:
        self._act = act
        self._waiting: list[tuple[int, T, asyncio.Future[bool]]] = []
        self._acting: asyncio.Task[None] | None = None

    async def join(self, number: int, each: T) -> bool:
        """Returns whether it had its effect; if not, it is to be handled by itself."""
        done: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        self._waiting.append((number, each, done))
        if self._acting is None:
            self._acting = asyncio.create_task(self._run())
        return await done

    async def _run(self) -> None:
        try:
            while self._waiting:
                crowd, self._waiting = self._waiting[:MOST_AT_ONCE], self._waiting[MOST_AT_ONCE:]
                crowd = [one for one in crowd if not one[2].done()]
                if crowd:
                    await self._handle(crowd)
        finally:
            self._acting = None

    async def _handle(self, crowd: Sequence[tuple[int, T, asyncio.Future[bool]]]) -> None:
        try:
            handled = await self._act([each for _, each, _ in crowd])
        except Exception as error:
            # People are answered before a word is logged: even a log that fails keeps nobody waiting.
            outage = is_outage(error)
            _answer(crowd, fault=error if outage else None)
            if not outage:
                log.exception("crowd.dispersed", updates=len(crowd))
        else:
            _answer(crowd, handled)


def _answer(
    crowd: Sequence[tuple[int, T, asyncio.Future[bool]]],
    handled: Collection[int] = (),
    fault: Exception | None = None,
) -> None:
    for number, _, done in crowd:
        if done.done():
            continue
        if fault is None:
            done.set_result(number in handled)
        else:
            done.set_exception(fault)
