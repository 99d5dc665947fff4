"""Who was asked, who said yes and who came in a period: counted by the database, one row a person."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import col, select

from core.loads import Asking, Joined
from core.roles import MembershipState
from core.rsvps import PatrolState, RsvpState
from db.repos.base import Repo
from db.repos.patrols import TAKING_PART
from db.tables import Checkin, Membership, Patrol, PatrolOrganisation, Person, Rsvp


class Loads(Repo):
    async def members(self, city_id: int, organisation_id: int | None) -> Sequence[Joined]:
        """The active members of the city, or of one organisation, in no order."""
        columns: Any = (
            *(Person.id, Person.name, Person.rests_since, Membership.organisation_id),
            func.coalesce(Membership.decided_at, Membership.applied_at),
        )
        statement = (
            select(*columns)
            .select_from(Membership)
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(
                Membership.city_id == city_id,
                Membership.state == MembershipState.active,
                col(Membership.role).in_(TAKING_PART),
                col(Membership.organisation_id).is_not(None),
            )
        )
        if organisation_id is not None:
            statement = statement.where(Membership.organisation_id == organisation_id)
        found: dict[int, tuple[str, bool, dict[int, datetime]]] = {}
        for person_id, name, rests_since, organisation, since in await self.session.execute(statement):
            theirs = found.setdefault(person_id, (name, rests_since is not None, {}))[2]
            theirs[organisation] = min(since, theirs.get(organisation, since))
        return [Joined(person_id, name, since, rests) for person_id, (name, rests, since) in found.items()]

    async def count(self, city_id: int) -> int:
        """How many active memberships the city has."""
        statement = select(func.count()).where(
            Membership.city_id == city_id, Membership.state == MembershipState.active
        )
        return (await self.session.exec(statement)).one()

    async def askings(self, city_id: int, since: datetime, until: datetime) -> Sequence[Asking]:
        """The patrols of the period that were announced, with whom they invited."""
        columns: Any = (Patrol.id, Patrol.announced_at, PatrolOrganisation.organisation_id)
        rows = await self.session.execute(
            select(*columns)
            .select_from(Patrol)
            .outerjoin(PatrolOrganisation, col(PatrolOrganisation.patrol_id) == col(Patrol.id))
            .where(*_of_period(city_id, since, until), col(Patrol.announced_at).is_not(None))
            .order_by(col(Patrol.id))
        )
        found: dict[int, tuple[datetime, set[int]]] = {}
        for patrol_id, announced_at, organisation_id in rows:
            invited = found.setdefault(patrol_id, (announced_at, set()))[1]
            if organisation_id is not None:
                invited.add(organisation_id)
        return [Asking(announced_at, frozenset(invited)) for announced_at, invited in found.values()]

    async def going(self, city_id: int, since: datetime, until: datetime) -> dict[int, int]:
        """How often each person said yes."""
        rows = await self.session.execute(
            select(Rsvp.person_id, func.count())
            .join(Patrol, col(Patrol.id) == col(Rsvp.patrol_id))
            .where(*_of_period(city_id, since, until), Rsvp.state == RsvpState.going)
            .group_by(col(Rsvp.person_id))
        )
        return {person_id: count for person_id, count in rows}  # noqa: C416 (rows are no pairs to the type checker)

    async def came(self, city_id: int, since: datetime, until: datetime) -> dict[int, tuple[int, datetime]]:
        """How often each person was there, and when last."""
        rows = await self.session.execute(
            select(Checkin.person_id, func.count(), func.max(Checkin.arrived_at))
            .join(Patrol, col(Patrol.id) == col(Checkin.patrol_id))
            .where(*_of_period(city_id, since, until), col(Checkin.is_present))
            .group_by(col(Checkin.person_id))
        )
        return {person_id: (count, last) for person_id, count, last in rows}


def _of_period(city_id: int, since: datetime, until: datetime) -> tuple[Any, ...]:
    return (
        Patrol.city_id == city_id,
        Patrol.state == PatrolState.published,
        Patrol.starts_at >= since,
        Patrol.starts_at < until,
    )
