"""Who read a broadcast: one tap confirms it, its author sees who has not, and reminds just those."""

from core.incoming import Incoming
from core.roles import Actor, NotAllowed, Role
from db.tables import Broadcast
from db.uow import Transaction
from services import broadcast_steps as steps
from services.base import Service, Toast
from services.pages import Page, nearest

NAMES_A_PAGE = 30


async def unconfirmed_page(
    tx: Transaction, broadcast: Broadcast, wanted: int, size: int = NAMES_A_PAGE
) -> tuple[int, Page[tuple[str, str]]]:
    """How many got it and have not confirmed, and a page of their names and organisations."""
    people = tx.broadcast_confirmations.unconfirmed(broadcast.id)
    total = await tx.broadcast_confirmations.count(people)
    number, last = nearest(wanted, total, size)
    names = await tx.audiences.names(broadcast.city_id, people, size, start=number * size)
    return total, Page([(name, organisation or "") for name, organisation in names], number, last)


class BroadcastConfirmations(Service):
    async def confirm(self, incoming: Incoming, broadcast_id: int) -> Toast:
        """Somebody read it. Only who was told can confirm."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            broadcast = await self._told(tx, actor, broadcast_id)
            if broadcast is None:
                # The author taps the button of the preview to see what happens.
                return Toast("broadcasts.only_a_preview", actor.locale)
            is_new = await tx.broadcast_confirmations.confirm(broadcast, actor.person_id, incoming.at)
            return Toast("broadcasts.confirmed" if is_new else "broadcasts.confirmed_before", actor.locale)

    async def show_unconfirmed(self, incoming: Incoming, broadcast_id: int, page: int | None = None) -> None:
        """The names of those who got it and have not confirmed; another page in place of the one before."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._broadcast(tx, incoming, broadcast_id)
            total, found = await unconfirmed_page(tx, broadcast, page or 0)
            if page is None:  # turning the pages is the same look
                tx.audits.record(
                    "broadcast.unconfirmed_read",
                    f"broadcast:{broadcast.id}",
                    incoming.at,
                    city_id=broadcast.city_id,
                    actor_id=actor.person_id,
                )
            await self.answer(
                tx,
                incoming,
                "broadcasts.unconfirmed",
                actor=actor,
                edits=page is not None,
                broadcast_id=broadcast.id,
                names=[{"name": name, "organisation": organisation} for name, organisation in found.lines],
                total=total,
                page=found.number,
                last_page=found.last,
            )

    async def remind(self, incoming: Incoming, broadcast_id: int) -> Toast:
        """The same message once more, to those alone who have not confirmed."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._broadcast(tx, incoming, broadcast_id)
            kind, count = await steps.remind(tx, actor, broadcast, incoming.at)
            if steps.is_refusal(kind):
                return Toast(kind, actor.locale, is_alert=True)
            return Toast(kind, actor.locale, {"count": count})

    async def _broadcast(self, tx: Transaction, incoming: Incoming, broadcast_id: int) -> tuple[Actor, Broadcast]:
        actor = await self.actor(tx, incoming)
        broadcast = await tx.broadcasts.lock(actor.require(Role.coordinator), broadcast_id)
        if broadcast is None or not broadcast.asks_confirmation:
            raise NotAllowed("broadcast of another city")
        return actor, broadcast

    @staticmethod
    async def _told(tx: Transaction, actor: Actor, broadcast_id: int) -> Broadcast | None:
        """The broadcast, if this person was told of it; None for its author."""
        for city_id in actor.city_ids:
            broadcast = await tx.broadcasts.get(city_id, broadcast_id)
            if broadcast is not None and await tx.broadcast_messages.was_told(broadcast.id, actor.person_id):
                return broadcast
            if broadcast is not None and (
                broadcast.author_id == actor.person_id or actor.may_coordinate(broadcast.city_id)
            ):
                return None
        raise NotAllowed("not told")
