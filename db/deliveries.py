"""The sender's desk: each step of a delivery is a short transaction of its own."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel.ext.asyncio.session import AsyncSession

from db.engine import Engines
from db.repos.deliveries import Deliveries
from db.tables import OutboxRow
from db.tables.outbox import Outcome


class DeliveryDesk:
    def __init__(self, engines: Engines) -> None:
        self._engines = engines

    def _writing(self) -> AsyncSession:
        return AsyncSession(self._engines.writing, expire_on_commit=False)

    def _reading(self) -> AsyncSession:
        return AsyncSession(self._engines.reading, expire_on_commit=False)

    async def claim(self, at: datetime, limit: int) -> Sequence[OutboxRow]:
        async with self._writing() as session, session.begin():
            return await Deliveries(session).claim(at, limit)

    async def finish(
        self, row: OutboxRow, outcome: Outcome, at: datetime, *, message_id: str | None = None, error: str | None = None
    ) -> None:
        async with self._writing() as session, session.begin():
            deliveries = Deliveries(session)
            await deliveries.finish(row.id, outcome, at, message_id=message_id, error=error)
            if outcome is Outcome.unreachable:
                await deliveries.mark_unreachable(row, at)

    async def retry(self, row: OutboxRow, due_at: datetime, error: str) -> None:
        async with self._writing() as session, session.begin():
            await Deliveries(session).retry(row.id, due_at, error)

    async def move(self, row: OutboxRow, address: str) -> None:
        async with self._writing() as session, session.begin():
            await Deliveries(session).move(row, address)

    async def is_superseded(self, row: OutboxRow) -> bool:
        async with self._reading() as session:
            return await Deliveries(session).is_superseded(row)

    async def slot_message(self, row: OutboxRow) -> str | None:
        async with self._reading() as session:
            return await Deliveries(session).slot_message(row.channel, row.address, row.slot or "")
