"""Sending a broadcast: it begins, is held, goes on, is stopped and ends, and its card always says how far it is.

Recipients are rows of the outbox, written in one statement; the sender works through them after everything more urgent.
"""

from dataclasses import asdict, dataclass
from datetime import datetime

from core.broadcasts import (
    PROGRESS_INTERVAL,
    BroadcastState,
    BroadcastStep,
    Progress,
    audience_from,
    may_approve,
    state_after,
)
from core.incoming import Incoming
from core.roles import Actor, NotAllowed, Role
from db.repos.broadcasts import COPY
from db.repos.outbox import Message
from db.tables import Broadcast
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service, Toast
from services.broadcast_messages import (
    audience_facts,
    card_facts,
    copy_facts,
    fan_out,
    recipients,
    say_card,
    say_to_author,
)


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
            if broadcast.author_id != actor.person_id:
                raise NotAllowed("another's broadcast")
            city = await tx.cities.get(broadcast.city_id)
            after = self._after(broadcast, BroadcastStep.send, incoming.at, needs_approval=city.second_approver)
            if after is None or broadcast.state is not BroadcastState.draft or not broadcast.message_ids:
                return Toast("broadcasts.too_late", actor.locale, is_alert=True)
            if not await tx.broadcasts.count(await recipients(tx, broadcast)):
                return Toast("broadcasts.nobody", actor.locale, is_alert=True)
            approvers = tx.broadcasts.coordinators(broadcast.city_id, but=actor.person_id)
            if after is BroadcastState.awaiting and not await tx.broadcasts.count(approvers):
                return Toast("broadcasts.no_approver", actor.locale, is_alert=True)
            await tx.dialogs.close(incoming.sender)
            await self._enter(tx, broadcast, after, incoming.at, actor)
            if after is BroadcastState.awaiting:
                await self._ask_approval(tx, broadcast, incoming.at)
            return Toast(_SAID[after], actor.locale)

    async def decide(self, incoming: Incoming, broadcast_id: int, *, approves: bool) -> Toast:
        """The second approver lets it go, or not; the first of them wins and the others see who it was."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._broadcast(tx, incoming, broadcast_id)
            if not may_approve(author_id=broadcast.author_id, actor_id=actor.person_id):
                raise NotAllowed("one's own broadcast")
            step = BroadcastStep.approve if approves else BroadcastStep.decline
            after = self._after(broadcast, step, incoming.at)
            if after is None:
                return Toast("broadcasts.too_late", actor.locale, is_alert=True)
            broadcast.approver_id = actor.person_id
            await self._enter(tx, broadcast, after, incoming.at, actor)
            await self._ask_approval(tx, broadcast, incoming.at, decided_by=actor.name)
            kind = "broadcasts.was_approved" if approves else "broadcasts.was_declined"
            message = Message(kind, {"name": actor.name}, incoming.at, Priority.answer, city_id=broadcast.city_id)
            await say_to_author(tx, broadcast, message)
            return Toast(_SAID[after], actor.locale)

    async def steer(self, incoming: Incoming, broadcast_id: int, step: BroadcastStep) -> Toast:
        """Pause, resume or stop; any coordinator of the city may, so that nobody has to wait for the author."""
        async with self.uow.write(taking=incoming) as tx:
            actor, broadcast = await self._broadcast(tx, incoming, broadcast_id)
            is_steering = step in {BroadcastStep.pause, BroadcastStep.resume, BroadcastStep.stop}
            after = self._after(broadcast, step, incoming.at) if is_steering else None
            if after is None:
                return Toast("broadcasts.too_late", actor.locale, is_alert=True)
            match step:
                case BroadcastStep.pause:
                    await tx.broadcasts.hold(broadcast.id)
                case BroadcastStep.resume:
                    await tx.broadcasts.release(broadcast.id, incoming.at)
                    tx.outbox.has_spoken = True
                case _:
                    await tx.broadcasts.drop_rest(broadcast.id, incoming.at)
            await self._enter(tx, broadcast, after, incoming.at, actor)
            return Toast(_SAID[after], actor.locale)

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
        people = tx.broadcasts.untold(broadcast.id, await recipients(tx, broadcast))
        return _Look(await tx.broadcasts.progress(broadcast.id), has_newcomers=bool(await tx.broadcasts.count(people)))

    async def _advance(self, tx: Transaction, broadcast_id: int, at: datetime, look: _Look) -> None:
        broadcast = await tx.broadcasts.lock_any(broadcast_id)
        if broadcast is None:
            return
        if broadcast.state is BroadcastState.scheduled:
            if broadcast.starts_at is not None and broadcast.starts_at <= at:
                await self._enter(tx, broadcast, BroadcastState.running, at, None)
            return
        is_told = broadcast.told_at is not None and broadcast.told_at > at - PROGRESS_INTERVAL
        if broadcast.state is not BroadcastState.running or is_told or look.progress is None:
            return  # another process was here a moment ago
        if look.has_newcomers:
            await fan_out(tx, broadcast, at)
        elif look.progress.is_over:
            await self._enter(tx, broadcast, BroadcastState.done, at, None)
            return
        broadcast.told_at = at
        await say_card(tx, broadcast, self.policy, at, progress=look.progress)

    async def _broadcast(self, tx: Transaction, incoming: Incoming, broadcast_id: int) -> tuple[Actor, Broadcast]:
        actor = await self.actor(tx, incoming)
        broadcast = await tx.broadcasts.lock(actor.require(Role.coordinator), broadcast_id)
        if broadcast is None:
            raise NotAllowed("broadcast of another city")
        return actor, broadcast

    @staticmethod
    def _after(
        broadcast: Broadcast, step: BroadcastStep, at: datetime, *, needs_approval: bool = False
    ) -> BroadcastState | None:
        state = BroadcastState(broadcast.state)
        return state_after(state, step, needs_approval=needs_approval, starts_at=broadcast.starts_at, at=at)

    async def _enter(
        self, tx: Transaction, broadcast: Broadcast, state: BroadcastState, at: datetime, actor: Actor | None
    ) -> None:
        """The broadcast in its new state, with all that goes with it."""
        broadcast.state = state
        if state is BroadcastState.running and broadcast.started_at is None:
            broadcast.started_at = broadcast.told_at = at
            await fan_out(tx, broadcast, at)
        is_over = state in {BroadcastState.done, BroadcastState.stopped}
        if is_over:
            broadcast.ended_at = at
            broadcast.tally = asdict(await tx.broadcasts.progress(broadcast.id))
        tx.audits.record(
            f"broadcast.{state.name}",
            f"broadcast:{broadcast.id}",
            at,
            city_id=broadcast.city_id,
            actor_id=actor.person_id if actor else None,
            author_id=broadcast.author_id,
            audience=broadcast.audience,
        )
        await say_card(tx, broadcast, self.policy, at)
        if is_over:
            facts = await card_facts(tx, broadcast, self.policy)
            report = Message("broadcasts.report", facts, at, Priority.answer, city_id=broadcast.city_id)
            await say_to_author(tx, broadcast, report)

    @staticmethod
    async def _ask_approval(tx: Transaction, broadcast: Broadcast, at: datetime, decided_by: str | None = None) -> None:
        """The message and the question to the other coordinators, or the edit that says who decided."""
        approvers = tx.broadcasts.coordinators(broadcast.city_id, but=broadcast.author_id)
        if decided_by is None:
            copy = Message(
                COPY,
                copy_facts(broadcast),
                at,
                Priority.answer,
                city_id=broadcast.city_id,
                key=f"approval:{broadcast.id}:copy",
            )
            await tx.outbox.tell(approvers, copy)
        author = await tx.broadcasts.author_of(broadcast)
        facts = {
            "broadcast_id": broadcast.id,
            "author": author.name,
            "audience": await audience_facts(tx, broadcast.city_id, audience_from(broadcast.audience)),
            "count": await tx.broadcasts.count(await recipients(tx, broadcast)),
            "decided_by": decided_by,
            "is_approved": broadcast.state is not BroadcastState.declined,
        }
        question = Message(
            "broadcasts.approval",
            facts,
            at,
            Priority.answer,
            city_id=broadcast.city_id,
            key=f"approval:{broadcast.id}:{broadcast.state.name}",
            slot=f"approval:{broadcast.id}",
        )
        await tx.outbox.tell(approvers, question)


_SAID = {
    BroadcastState.awaiting: "broadcasts.awaiting",
    BroadcastState.scheduled: "broadcasts.scheduled",
    BroadcastState.running: "broadcasts.running",
    BroadcastState.paused: "broadcasts.paused",
    BroadcastState.stopped: "broadcasts.stopped",
    BroadcastState.declined: "broadcasts.declined",
}
