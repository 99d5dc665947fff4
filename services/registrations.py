"""From the first /start to an application that somebody above decides."""

from core.incoming import Incoming
from core.roles import Actor, Grant, MembershipState, Role
from db.tables import Identity, Membership, Person
from db.uow import Transaction
from services.base import Service


class Registrations(Service):
    async def start(self, incoming: Incoming, *, display_name: str, token: str | None) -> None:
        """Shows the main menu to those who are in; owners become administrators; everybody else begins to register."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await tx.actors.of(incoming.sender)
            if actor is None and (incoming.sender.channel, incoming.sender.chat) in self.policy.owners:
                actor = await self._welcome_owner(tx, incoming, display_name)
            if actor is not None and actor.is_active:
                await self.answer(tx, incoming, "menu.main", actor=actor, name=actor.name, rank=actor.rank)
                await self.answer(tx, incoming, "menu.commands", actor=actor, rank=actor.rank)

    async def _welcome_owner(self, tx: Transaction, incoming: Incoming, display_name: str) -> Actor:
        person = await tx.members.added(Person(name=display_name, locale=incoming.locale, created_at=incoming.at))
        await tx.members.added(
            Identity(person_id=person.id, channel=incoming.sender.channel, address=incoming.sender.chat)
        )
        await tx.members.added(
            Membership(
                person_id=person.id,
                scope="",
                role=Role.administrator,
                state=MembershipState.active,
                applied_at=incoming.at,
                decided_at=incoming.at,
            )
        )
        return Actor(person.id, person.name, person.locale, None, (Grant(Role.administrator),))
