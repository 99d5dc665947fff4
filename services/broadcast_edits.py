"""A message that is edited after its preview: what nobody looked at is not sent.

The messenger copies what a message holds when it is sent, so an edit would reach people past preview and approval.
"""

from core.broadcasts import BroadcastState, BroadcastStep
from core.incoming import Incoming
from core.roles import NotAllowed
from db.tables import Broadcast
from db.uow import Transaction
from services import broadcast_steps as steps
from services.base import Service


class BroadcastEdits(Service):
    async def take_back(self, incoming: Incoming, message_id: str) -> bool:
        """Calls off or stops one's own broadcast that was to copy this message; whether there was one."""
        async with self.uow.write(taking=incoming) as tx:
            broadcast = await self._of(tx, incoming, message_id)
            if broadcast is None:
                return False
            actor = await self.actor(tx, incoming)
            if broadcast.author_id != actor.person_id:
                raise NotAllowed("another's broadcast")
            if broadcast.state in {BroadcastState.running, BroadcastState.paused}:
                kind = "broadcasts.edited_meanwhile"
                await steps.steer(tx, self.policy, actor, broadcast, incoming.at, step=BroadcastStep.stop)
            else:
                kind = "broadcasts.edited_before"
                await steps.cancel(tx, self.policy, actor, broadcast, incoming.at)
            await tx.dialogs.close(incoming.sender)
            await self.answer(tx, incoming, kind, actor=actor)
            return True

    @staticmethod
    async def _of(tx: Transaction, incoming: Incoming, message_id: str) -> Broadcast | None:
        """The broadcast that is not over and copies this message of this chat, held."""
        for each in await tx.broadcasts.unfinished(incoming.sender):
            if message_id in each.message_ids:
                return await tx.broadcasts.lock(each.city_id, each.id)
        return None
