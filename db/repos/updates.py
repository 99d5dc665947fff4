"""Updates that broke their handler, kept aside; and how long handled ones are remembered."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete
from sqlmodel import col, select

from db.repos.base import Repo, insert_for
from db.tables import FailedUpdate, OutboxRow, TakenUpdate


class Updates(Repo):
    async def set_aside(
        self, *, channel: str, update_id: int, reference: str, payload: dict[str, Any], error: str, at: datetime
    ) -> None:
        statement = insert_for(self.session.get_bind().dialect.name, FailedUpdate).values(
            channel=channel, update_id=update_id, reference=reference, payload=payload, error=error, failed_at=at
        )
        await self.session.exec(statement.on_conflict_do_nothing())

    async def aside(self) -> Sequence[FailedUpdate]:
        return (await self.session.exec(select(FailedUpdate).order_by(col(FailedUpdate.id)))).all()

    async def kept(self, reference: str) -> FailedUpdate | None:
        return (await self.session.exec(select(FailedUpdate).where(FailedUpdate.reference == reference))).one_or_none()

    async def take_back(self, failed: FailedUpdate) -> None:
        """As if it had never come. Whoever retries it at the same moment waits, and finds it handled."""
        if await self.dropped(failed.reference):
            await self.session.exec(
                delete(TakenUpdate)
                .where(col(TakenUpdate.channel) == failed.channel, col(TakenUpdate.update_id) == failed.update_id)
                .execution_options(synchronize_session=False)
            )

    async def dropped(self, reference: str) -> bool:
        """Forgets a failed update; False when there is none of this reference."""
        statement = delete(FailedUpdate).where(col(FailedUpdate.reference) == reference)
        dropped = await self.session.exec(
            statement.returning(col(FailedUpdate.id)).execution_options(synchronize_session=False)
        )
        return dropped.first() is not None

    async def forget(self, *, taken_before: datetime, done_before: datetime, said_once_before: datetime) -> None:
        """Deletes handled updates, messages that are done, and faults nobody looked at."""
        is_once = col(OutboxRow.key).is_not(None) | col(OutboxRow.slot).is_not(None)
        for statement in (
            delete(TakenUpdate).where(col(TakenUpdate.taken_at) < taken_before),
            delete(OutboxRow).where(col(OutboxRow.done_at) < done_before, ~is_once),
            delete(OutboxRow).where(col(OutboxRow.done_at) < said_once_before, is_once),
            delete(FailedUpdate).where(col(FailedUpdate.failed_at) < done_before),
        ):
            await self.session.exec(statement.execution_options(synchronize_session=False))
