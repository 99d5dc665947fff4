"""What is due to be sent: leased to one sender at a time, marked when done."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, or_, update
from sqlmodel import col, select

from db.repos.base import Repo
from db.tables import Group, Identity, OutboxRow
from db.tables.outbox import Outcome

LEASE = timedelta(seconds=30)


class Deliveries(Repo):
    async def claim(self, at: datetime, limit: int) -> Sequence[OutboxRow]:
        """Leases up to `limit` due rows, at most one a chat and none of a chat that has one in flight."""
        pending = col(OutboxRow.done_at).is_(None)
        in_flight = (
            select(OutboxRow.channel, OutboxRow.address).where(pending, col(OutboxRow.leased_until) > at).subquery()
        )
        place = (
            func.row_number()
            .over(
                partition_by=(col(OutboxRow.channel), col(OutboxRow.address)),
                order_by=(col(OutboxRow.priority), col(OutboxRow.id)),
            )
            .label("place")
        )
        due = (
            select(OutboxRow.id, place)
            .where(pending, col(OutboxRow.due_at) <= at)
            .where(or_(col(OutboxRow.leased_until).is_(None), col(OutboxRow.leased_until) <= at))
            .where(
                ~select(in_flight.c.address)
                .where(in_flight.c.channel == OutboxRow.channel, in_flight.c.address == OutboxRow.address)
                .exists()
            )
            .subquery()
        )
        ids = (
            await self.session.exec(
                select(OutboxRow.id)
                .join(due, due.c.id == OutboxRow.id)
                .where(due.c.place == 1)
                .order_by(col(OutboxRow.priority), col(OutboxRow.due_at), col(OutboxRow.id))
                .limit(limit)
                .with_for_update(skip_locked=True, of=OutboxRow)
            )
        ).all()
        if not ids:
            return []
        rows = (await self.session.exec(select(OutboxRow).where(col(OutboxRow.id).in_(ids)))).all()
        for row in rows:
            row.leased_until = at + LEASE
            row.attempts += 1
        return sorted(rows, key=lambda row: (row.priority, row.due_at, row.id))

    async def finish(
        self, row_id: int, outcome: Outcome, at: datetime, *, message_id: str | None = None, error: str | None = None
    ) -> None:
        await self.session.exec(
            update(OutboxRow)
            .where(col(OutboxRow.id) == row_id)
            .values(done_at=at, outcome=outcome, leased_until=None, message_id=message_id, error=error)
            .execution_options(synchronize_session=False)
        )

    async def retry(self, row_id: int, due_at: datetime, error: str) -> None:
        await self.session.exec(
            update(OutboxRow)
            .where(col(OutboxRow.id) == row_id)
            .values(due_at=due_at, leased_until=None, error=error)
            .execution_options(synchronize_session=False)
        )

    async def next_due(self) -> datetime | None:
        """When the next pending row falls due; None when nothing is pending."""
        return (
            await self.session.exec(select(func.min(OutboxRow.due_at)).where(col(OutboxRow.done_at).is_(None)))
        ).one()

    async def slot_message(self, channel: str, address: str, slot: str) -> str | None:
        """The messenger's id of the message that this slot was first sent as."""
        return (
            await self.session.exec(
                select(OutboxRow.message_id)
                .where(
                    OutboxRow.channel == channel,
                    OutboxRow.address == address,
                    OutboxRow.slot == slot,
                    col(OutboxRow.message_id).is_not(None),
                )
                .order_by(col(OutboxRow.id).desc())
                .limit(1)
            )
        ).first()

    async def is_superseded(self, row: OutboxRow) -> bool:
        """Whether a later pending row fills the same slot."""
        return (
            await self.session.exec(
                select(OutboxRow.id)
                .where(
                    OutboxRow.channel == row.channel,
                    OutboxRow.address == row.address,
                    OutboxRow.slot == row.slot,
                    col(OutboxRow.done_at).is_(None),
                    col(OutboxRow.id) > (row.id),
                )
                .limit(1)
            )
        ).first() is not None

    async def move(self, row: OutboxRow, address: str) -> None:
        """A group became a supergroup: its row, everything pending for it and the group itself follow."""
        old = (col(OutboxRow.channel) == row.channel, col(OutboxRow.address) == row.address)
        await self.session.exec(
            update(OutboxRow)
            .where(*old, col(OutboxRow.done_at).is_(None))
            .values(address=address, leased_until=None)
            .execution_options(synchronize_session=False)
        )
        await self.session.exec(
            update(Group)
            .where(col(Group.channel) == row.channel, col(Group.address) == row.address)
            .values(address=address)
            .execution_options(synchronize_session=False)
        )

    async def mark_unreachable(self, row: OutboxRow, at: datetime) -> None:
        """Nothing more is said to this address until its person writes again."""
        await self.session.exec(
            update(Identity)
            .where(col(Identity.channel) == row.channel, col(Identity.address) == row.address)
            .values(unreachable_at=at)
            .execution_options(synchronize_session=False)
        )
