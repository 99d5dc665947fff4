"""A draft becomes a patrol: everybody invited is told, once, whether it was published in the chat or at a desk."""

from datetime import datetime

from core.roles import Actor
from core.rsvps import PatrolState
from db.tables import Patrol
from db.uow import Transaction
from services.base import Policy
from services.patrol_announcements import announce
from services.reminders import plan_reminders
from services.series import add_dates


async def publish(
    tx: Transaction, actor: Actor, city_id: int, patrol_id: int, *, at: datetime, policy: Policy
) -> Patrol | str:
    """Publishes a draft with the dates of its series: the patrol, or the kind of why it is none."""
    patrol = await tx.patrols.lock(city_id, patrol_id)
    refusal = _objection(patrol, at)
    if patrol is None or refusal is not None:
        return refusal or "patrols.draft_gone"
    patrol.state = PatrolState.published
    patrol.published_at = patrol.announce_at = at
    await announce(tx, patrol, at)
    await plan_reminders(tx, patrol, at, policy)
    if patrol.series_id is not None:
        await add_dates(tx, city_id, patrol.series_id, at, policy)
    tx.audits.record("patrol.published", f"patrol:{patrol.id}", at, city_id=city_id, actor_id=actor.person_id)
    return patrol


def _objection(patrol: Patrol | None, at: datetime) -> str | None:
    if patrol is None or patrol.state is PatrolState.cancelled:
        return "patrols.draft_gone"
    if patrol.state is PatrolState.published:
        return "patrols.published_before"
    return "patrols.begun_before_publishing" if patrol.starts_at <= at else None
