"""Updates that broke their handler: kept aside, looked at, tried again; and what is forgotten after a while."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from core.incoming import Incoming
from db.tables import FailedUpdate
from db.upkeep import tidy
from services.base import Service

REMEMBER_UPDATES = timedelta(days=3)
"""Longer than any messenger keeps an unconfirmed update."""
REMEMBER_MESSAGES = timedelta(days=14)
REMEMBER_SAID_ONCE = timedelta(days=400)
"""Rows that keep a message from being said twice, or that later edits have to find, stay this long."""


class Updates(Service):
    async def set_aside(
        self,
        incoming: Incoming | None,
        *,
        channel: str,
        update_id: int,
        reference: str,
        payload: dict[str, Any],
        error: str,
        at: datetime,
    ) -> None:
        """Keeps a failed update for whoever operates the bot, and apologises to the person, if it came from one.

        Raises:
            AlreadyHandled: it broke after its effect, or was kept before.
        """
        async with self.uow.write(taking=incoming) as tx:
            await tx.updates.set_aside(
                channel=channel, update_id=update_id, reference=reference, payload=payload, error=error, at=at
            )
            if incoming is not None and not incoming.is_group:
                # Roles are not looked at: an apology must not need what has just failed.
                await self.answer(tx, incoming, "common.fault", reference=reference)

    async def aside(self) -> Sequence[FailedUpdate]:
        async with self.uow.read() as tx:
            return await tx.updates.aside()

    async def kept(self, reference: str) -> FailedUpdate | None:
        """The failed update, which stays aside until it has had its effect."""
        async with self.uow.read() as tx:
            return await tx.updates.kept(reference)

    async def drop(self, reference: str) -> bool:
        """Forgets a failed update for good."""
        async with self.uow.write() as tx:
            return await tx.updates.dropped(reference)

    async def forget_old(self, at: datetime) -> None:
        """Deletes what nobody needs any more. Safe to run at any time, by any process."""
        async with self.uow.write() as tx:
            await tx.updates.forget(
                taken_before=at - REMEMBER_UPDATES,
                done_before=at - REMEMBER_MESSAGES,
                said_once_before=at - REMEMBER_SAID_ONCE,
            )
        await tidy(self.uow.engines)
