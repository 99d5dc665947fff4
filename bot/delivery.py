"""The sender: takes what is due from the outbox, hands it to the messenger, and writes down how that ended.

A claim leases rows for a while; whoever dies while sending leaves rows that fall due again when the lease ends.
Nothing is sent inside a transaction.
"""

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from random import random

import structlog

from bot.channels import Channel, SendResult, Sent
from bot.clock import Clock
from bot.polling import pause
from core.retries import (
    Failure,
    FollowMigration,
    GiveUp,
    MarkUnreachable,
    Rejected,
    RetryIn,
    decide_after_failure,
    retry_pause,
)
from db.deliveries import DeliveryDesk
from db.engine import is_outage
from db.tables import OutboxRow
from db.tables.outbox import Outcome
from texts.render import render
from texts.words import Reader

log = structlog.get_logger()

IDLE = timedelta(seconds=1)
"""How long an idle sender sleeps at most: rows may fall due that another process wrote."""
BATCH = 30


class Delivery:
    """Sends what is due; `nudge` wakes it at once after a commit."""

    def __init__(self, desk: DeliveryDesk, channels: Mapping[str, Channel], reader: Reader, clock: Clock) -> None:
        self._desk = desk
        self._channels = channels
        self._reader = reader
        self._clock = clock
        self._work = asyncio.Event()
        self._sending: set[asyncio.Task[None]] = set()

    def nudge(self) -> None:
        self._work.set()

    async def run(self, stopping: asyncio.Event) -> None:
        """Sends until told to stop, then lets what is in flight come to its end."""
        failures = 0
        while not stopping.is_set():
            self._work.clear()
            try:
                has_more = await self._send_due()
                failures = 0
            except Exception as error:
                if not is_outage(error):
                    raise
                failures += 1
                if failures == 1:
                    log.warning("delivery.database_unreachable", reason=type(error).__name__)
                await pause(stopping, retry_pause(failures).total_seconds())
                continue
            if not has_more:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._work.wait(), IDLE.total_seconds())
        if self._sending:
            await asyncio.wait(self._sending)

    async def _send_due(self) -> bool:
        rows = await self._desk.claim(self._clock.now(), BATCH)
        for row in rows:
            task = asyncio.create_task(self._send(row))
            self._sending.add(task)
            task.add_done_callback(self._sending.discard)
        return bool(rows)

    async def _send(self, row: OutboxRow) -> None:
        try:
            result = await self._attempt(row)
            await self._settle(row, result)
        except Exception:  # the lease brings the row back; one row's cause must not stop the sender
            log.exception("delivery.broken", row_id=row.id, kind=row.kind)
        self.nudge()

    async def _attempt(self, row: OutboxRow) -> SendResult | Outcome:
        if row.expires_at is not None and row.expires_at <= self._clock.now():
            return Outcome.expired
        edit_message_id = row.edit_message_id
        if row.slot is not None:
            if await self._desk.is_superseded(row):
                return Outcome.superseded
            edit_message_id = edit_message_id or await self._desk.slot_message(row)
        try:
            message = render(row.kind, row.facts, replace(self._reader, locale=row.locale))
        except (KeyError, ValueError, TypeError) as error:
            log.exception("delivery.unspeakable", row_id=row.id, kind=row.kind)
            return Rejected(f"no words: {error}")
        return await self._channels[row.channel].send(row.address, message, edit_message_id=edit_message_id)

    async def _settle(self, row: OutboxRow, result: SendResult | Outcome) -> None:
        now = self._clock.now()
        match result:
            case Outcome():
                await self._desk.finish(row, result, now)
            case Sent(message_id):
                await self._desk.finish(row, Outcome.sent, now, message_id=message_id)
            case _:
                await self._settle_failure(row, result)
        name = result.name if isinstance(result, Outcome) else type(result).__name__.lower()
        log.info("delivery.settled", result=name, row_id=row.id, kind=row.kind, attempts=row.attempts)

    async def _settle_failure(self, row: OutboxRow, failure: Failure) -> None:
        now = self._clock.now()
        match decide_after_failure(failure, attempts=row.attempts, jitter=random()):
            case RetryIn(delay):
                await self._desk.retry(row, now + delay, type(failure).__name__)
            case MarkUnreachable(reason):
                await self._desk.finish(row, Outcome.unreachable, now, error=reason.name)
            case FollowMigration(address):
                await self._desk.move(row, address)
            case GiveUp(reason):
                await self._desk.finish(row, Outcome.failed, now, error=f"{reason.name}: {failure}")
