"""Who did what to whom, written beside the deed."""

from datetime import datetime
from typing import Any

from sqlmodel import col, select

from db.repos.base import Repo
from db.tables import AuditEntry


class Audits(Repo):
    def record(
        self,
        action: str,
        subject: str,
        at: datetime,
        *,
        city_id: int | None,
        actor_id: int | None,
        person_id: int | None = None,
        **facts: Any,
    ) -> None:
        """One line of the audit trail; facts name ids and states, never names, numbers or words people typed."""
        self.session.add(
            AuditEntry(
                action=action,
                subject=subject,
                at=at,
                city_id=city_id,
                actor_id=actor_id,
                person_id=person_id,
                facts=facts,
            )
        )

    async def has_recorded(self, action: str, subject: str, actor_id: int, since: datetime) -> bool:
        """Whether this person did this to that since then."""
        found = await self.session.exec(
            select(AuditEntry.id)
            .where(
                AuditEntry.subject == subject,
                AuditEntry.action == action,
                AuditEntry.actor_id == actor_id,
                col(AuditEntry.at) > since,
            )
            .limit(1)
        )
        return found.first() is not None
