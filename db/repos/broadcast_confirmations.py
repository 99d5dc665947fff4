"""Who confirmed having read a broadcast, and who did not."""

from datetime import datetime
from typing import Any

from sqlalchemy import Select, func
from sqlmodel import col, select

from db.repos.base import Repo, insert_for
from db.repos.broadcast_messages import BroadcastMessages
from db.tables import (
    Broadcast,
    BroadcastConfirmation,
    OutboxRow,
)


class BroadcastConfirmations(Repo):
    def unconfirmed(self, broadcast_id: int) -> Select[Any]:
        """Ids of the people who got it and have not confirmed."""
        confirmed = select(BroadcastConfirmation.person_id).where(BroadcastConfirmation.broadcast_id == broadcast_id)
        reached = BroadcastMessages(self.session).reached(broadcast_id)
        return reached.where(col(OutboxRow.person_id).not_in(confirmed)).distinct()

    async def count(self, people: Select[Any]) -> int:
        """How many these are, whether or not a messenger still reaches them."""
        return (await self.session.exec(select(func.count()).select_from(people.subquery()))).one()

    async def confirmed(self, broadcast_id: int) -> int:
        return (
            await self.session.exec(select(func.count()).where(BroadcastConfirmation.broadcast_id == broadcast_id))
        ).one()

    async def confirm(self, broadcast: Broadcast, person_id: int, at: datetime) -> bool:
        """Notes that somebody read it; False when that was known."""
        statement = (
            insert_for(self.session.get_bind().dialect.name, BroadcastConfirmation)
            .values(broadcast_id=broadcast.id, person_id=person_id, city_id=broadcast.city_id, at=at)
            .on_conflict_do_nothing()
            .returning(col(BroadcastConfirmation.person_id))
        )
        return (await self.session.execute(statement)).first() is not None
