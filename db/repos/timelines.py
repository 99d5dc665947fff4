"""What happened to one patrol, one row a step: what was done to it, what people were told, who came, what was noted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from db.repos.base import Repo
from db.tables import AuditEntry, Checkin, Patrol, PatrolLog, Person, Reminder

DEEDS = ("patrol.published", "patrol.changed", "patrol.cancelled", "patrol_log.sealed")


@dataclass(frozen=True, slots=True)
class Deed:
    """Something somebody did to it; `change` names what was changed."""

    at: datetime
    action: str
    name: str
    change: str


@dataclass(frozen=True, slots=True)
class Presences:
    """Who came: how many, the first and the last of them."""

    count: int
    first_at: datetime
    last_at: datetime


class Timelines(Repo):
    async def deeds(self, patrol: Patrol) -> Sequence[Deed]:
        columns: Any = (AuditEntry.at, AuditEntry.action, AuditEntry.facts, Person.name)
        rows = await self.session.execute(
            select(*columns)
            .select_from(AuditEntry)
            .outerjoin(Person, col(Person.id) == col(AuditEntry.actor_id))
            .where(
                AuditEntry.subject == f"patrol:{patrol.id}",
                AuditEntry.city_id == patrol.city_id,
                col(AuditEntry.action).in_(DEEDS),
            )
            .order_by(col(AuditEntry.at), col(AuditEntry.id))
        )
        return [Deed(at, action, name or "", str(facts.get("change", ""))) for at, action, facts, name in rows]

    async def reminders(self, patrol: Patrol) -> Sequence[Reminder]:
        """Those that were sent."""
        return (
            await self.session.exec(
                select(Reminder)
                .where(Reminder.patrol_id == patrol.id, Reminder.result == "sent")
                .order_by(col(Reminder.done_at), col(Reminder.id))
            )
        ).all()

    async def presences(self, patrol: Patrol) -> Presences | None:
        count, first_at, last_at = (
            await self.session.execute(
                select(func.count(), func.min(Checkin.arrived_at), func.max(Checkin.arrived_at)).where(
                    Checkin.patrol_id == patrol.id, col(Checkin.is_present)
                )
            )
        ).one()
        return Presences(count, first_at, last_at) if count else None

    async def log(self, patrol: Patrol) -> PatrolLog | None:
        return (await self.session.exec(select(PatrolLog).where(PatrolLog.patrol_id == patrol.id))).one_or_none()
