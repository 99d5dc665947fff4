"""Broadcasts themselves: drafts, what was sent, and what is due."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.broadcasts import BroadcastState
from core.incoming import Address
from db.repos.base import Repo
from db.tables import (
    Broadcast,
    Identity,
    Person,
)


class Broadcasts(Repo):
    async def get(self, city_id: int, broadcast_id: int) -> Broadcast | None:
        return (await self.session.exec(self._broadcast(city_id, broadcast_id))).one_or_none()

    async def lock(self, city_id: int, broadcast_id: int) -> Broadcast | None:
        """The broadcast, held until the end of the transaction: of two taps, one is first."""
        return (await self.session.exec(self._broadcast(city_id, broadcast_id).with_for_update())).one_or_none()

    async def lock_any(self, broadcast_id: int) -> Broadcast | None:
        """For the clockwork, which serves every city, and for those who may be at home in several."""
        return (
            await self.session.exec(select(Broadcast).where(Broadcast.id == broadcast_id).with_for_update())
        ).one_or_none()

    async def any(self, broadcast_id: int) -> Broadcast | None:
        """For the clockwork alone, as above."""
        return (await self.session.exec(select(Broadcast).where(Broadcast.id == broadcast_id))).one_or_none()

    @staticmethod
    def _broadcast(city_id: int, broadcast_id: int) -> SelectOfScalar[Broadcast]:
        return select(Broadcast).where(Broadcast.city_id == city_id, Broadcast.id == broadcast_id)

    async def due(self, at: datetime, *, told_before: datetime) -> Sequence[int]:
        """Ids of what is to start now, or is being sent and was looked at long enough ago; in any city."""
        starts = (col(Broadcast.state) == BroadcastState.scheduled) & (col(Broadcast.starts_at) <= at)
        runs = (col(Broadcast.state) == BroadcastState.running) & (col(Broadcast.told_at) <= told_before)
        return (
            await self.session.exec(select(Broadcast.id).where(or_(starts, runs)).order_by(col(Broadcast.id)))
        ).all()

    async def unfinished(self, source: Address) -> Sequence[Broadcast]:
        """What copies messages of this chat and is not over, held until the end of the transaction."""
        return (
            await self.session.exec(
                select(Broadcast)
                .where(
                    Broadcast.source_channel == source.channel,
                    Broadcast.source_address == source.chat,
                    col(Broadcast.ended_at).is_(None),
                )
                .with_for_update()
            )
        ).all()

    async def listed(self, city_id: int, limit: int) -> Sequence[tuple[Broadcast, str]]:
        """What was sent or is about to be, the newest first, with the author's name; drafts are their author's own."""
        rows = await self.session.exec(
            select(Broadcast, Person.name)
            .join(Person, col(Person.id) == col(Broadcast.author_id))
            .where(
                Broadcast.city_id == city_id,
                col(Broadcast.state).not_in((BroadcastState.draft, BroadcastState.cancelled)),
            )
            .order_by(col(Broadcast.id).desc())
            .limit(limit)
        )
        return rows.all()

    async def draft_at_desk(self, city_id: int, author_id: int) -> Broadcast | None:
        """What this person began to write at the desk of this city."""
        return (
            await self.session.exec(
                select(Broadcast)
                .where(
                    Broadcast.city_id == city_id,
                    Broadcast.author_id == author_id,
                    Broadcast.state == BroadcastState.draft,
                    col(Broadcast.text) != "",
                )
                .order_by(col(Broadcast.id).desc())
                .limit(1)
            )
        ).one_or_none()

    async def address_of(self, person_id: int) -> Address:
        """Where somebody is told how far their broadcast is: the first messenger they came by."""
        identity = (
            await self.session.exec(
                select(Identity)
                .where(Identity.person_id == person_id)
                .order_by(col(Identity.unreachable_at).is_not(None), col(Identity.id))
                .limit(1)
            )
        ).one()
        return Address(identity.channel, identity.address)

    async def author_of(self, broadcast: Broadcast) -> Person:
        return (await self.session.exec(select(Person).where(Person.id == broadcast.author_id))).one()

    async def drop_drafts(self, author_id: int, *, is_at_desk: bool = False) -> None:
        """Forgets what this person began in the chat, or at the desk, and did not send."""
        await self.session.execute(
            delete(Broadcast)
            .where(
                col(Broadcast.author_id) == author_id,
                col(Broadcast.state) == BroadcastState.draft,
                (col(Broadcast.text) != "") if is_at_desk else (col(Broadcast.text) == ""),
            )
            .execution_options(synchronize_session=False)
        )
