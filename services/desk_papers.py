"""Papers fetched at the desk: the log of a patrol, the hours of a month, and one member's hours as evidence."""

from datetime import datetime
from typing import Any

from core.roles import NotAllowed
from core.rsvps import PatrolState
from core.volunteer_hours import Days
from services.patrol_log_entries import paper_facts
from services.visits import Visitor, VisitService
from services.volunteer_hours import certificate_facts, list_facts

Facts = dict[str, Any]


class DeskPapers(VisitService):
    """What the papers hold; that somebody fetched one is in the audit."""

    async def patrol_log(self, visitor: Visitor, patrol_id: int, at: datetime) -> Facts:
        """The log as it stands, signed or not yet.

        Raises:
            NotAllowed: no patrol of this city, or one that is not over.
        """
        async with self.uow.write() as tx:
            await self.coordinator(tx, visitor)
            patrol = await tx.patrols.get(visitor.city_id, patrol_id)
            if patrol is None or patrol.state is not PatrolState.published or patrol.ends_at > at:
                raise NotAllowed(f"patrol:{patrol_id}")
            await tx.patrol_logs.draft(patrol, at)
            log = await tx.patrol_logs.get(visitor.city_id, patrol_id)
            if log is None:
                raise NotAllowed(f"patrol:{patrol_id}")
            facts = await paper_facts(tx, patrol, log)
        await self.record_reading(visitor, "patrol_log.read", f"patrol:{patrol_id}", at)
        return facts

    async def hours(self, visitor: Visitor, year: int, month: int, at: datetime) -> Facts | None:
        """Everybody's hours of a month for the volunteer portal; None where nobody served any."""
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            facts = await list_facts(tx, visitor.city_id, year, month, at=at, zone=self.policy.zone)
        if facts is not None:
            await self.record_reading(visitor, "hours.read", f"city:{visitor.city_id}", at)
        return facts

    async def certificate(self, visitor: Visitor, membership_id: int, days: Days, at: datetime) -> Facts | None:
        """A member's hours of these days; None where there are none.

        Raises:
            NotAllowed: no member of an organisation of this city.
        """
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            membership = await tx.members.get_membership(visitor.city_id, membership_id)
            if membership is None or membership.organisation_id is None:
                raise NotAllowed(f"membership:{membership_id}")
            zone = self.policy.zone
            facts = await certificate_facts(tx, visitor.city_id, membership.person_id, days, at=at, zone=zone)
        if facts is not None:
            await self.record_reading(visitor, "hours.read", f"membership:{membership_id}", at)
        return facts
