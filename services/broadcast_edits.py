"""A message that is edited after its preview: what nobody looked at is not sent.

The messenger copies what a message holds when it is sent, so an edit would reach people past preview and approval.
"""

from core.broadcasts import BroadcastState, BroadcastStep
from core.incoming import Incoming
from services import broadcast_steps as steps
from services.base import Service


class BroadcastEdits(Service):
    async def take_back(self, incoming: Incoming, message_id: str) -> None:
        """Calls off or stops one's own broadcast that was to copy this message of this chat."""
        async with self.uow.write(taking=incoming) as tx:
            unfinished = await tx.broadcasts.unfinished(incoming.sender)
            broadcast = next((each for each in unfinished if message_id in each.message_ids), None)
            if broadcast is None:
                return
            actor = await self.actor(tx, incoming)
            if broadcast.state in {BroadcastState.running, BroadcastState.paused}:
                kind = "broadcasts.edited_meanwhile"
                await steps.steer(tx, self.policy, actor, broadcast, incoming.at, step=BroadcastStep.stop)
            else:
                kind = "broadcasts.edited_before"
                await steps.cancel(tx, self.policy, actor, broadcast, incoming.at)
            await tx.dialogs.close(incoming.sender)
            await self.answer(tx, incoming, kind, actor=actor)
