"""Calling a patrol off: asked once more, then everybody invited is told, once."""

from datetime import datetime
from typing import Any

from core.incoming import Incoming
from core.patrol_changes import Scope, objection_to_change
from core.recurrence import ended_before, from_canonical, to_canonical
from core.roles import Actor, NotAllowed, Role
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
            if refusal := _objection(patrol, incoming.at):
                return Toast(refusal, actor.locale, is_alert=True)
            facts = await cancellation_facts(tx, patrol)
            await self.answer(tx, incoming, "patrols.cancel_question", actor=actor, **facts)
        return None

    async def cancel(self, incoming: Incoming, patrol_id: int, scope: Scope) -> Toast | None:
        """`네, 취소합니다`: this patrol, or it and all that follow."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            outcome = await call_off(tx, actor, actor.require(Role.coordinator), patrol_id, scope=scope, at=incoming.at)
            if isinstance(outcome, str):
                return Toast(outcome, actor.locale, is_alert=True)
            patrol, doomed = outcome[0], outcome
            facts = patrol_facts(patrol) | {"count": len(doomed)}
            await self.answer(tx, incoming, "patrols.cancel_done", actor=actor, edits=True, **facts)
        return None

    async def keep(self, incoming: Incoming) -> Toast | None:
        """Thought better of it."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            await self.answer(tx, incoming, "patrols.unchanged", actor=actor, edits=True)
        return None


async def cancellation_facts(tx: Transaction, patrol: Patrol) -> dict[str, Any]:
    """What calling it off would mean: how many are told, and whether others follow."""
    recipients = await tx.patrols.count(tx.patrols.invited(patrol, told_only=True))
    return patrol_facts(patrol) | {"recipients": recipients, "repeats": patrol.series_id is not None}


async def call_off(
    tx: Transaction, actor: Actor, city_id: int, patrol_id: int, *, scope: Scope, at: datetime
) -> list[Patrol] | str:
    """Calls a patrol off, with `scope` all that follow, too: what is off, the named one first, or why it stays.

    Raises:
        NotAllowed: no patrol of a city this person coordinates.
    """
    patrol = await tx.patrols.lock(city_id, patrol_id) if actor.may_coordinate(city_id) else None
    if patrol is None:
        raise NotAllowed(Role.coordinator)
    if refusal := _objection(patrol, at):
        return refusal
    doomed = [patrol]
    if scope is Scope.following and patrol.series_id is not None:
        following = [each for each in await tx.series.lock_from(patrol) if _objection(each, at) is None]
        doomed += [each for each in following if each.id != patrol.id]
        await _end_series(tx, patrol, at)
    await _cancel(tx, patrol, doomed, at)
    tx.audits.record(
        "patrol.cancelled",
        f"patrol:{patrol.id}",
        at,
        city_id=patrol.city_id,
        actor_id=actor.person_id,
        patrols=len(doomed),
    )
    return doomed


async def _cancel(tx: Transaction, patrol: Patrol, doomed: list[Patrol], at: datetime) -> None:
    for each in doomed:
        each.state, each.cancelled_at = PatrolState.cancelled, at
        each.revision += 1
        # Nobody is invited to what they have just been told is off.
        await tx.outbox.drop(announcement_key(each), at)
    await tx.outbox.tell(
        tx.patrols.invited_to_any(doomed),
        Message(
            "patrols.cancelled",
            patrol_facts(patrol) | {"count": len(doomed)},
            at,
            Priority.reminder,
            city_id=patrol.city_id,
            key=f"cancel:{patrol.id}",
            expires_at=patrol.ends_at,
        ),
    )
    for each in doomed:
        await boards.refresh(tx, each, at)


async def _end_series(tx: Transaction, patrol: Patrol, at: datetime) -> None:
    if patrol.series_id is None or patrol.series_day is None:
        return
    series = await tx.series.lock(patrol.city_id, patrol.series_id)
    if series is not None:
        series.recurrence = to_canonical(ended_before(from_canonical(series.recurrence), patrol.series_day))
        series.ended_at = at


def _objection(patrol: Patrol, at: datetime) -> str | None:
    refusal = objection_to_change(patrol.state, starts_at=patrol.starts_at, at=at)
    return f"patrols.{refusal.name}" if refusal is not None else None
