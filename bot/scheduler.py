"""The ticker: calls what may be due twice a second, every second or every hour, and says what time it is.

It keeps nothing itself.

What is due is a question to the database, so a tick that comes late, twice, or in several processes at once changes
nothing. One use case that fails does not stop the others; a database that is away makes them wait.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.clock import Clock
from bot.pauses import pause
from db.engine import is_outage
from services.house import Services

log = structlog.get_logger()

Tick = Callable[[datetime], Awaitable[Any]]

PROMPTLY = timedelta(milliseconds=500)
OFTEN = timedelta(seconds=1)
SELDOM = timedelta(hours=1)
SET_BACK = timedelta(seconds=2)
"""A clock that shows so much less than before has been set back."""


def promptly(services: Services) -> Sequence[Tick]:
    """What is promised for a moment."""
    return (services.reminders.send_due,)


def often(services: Services) -> Sequence[Tick]:
    """What people wait for."""
    return (
        services.deliveries.hasten,
        services.offers.expire_due,
        services.series.plan_ahead,
        services.series.announce_due,
        services.checkouts.close_ended,
        services.patrol_logs.draft_due,
        services.absences.ask_due,
        services.absences.suggest_calls,
        services.broadcast_runs.advance,
    )


def seldom(services: Services) -> Sequence[Tick]:
    """Tidying up, and what has days to be said in."""
    return (
        services.patrol_drafts.sweep,
        services.updates.forget_old,
        services.dialogs.forget_expired,
        services.member_lists.forget_old,
        services.retentions.forget_due,
        services.volunteer_hours.remind_of_deadlines,
    )


def rounds(services: Services) -> Sequence[tuple[timedelta, Sequence[Tick]]]:
    """All ticks by how often they come."""
    return ((PROMPTLY, promptly(services)), (OFTEN, often(services)), (SELDOM, seldom(services)))


class Scheduler:
    """Ticks until told to stop; the tick in flight comes to its end."""

    def __init__(
        self,
        rounds: Sequence[tuple[timedelta, Sequence[Tick]]],
        clock: Clock,
    ) -> None:
        self._clock = clock
        self._rounds = rounds
        self._has_outage = False
        self._expected_at = [time.monotonic()] * len(rounds)
        self._running: set[asyncio.Task[None]] = set()

    async def run(self, stopping: asyncio.Event) -> None:
        scheduler = AsyncIOScheduler(
            job_defaults={"misfire_grace_time": None, "coalesce": True, "max_instances": 1}, timezone="UTC"
        )
        for number, (every, _) in enumerate(self._rounds):
            scheduler.add_job(
                self._round, "interval", seconds=every.total_seconds(), args=[number], next_run_time=datetime.now(UTC)
            )
        scheduler.start()
        while not stopping.is_set():
            await pause(stopping, OFTEN.total_seconds())
            self._resume_rounds(scheduler)
        scheduler.pause()
        while self._running:
            await asyncio.wait(self._running)
        scheduler.shutdown(wait=False)

    def _resume_rounds(self, scheduler: AsyncIOScheduler) -> None:
        """APScheduler waits for a moment of the wall clock; when that was set back, the moment is far away."""
        now = datetime.now(UTC)
        for job in scheduler.get_jobs():
            if job.next_run_time > now + job.trigger.interval + SET_BACK:
                log.warning("clock.set_back", by_s=round((job.next_run_time - now).total_seconds()))
                job.modify(next_run_time=now)

    @property
    def alive_at(self) -> float:
        """When each of the rounds had begun as it should (by the monotonic clock): one that hangs is not hidden."""
        return min(self._expected_at, default=time.monotonic())

    async def _round(self, number: int) -> None:
        """One after the other; stopping waits for it, so that no transaction is cut in two."""
        every, ticks = self._rounds[number]
        self._expected_at[number] = time.monotonic() + every.total_seconds()
        task = asyncio.create_task(self._call(ticks))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        await asyncio.shield(task)

    async def _call(self, ticks: Sequence[Tick]) -> None:
        at = self._clock.now()
        for tick in ticks:
            try:
                await tick(at)
            except Exception as error:
                if not is_outage(error):
                    log.exception("tick.failed", tick=_name(tick))
                    continue
                if not self._has_outage:
                    log.warning("tick.database_unreachable", tick=_name(tick), reason=type(error).__name__)
                self._has_outage = True
                return
        self._has_outage = False


def _name(tick: Tick) -> str:
    return getattr(tick, "__qualname__", repr(tick))
