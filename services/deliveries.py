"""Messages that did not get through: what is stuck and why, tried once more or dropped by whoever operates the bot."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from db.tables import OutboxRow
from services.base import Service

OVERDUE = timedelta(minutes=1)
AT_ONCE = timedelta(seconds=10)
"""A message due so soon after it was written was not meant for a certain time."""


class Deliveries(Service):
    async def stuck(self, at: datetime) -> Sequence[OutboxRow]:
        """Failed rows, and those that wait for another attempt or longer than they should."""
        async with self.uow.read() as tx:
            return await tx.outbox.stuck(due_before=at - OVERDUE)

    async def retry(self, at: datetime, row_id: int | None = None) -> int:
        """Sends a stuck row (or all that failed) as if for the first time; returns how many there were."""
        async with self.uow.write() as tx:
            return await tx.outbox.retry(at, row_id)

    async def hasten(self, at: datetime) -> int:
        """What was meant to be said at once is due now, though it was written by a clock that is ahead of ours."""
        async with self.uow.read() as tx:
            early = await tx.outbox.early(at, AT_ONCE)
        if not early:
            return 0
        async with self.uow.write() as tx:
            return await tx.outbox.hasten(early, at)

    async def drop(self, at: datetime, row_id: int | None = None) -> int:
        """Gives up a stuck row (or all that failed) for good."""
        async with self.uow.write() as tx:
            return await tx.outbox.give_up(at, row_id)
