"""How deliveries ended, and what that means for the chat: marks, retries, addresses that moved or are gone."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import BigInteger, String, delete, func, update
from sqlmodel import col, select

from db.bulk import Unfolded, fold
from db.clocks import database_now
from db.repos.base import Repo, insert_for
from db.repos.letters import TABLE, Letter
from db.tables import Bucket, Group, Identity, OutboxRow
from db.tables.outbox import Outcome
from db.types import UTCDateTime

NEVER_KEPT = frozenset(
    {
        "alerts.place",
        "calendars.link",
        "patrol_logs.pdf",
        "patrol_logs.xlsx",
        "volunteer_hours.certificate",
        "volunteer_hours.list",
    }
)
"""Kinds that are forgotten even when they could not be delivered: where somebody was is told, not kept, and papers full
of names can be asked for again."""


@dataclass(frozen=True, slots=True)
class Finished:
    """A row that is done, for better or worse. What was said is forgotten, unless somebody has to look at it."""

    row: Letter
    outcome: Outcome
    at: datetime
    message_id: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Postponed:
    """A row that waits until `not_before` (the database's clock); `counts` says whether this was an attempt."""

    row: Letter
    not_before: datetime
    error: str
    counts: bool = True


class Deliveries(Repo):
    async def finish(self, ended: Sequence[Finished]) -> None:
        """Marks many rows in one statement; of those that failed the facts stay, so that somebody can look at them."""
        kept = [each for each in ended if each.outcome is Outcome.failed and each.row.kind not in NEVER_KEPT]
        forgotten = [each for each in ended if each not in kept] if kept else ended
        dialect = self.session.get_bind().dialect.name
        for rows, forgets in ((kept, False), (forgotten, True)):
            if rows:
                marks = [(each.row.id, each.outcome.name, each.at, each.message_id, each.error) for each in rows]
                await self.session.execute(_finish_statement(dialect, forgets=forgets), fold(dialect, marks))

    async def postpone(self, late: Postponed) -> None:
        await self.session.exec(
            update(OutboxRow)
            .where(col(OutboxRow.id) == late.row.id, col(OutboxRow.done_at).is_(None))
            .values(
                not_before=late.not_before,
                holder=None,
                error=late.error,
                attempts=OutboxRow.attempts - (0 if late.counts else 1),
            )
            .execution_options(synchronize_session=False)
        )

    async def senders(self) -> set[str]:
        """Whoever holds rows."""
        held = select(OutboxRow.holder).where(col(OutboxRow.done_at).is_(None), col(OutboxRow.holder).is_not(None))
        return {holder for holder in await self.session.exec(held.distinct()) if holder is not None}

    async def release(self, gone: Collection[str]) -> int:
        """Gives back the rows of senders that are no more."""
        if not gone:
            return 0
        statement = (
            update(OutboxRow)
            .where(col(OutboxRow.done_at).is_(None), col(OutboxRow.holder).in_(gone))
            .values(not_before=None, holder=None)
            .returning(col(OutboxRow.id))
            .execution_options(synchronize_session=False)
        )
        return len((await self.session.exec(statement)).all())

    async def next_due_at(self, channel: str) -> datetime | None:
        """When the next row that nobody is sending falls due (the product's clock); None when nothing waits."""
        return (
            await self.session.exec(
                select(func.min(OutboxRow.due_at)).where(
                    col(OutboxRow.done_at).is_(None), col(OutboxRow.holder).is_(None), OutboxRow.channel == channel
                )
            )
        ).one()

    async def block(self, channel: str, address: str, delay: timedelta) -> None:
        """Nothing is said to this chat for a while, or with an empty address to nobody."""
        now = (await self.session.exec(select(database_now()))).one()
        values = {"channel": channel, "address": address, "free_at": now, "blocked_until": now + delay}
        statement = insert_for(self.session.get_bind().dialect.name, Bucket).values(**values)
        await self.session.exec(
            statement.on_conflict_do_update(
                index_elements=["channel", "address"], set_={"blocked_until": statement.excluded.blocked_until}
            ).execution_options(synchronize_session=False)
        )

    async def move(self, row: Letter, address: str) -> None:
        """A group became a supergroup: everything pending for it and the group itself follow."""
        await self.session.exec(
            update(OutboxRow)
            .where(col(OutboxRow.channel) == row.channel, col(OutboxRow.address) == row.address)
            .where(col(OutboxRow.done_at).is_(None))
            .values(address=address, not_before=None, holder=None)
            .execution_options(synchronize_session=False)
        )
        known = (
            await self.session.exec(select(Group.id).where(Group.channel == row.channel, Group.address == address))
        ).first()
        if known is None:
            await self.session.exec(
                update(Group)
                .where(col(Group.channel) == row.channel, col(Group.address) == row.address)
                .values(address=address)
                .execution_options(synchronize_session=False)
            )

    async def mark_unreachable(self, row: Letter, at: datetime, reason: str) -> None:
        """Nothing more is said to this address until its person writes again; what was pending for it ends."""
        await self.session.exec(
            update(Identity)
            .where(col(Identity.channel) == row.channel, col(Identity.address) == row.address)
            .values(unreachable_at=at)
            .execution_options(synchronize_session=False)
        )
        await self.session.exec(
            update(OutboxRow)
            .where(col(OutboxRow.channel) == row.channel, col(OutboxRow.address) == row.address)
            .where(col(OutboxRow.done_at).is_(None))
            .values(done_at=at, outcome=Outcome.unreachable, error=reason, facts={}, not_before=None, holder=None)
            .execution_options(synchronize_session=False)
        )

    async def forget_buckets(self, *, before: timedelta) -> None:
        """Chats that were silent for long need no bucket."""
        now = (await self.session.exec(select(database_now()))).one()
        await self.session.exec(
            delete(Bucket)
            .where(col(Bucket.address) != "", col(Bucket.free_at) < now - before)
            .where(col(Bucket.blocked_until).is_(None) | (col(Bucket.blocked_until) < now))
            .execution_options(synchronize_session=False)
        )


@cache
def _finish_statement(dialect: str, *, forgets: bool) -> Any:
    rows = Unfolded(
        dialect,
        {
            "row_id": BigInteger(),
            "outcome": String(),
            "done_at": UTCDateTime(),
            "message_id": String(),
            "error": String(),
        },
    )
    marks = select(*rows.columns.values()).select_from(rows.source).subquery("marks")
    news: dict[str, Any] = {name: marks.c[name] for name in ("outcome", "done_at", "message_id", "error")}
    return (
        update(TABLE)
        .where(TABLE.c.id == marks.c.row_id)
        .values(not_before=None, holder=None, **news, **({"facts": {}} if forgets else {}))
    )
