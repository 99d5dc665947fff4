"""The messages of a broadcast, one a recipient: who has one, how they ended, held back or dropped."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Select, func, text, update
from sqlmodel import col, select

from core.broadcasts import Progress
from db.repos.base import Repo
from db.tables import (
    OutboxRow,
    Person,
)
from db.tables.outbox import Outcome

COPY, TEXT = "broadcasts.copy", "broadcasts.text"
MESSAGES = (COPY, TEXT)
"""The kinds of the message each recipient is counted by: a copy of the author's own, or words written at the desk."""

NEVER = datetime(9999, 1, 1, tzinfo=UTC)
"""When the messages of a paused broadcast fall due."""


class Unreached(NamedTuple):
    """`ended`: how; `reason` is empty where none is known."""

    name: str
    ended: str
    reason: str


class BroadcastMessages(Repo):
    def untold(self, broadcast_id: int, people: Select[Any], kinds: Sequence[str] = MESSAGES) -> Select[Any]:
        """Of these people, those for whom no message of these kinds of the broadcast was written yet."""
        told = select(OutboxRow.person_id).where(
            OutboxRow.broadcast_id == broadcast_id,
            col(OutboxRow.kind).in_(kinds),
            col(OutboxRow.person_id).is_not(None),
        )
        return people.where(col(Person.id).not_in(told))

    def reached(self, broadcast_id: int) -> Select[Any]:
        """Ids of the people who got it."""
        return select(OutboxRow.person_id).where(
            OutboxRow.broadcast_id == broadcast_id,
            col(OutboxRow.kind).in_(MESSAGES),
            OutboxRow.outcome == Outcome.sent,
        )

    async def was_told(self, broadcast_id: int, person_id: int) -> bool:
        rows = await self.session.exec(
            select(OutboxRow.id)
            .where(OutboxRow.broadcast_id == broadcast_id, OutboxRow.person_id == person_id)
            .limit(1)
        )
        return rows.first() is not None

    async def progress(self, broadcast_id: int) -> Progress:
        """How the recipients' messages ended so far, counted from the outbox."""
        rows = await self.session.exec(
            select(OutboxRow.outcome, OutboxRow.error, func.count())
            .where(OutboxRow.broadcast_id == broadcast_id, col(OutboxRow.kind).in_(MESSAGES))
            .group_by(col(OutboxRow.outcome), col(OutboxRow.error))
        )
        ended: dict[Outcome, int] = {}
        failed: dict[str, int] = {}
        left = 0
        for ending, error, count in rows.all():
            if ending is None:
                left += count
                continue
            outcome = Outcome(ending)
            if outcome in {Outcome.failed, Outcome.expired}:
                reason = (error or outcome.name).split(":")[0]
                failed[reason] = failed.get(reason, 0) + count
            else:
                ended[outcome] = ended.get(outcome, 0) + count
        return Progress(
            sent=ended.get(Outcome.sent, 0),
            unreachable=ended.get(Outcome.unreachable, 0),
            failed=failed,
            left=left,
            dropped=ended.get(Outcome.dropped, 0),
        )

    async def unreached(self, broadcast_id: int) -> Sequence[Unreached]:
        """Those it did not reach."""
        rows = await self.session.exec(
            select(Person.name, OutboxRow.outcome, OutboxRow.error)
            .join(Person, col(Person.id) == col(OutboxRow.person_id))
            .where(
                OutboxRow.broadcast_id == broadcast_id,
                col(OutboxRow.kind).in_(MESSAGES),
                col(OutboxRow.outcome).in_((Outcome.unreachable, Outcome.failed, Outcome.expired)),
            )
            .order_by(col(Person.name), col(OutboxRow.id))
        )
        return [
            Unreached(name, Outcome(ended).name, (error or "").split(":")[0]) for name, ended, error in rows if ended
        ]

    async def hold(self, broadcast_id: int) -> None:
        """Moves what is still to be sent out of reach; what is in a sender's hands goes out."""
        await self._move_due(broadcast_id, NEVER)

    async def release(self, broadcast_id: int, at: datetime) -> None:
        await self._move_due(broadcast_id, at)

    async def _move_due(self, broadcast_id: int, due_at: datetime) -> None:
        await self.session.execute(
            update(OutboxRow)
            .where(
                col(OutboxRow.broadcast_id) == broadcast_id,
                col(OutboxRow.outcome).is_(None),
                col(OutboxRow.done_at).is_(None),
                col(OutboxRow.due_at) != due_at,
            )
            .values(due_at=due_at)
            .execution_options(synchronize_session=False)
        )

    async def drop_rest(self, broadcast_id: int, at: datetime) -> int:
        """Takes what is still to be sent out of the outbox, how many that were; what a sender has in hand goes out."""
        dropped = await self.session.execute(
            update(OutboxRow)
            .where(
                col(OutboxRow.broadcast_id) == broadcast_id,
                col(OutboxRow.outcome).is_(None),
                col(OutboxRow.done_at).is_(None),
                col(OutboxRow.holder).is_(None),
            )
            .values(done_at=at, outcome=Outcome.dropped)
            .returning(col(OutboxRow.id))
            .execution_options(synchronize_session=False)
        )
        return len(dropped.all())

    async def drop_pending(self, key: str, at: datetime) -> bool:
        """Takes one message out of the outbox; False when it has left already."""
        dropped = await self.session.execute(
            update(OutboxRow)
            .where(col(OutboxRow.key) == key, col(OutboxRow.done_at).is_(None), col(OutboxRow.attempts) == 0)
            .values(done_at=at, outcome=Outcome.dropped)
            .returning(col(OutboxRow.id))
            .execution_options(synchronize_session=False)
        )
        return dropped.first() is not None

    async def count_anew(self) -> None:
        """Lets PostgreSQL see at once how full the outbox has become, and not when it looks by itself a minute later.

        Until then it would read thousands of rows for each handful that may leave.
        """
        if self.session.get_bind().dialect.name == "postgresql":
            await self.session.execute(text("ANALYZE outbox"))
