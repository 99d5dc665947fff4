"""Calling a patrol off: asked once more, then everybody invited is told, once."""

from core.incoming import Incoming
from core.patrol_changes import Scope, objection_to_change
from core.recurrence import ended_before, from_canonical, to_canonical
from core.roles import NotAllowed, Role
from core.rsvps import PatrolState
from db.repos.outbox import Message
from db.tables import Patrol
from db.tables.outbox import Priority
from db.uow import Transaction
from services import boards
from services.base import Service, Toast
from services.facts import patrol_facts
from services.patrol_announcements import announcement_key


class PatrolCancellations(Service):
    async def ask(self, incoming: Incoming, patrol_id: int) -> Toast | None:
        """`순찰 취소`: really?"""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            patrol = await tx.patrols.get(actor.require(Role.coordinator), patrol_id)
            if patrol is None:
                raise NotAllowed(Role.coordinator)
            if refusal := _objection(patrol, incoming):
                return Toast(refusal, actor.locale, is_alert=True)
            recipients = await tx.patrols.count(tx.patrols.invited(patrol, told_only=True))
            facts = patrol_facts(patrol) | {"recipients": recipients, "repeats": patrol.series_id is not None}
            await self.answer(tx, incoming, "patrols.cancel_question", actor=actor, **facts)
        return None

    async def cancel(self, incoming: Incoming, patrol_id: int, scope: Scope) -> Toast | None:
        """`네, 취소합니다`: this patrol, or it and all that follow."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            patrol = await tx.patrols.lock(actor.require(Role.coordinator), patrol_id)
            if patrol is None:
                raise NotAllowed(Role.coordinator)
            if refusal := _objection(patrol, incoming):
                return Toast(refusal, actor.locale, is_alert=True)
            doomed = [patrol]
            if scope is Scope.following and patrol.series_id is not None:
                doomed = [each for each in await tx.series.lock_from(patrol) if _objection(each, incoming) is None]
                await self._end_series(tx, patrol, incoming)
            await self._cancel(tx, patrol, doomed, incoming)
            tx.audits.record(
                "patrol.cancelled",
                f"patrol:{patrol.id}",
                incoming.at,
                city_id=patrol.city_id,
                actor_id=actor.person_id,
                patrols=len(doomed),
            )
            facts = patrol_facts(patrol) | {"count": len(doomed)}
            await self.answer(tx, incoming, "patrols.cancel_done", actor=actor, edits=True, **facts)
        return None

    async def keep(self, incoming: Incoming) -> Toast | None:
        """Thought better of it."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            await self.answer(tx, incoming, "patrols.unchanged", actor=actor, edits=True)
        return None

    async def _cancel(self, tx: Transaction, patrol: Patrol, doomed: list[Patrol], incoming: Incoming) -> None:
        for each in doomed:
            each.state, each.cancelled_at = PatrolState.cancelled, incoming.at
            each.revision += 1
            # Nobody is invited to what they have just been told is off.
            await tx.outbox.drop(announcement_key(each), incoming.at)
        await tx.outbox.tell(
            tx.patrols.invited_to_any(doomed),
            Message(
                "patrols.cancelled",
                patrol_facts(patrol) | {"count": len(doomed)},
                incoming.at,
                Priority.reminder,
                city_id=patrol.city_id,
                key=f"cancel:{patrol.id}",
                expires_at=patrol.ends_at,
            ),
        )
        for each in doomed:
            await boards.refresh(tx, each, incoming.at)

    async def _end_series(self, tx: Transaction, patrol: Patrol, incoming: Incoming) -> None:
        if patrol.series_id is None or patrol.series_day is None:
            return
        series = await tx.series.lock(patrol.city_id, patrol.series_id)
        if series is not None:
            series.recurrence = to_canonical(ended_before(from_canonical(series.recurrence), patrol.series_day))
            series.ended_at = incoming.at


def _objection(patrol: Patrol, incoming: Incoming) -> str | None:
    refusal = objection_to_change(patrol.state, starts_at=patrol.starts_at, at=incoming.at)
    return f"patrols.{refusal.name}" if refusal is not None else None
