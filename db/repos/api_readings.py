"""Pages of a city's rows for other programs: in an order that does not move, from one row on."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import case, func
from sqlmodel import col, select

from core.incidents import IncidentState
from core.members import IN_FORCE
from core.rsvps import PatrolState, RsvpState
from db.repos.base import Repo
from db.tables import Checkin, Membership, Note, Organisation, Patrol, Person, Rsvp

Counted = dict[tuple[int, int | None], dict[str, int]]


class ApiReadings(Repo):
    async def patrols(
        self, city_id: int, after: int, limit: int, since: datetime | None, until: datetime | None
    ) -> Sequence[Patrol]:
        """Patrols people were told of, the cancelled ones included."""
        query = select(Patrol).where(
            Patrol.city_id == city_id, Patrol.state != PatrolState.draft, col(Patrol.id) > after
        )
        if since is not None:
            query = query.where(Patrol.starts_at >= since)
        if until is not None:
            query = query.where(Patrol.starts_at < until)
        return (await self.session.exec(query.order_by(col(Patrol.id)).limit(limit))).all()

    async def answers(self, city_id: int, patrol_ids: Sequence[int]) -> Counted:
        """How many said what, by patrol and organisation."""
        rows = await self.session.exec(
            select(Rsvp.patrol_id, Rsvp.organisation_id, Rsvp.state, func.count())
            .where(Rsvp.city_id == city_id, col(Rsvp.patrol_id).in_(patrol_ids))
            .group_by(col(Rsvp.patrol_id), col(Rsvp.organisation_id), col(Rsvp.state))
        )
        found: Counted = {}
        for patrol_id, organisation_id, state, count in rows.all():
            found.setdefault((patrol_id, organisation_id), {})[RsvpState(state).name] = count
        return found

    async def presences(self, city_id: int, patrol_ids: Sequence[int]) -> Counted:
        """How many were there, and how many of them late, by patrol and organisation."""
        late: Any = func.sum(case((col(Checkin.late_minutes) > 0, 1), else_=0))
        rows = await self.session.execute(
            select(Checkin.patrol_id, Checkin.organisation_id, func.count(), late)
            .where(Checkin.city_id == city_id, col(Checkin.patrol_id).in_(patrol_ids), col(Checkin.is_present))
            .group_by(col(Checkin.patrol_id), col(Checkin.organisation_id))
        )
        return {(patrol_id, unit): {"there": there, "late": int(late)} for patrol_id, unit, there, late in rows}

    async def notes(self, city_id: int, after: int, limit: int, state: IncidentState | None) -> Sequence[Note]:
        """Notes by their number; those that became part of another stand in no list."""
        query = select(Note).where(
            Note.city_id == city_id, col(Note.number) > after, col(Note.merged_into_id).is_(None)
        )
        if state is not None:
            query = query.where(Note.state == state)
        return (await self.session.exec(query.order_by(col(Note.number)).limit(limit))).all()

    async def members(self, city_id: int, after: int, limit: int) -> Sequence[tuple[Membership, str, str | None]]:
        """Memberships in force with the person's and the organisation's name."""
        return (
            await self.session.exec(
                select(Membership, Person.name, Organisation.name)
                .join(Person, col(Person.id) == col(Membership.person_id))
                .join(Organisation, col(Organisation.id) == col(Membership.organisation_id), isouter=True)
                .where(Membership.city_id == city_id, col(Membership.state).in_(IN_FORCE), col(Membership.id) > after)
                .order_by(col(Membership.id))
                .limit(limit)
            )
        ).all()
