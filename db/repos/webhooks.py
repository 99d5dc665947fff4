"""Programs that are told of new notes, and the messages that wait for them in the outbox."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, update
from sqlmodel import col, select

from core.webhooks import CHANNEL
from db.repos.base import Repo
from db.tables import OutboxRow, Webhook
from db.tables.outbox import Outcome

OUT_OF_REACH = datetime(9000, 1, 1, tzinfo=UTC)
"""When the messages of a paused receiver fall due, until somebody tries again."""


class Webhooks(Repo):
    async def of_city(self, city_id: int) -> Sequence[Webhook]:
        return (
            await self.session.exec(
                select(Webhook)
                .where(Webhook.city_id == city_id, col(Webhook.removed_at).is_(None))
                .order_by(col(Webhook.id))
            )
        ).all()

    async def lock(self, city_id: int, webhook_id: int) -> Webhook | None:
        return (
            await self.session.exec(
                select(Webhook)
                .where(Webhook.city_id == city_id, Webhook.id == webhook_id, col(Webhook.removed_at).is_(None))
                .with_for_update()
            )
        ).one_or_none()

    async def find(self, webhook_id: int, *, holding: bool = False) -> Webhook | None:
        """The receiver that a message names, whatever city it is of: for the sender alone."""
        statement = select(Webhook).where(Webhook.id == webhook_id, col(Webhook.removed_at).is_(None))
        return (await self.session.exec(statement.with_for_update() if holding else statement)).one_or_none()

    async def waiting(self, webhook_ids: Sequence[int]) -> dict[int, int]:
        """How many messages wait for each receiver or could not be delivered."""
        rows = await self.session.exec(
            select(OutboxRow.address, func.count())
            .where(
                OutboxRow.channel == CHANNEL,
                col(OutboxRow.address).in_([str(each) for each in webhook_ids]),
                col(OutboxRow.done_at).is_(None) | (col(OutboxRow.outcome) == Outcome.failed),
            )
            .group_by(col(OutboxRow.address))
        )
        return {int(address): count for address, count in rows.all()}

    async def hold_back(self, webhook_id: int) -> None:
        """What waits for this receiver is out of reach of every sender."""
        await self._change(webhook_id, col(OutboxRow.done_at).is_(None), {"due_at": OUT_OF_REACH})

    async def send_again(self, webhook_id: int, at: datetime) -> None:
        """What waits for this receiver, or was given up, is due now."""
        again = col(OutboxRow.done_at).is_(None) | (col(OutboxRow.outcome) == Outcome.failed)
        values = {"due_at": at, "not_before": None, "attempts": 0, "done_at": None, "outcome": None, "error": None}
        await self._change(webhook_id, again & col(OutboxRow.holder).is_(None), values)

    async def forget(self, webhook_id: int, at: datetime) -> None:
        """What waits for this receiver is not sent any more."""
        waits = col(OutboxRow.done_at).is_(None) | (col(OutboxRow.outcome) == Outcome.failed)
        values = {"done_at": at, "outcome": Outcome.dropped, "facts": {}, "not_before": None}
        await self._change(webhook_id, waits & col(OutboxRow.holder).is_(None), values)

    async def _change(self, webhook_id: int, which: Any, values: dict[str, Any]) -> None:
        await self.session.execute(
            update(OutboxRow)
            .where(col(OutboxRow.channel) == CHANNEL, col(OutboxRow.address) == str(webhook_id), which)
            .values(**values)
            .execution_options(synchronize_session=False)
        )
