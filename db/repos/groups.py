"""Group chats linked to organisations, and the boards that wait to be sent into them."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import delete, update
from sqlmodel import col, select

from core.incoming import Address
from db.repos.base import Repo
from db.tables import Group, OutboxRow, Patrol, PatrolOrganisation


class Groups(Repo):
    async def at(self, chat: Address) -> Group | None:
        """The link of this group chat, held until the end of a writing transaction."""
        return (
            await self.session.exec(
                select(Group).where(Group.channel == chat.channel, Group.address == chat.chat).with_for_update()
            )
        ).one_or_none()

    async def of(self, patrol: Patrol) -> Sequence[Group]:
        """The groups of the organisations a patrol invites."""
        groups = select(Group).where(Group.city_id == patrol.city_id).order_by(col(Group.id))
        if not patrol.invites_all:
            groups = groups.where(
                col(Group.organisation_id).in_(
                    select(PatrolOrganisation.organisation_id).where(PatrolOrganisation.patrol_id == patrol.id)
                )
            )
        return (await self.session.exec(groups)).all()

    async def unlink(self, chat: Address) -> bool:
        """Forgets the link; False when there was none."""
        statement = (
            delete(Group)
            .where(col(Group.channel) == chat.channel, col(Group.address) == chat.chat)
            .returning(col(Group.id))
            .execution_options(synchronize_session=False)
        )
        return (await self.session.execute(statement)).first() is not None

    async def move(self, old: Address, new: Address) -> None:
        """A group became a supergroup: its link and all that waits to be said there follow it."""
        there = [col(Group.channel) == old.channel, col(Group.address) == old.chat]
        if (await self.session.exec(select(Group.id).where(*there))).first() is not None:
            await self.unlink(new)
        waiting = (
            col(OutboxRow.channel) == old.channel,
            col(OutboxRow.address) == old.chat,
            col(OutboxRow.done_at).is_(None),
        )
        for table, rows in ((Group, there), (OutboxRow, waiting)):
            await self.session.execute(
                update(table).where(*rows).values(address=new.chat).execution_options(synchronize_session=False)
            )

    async def renew_waiting(self, groups: Sequence[Group], slot: str, facts: Mapping[str, Any]) -> set[int]:
        """Puts new facts into the messages of a slot that wait and are not being sent; the ids of those groups."""
        addresses = {(group.channel, group.address): group.id for group in groups}
        renewed = await self.session.execute(
            update(OutboxRow)
            .where(
                col(OutboxRow.address).in_([group.address for group in groups]),
                col(OutboxRow.slot) == slot,
                col(OutboxRow.done_at).is_(None),
                col(OutboxRow.holder).is_(None),
            )
            .values(facts=dict(facts))
            .returning(col(OutboxRow.channel), col(OutboxRow.address))
            .execution_options(synchronize_session=False)
        )
        return {addresses[channel, address] for channel, address in renewed if (channel, address) in addresses}
