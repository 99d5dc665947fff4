"""Sending a broadcast: it begins, is held, goes on, is stopped and ends, and its card always says how far it is.

Recipients are rows of the outbox, written in one statement; the sender works through them after everything more urgent.
"""

from dataclasses import dataclass
from datetime import datetime

from core.broadcasts import PROGRESS_INTERVAL, BroadcastState, BroadcastStep, Progress
from core.incoming import Incoming
from core.roles import Actor, NotAllowed
from db.tables import Broadcast
from db.uow import Transaction
from services import broadcast_steps as steps
from services.base import Service, Toast
from services.broadcast_messages import fan_out, recipients, say_card


@dataclass(frozen=True, slots=True)
class _Look:
    """How far a running broadcast was a moment ago; `progress` is None when it was not running."""

    progress: Progress | None
    has_newcomers: bool


class BroadcastRuns(Service):
    async def send(self, incoming: Incoming, broadcast_id: int) -> Toast:
        """Begins to send, waits for its time, or asks another coordinator where the city wants a second approver."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._broadcast(tx, incoming, broadcast_id)
            kind = await steps.send(tx, self.policy, actor, broadcast, incoming.at)
            if not steps.is_refusal(kind):
                await tx.dialogs.close(incoming.sender)
            return Toast(kind, actor.locale, is_alert=steps.is_refusal(kind))

    async def decide(self, incoming: Incoming, broadcast_id: int, *, approves: bool) -> Toast:
        """The second approver lets it go, or not; the first of them wins and the others see who it was."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._broadcast(tx, incoming, broadcast_id)
            kind = await steps.decide(tx, self.policy, actor, broadcast, incoming.at, approves=approves)
            return Toast(kind, actor.locale, is_alert=steps.is_refusal(kind))

    async def steer(self, incoming: Incoming, broadcast_id: int, step: BroadcastStep) -> Toast:
        """Pause, resume or stop; any coordinator of the city may, so that nobody has to wait for the author."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._broadcast(tx, incoming, broadcast_id)
            kind = await steps.steer(tx, self.policy, actor, broadcast, incoming.at, step=step)
            return Toast(kind, actor.locale, is_alert=steps.is_refusal(kind))

    async def advance(self, at: datetime) -> None:
        """What the clock brings: scheduled ones begin, running ones show how far they are and come to their end."""
        async with self.uow.read() as tx:
            due = await tx.broadcasts.due(at, told_before=at - PROGRESS_INTERVAL)
        for broadcast_id in due:
            # Counting many recipients takes a while: it is done in a transaction that keeps no writer waiting.
            async with self.uow.read() as tx:
                look = await self._look(tx, broadcast_id)
            async with self.uow.write() as tx:
                await self._advance(tx, broadcast_id, at, look)

    @staticmethod
    async def _look(tx: Transaction, broadcast_id: int) -> _Look:
        broadcast = await tx.broadcasts.any(broadcast_id)
        if broadcast is None or broadcast.state is not BroadcastState.running:
            return _Look(None, has_newcomers=False)
        people = tx.broadcast_messages.untold(broadcast.id, await recipients(tx, broadcast))
        return _Look(
            await tx.broadcast_messages.progress(broadcast.id), has_newcomers=bool(await tx.audiences.count(people))
        )

    async def _advance(self, tx: Transaction, broadcast_id: int, at: datetime, look: _Look) -> None:
        broadcast = await tx.broadcasts.lock_any(broadcast_id)
        if broadcast is None:
            return
        if broadcast.state is BroadcastState.scheduled:
            if broadcast.starts_at is not None and broadcast.starts_at <= at:
                await steps.enter(tx, self.policy, broadcast, BroadcastState.running, at, actor=None)
            return
        is_told = broadcast.told_at is not None and broadcast.told_at > at - PROGRESS_INTERVAL
        if broadcast.state is not BroadcastState.running or is_told or look.progress is None:
            return  # another process was here a moment ago
        if look.has_newcomers:
            await fan_out(tx, broadcast, at)
        elif look.progress.is_over:
            await steps.enter(tx, self.policy, broadcast, BroadcastState.done, at, actor=None)
            return
        broadcast.told_at = at
        await say_card(tx, broadcast, self.policy, at, progress=look.progress)

    async def _broadcast(self, tx: Transaction, incoming: Incoming, broadcast_id: int) -> tuple[Actor, Broadcast]:
        actor = await self.actor(tx, incoming)
        broadcast = await tx.broadcasts.lock_any(broadcast_id)
        if broadcast is None or not actor.may_coordinate(broadcast.city_id):
            raise NotAllowed("broadcast of another city")
        return actor, broadcast
