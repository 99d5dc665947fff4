"""What the console shows at a glance: counts by organisation, what waits, and what became of messages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_
from sqlmodel import col, select

from core.incidents import IncidentCategory, IncidentState
from core.members import IN_FORCE
from core.roles import MembershipState, Role
from core.rsvps import PatrolState, RsvpState
from core.webhooks import CHANNEL
from db.repos.base import Repo
from db.repos.patrols import Patrols
from db.tables import Checkin, Excuse, Membership, Note, Organisation, OutboxRow, Patrol, Person, Rsvp
from db.tables.outbox import Outcome


@dataclass(frozen=True, slots=True)
class Presence:
    """One organisation of a patrol: `there` came, `late` of them after the start, `missing` said they would come."""

    organisation_id: int
    name: str
    quota: int | None
    going: int
    there: int
    late: int
    missing: int


@dataclass(frozen=True, slots=True)
class Deliveries:
    """Messages of a city: how many wait to be sent, and how the others ended."""

    waiting: int
    sent: int
    unreachable: int
    failed: int


@dataclass(frozen=True, slots=True)
class Delivery:
    """One message to one person: `state` is waiting, or how it ended."""

    person: str
    kind: str
    state: str
    at: datetime


class Overviews(Repo):
    async def presences(self, patrols: Sequence[Patrol], at: datetime) -> dict[int, list[Presence]]:
        """By patrol, every invited organisation and each that came, in the order of the city's list."""
        ids = [patrol.id for patrol in patrols]
        came = and_(
            col(Checkin.patrol_id) == col(Rsvp.patrol_id),
            col(Checkin.person_id) == col(Rsvp.person_id),
            col(Checkin.is_present),
        )
        going = await self._counted(
            select(Rsvp.patrol_id, Rsvp.organisation_id, func.count(), func.count(col(Checkin.id)))
            .outerjoin(Checkin, came)
            .where(col(Rsvp.patrol_id).in_(ids), Rsvp.state == RsvpState.going)
            .group_by(col(Rsvp.patrol_id), col(Rsvp.organisation_id))
        )
        late = func.sum(case((col(Checkin.late_minutes) > 0, 1), else_=0))
        there = await self._counted(
            select(Checkin.patrol_id, Checkin.organisation_id, func.count(), late)
            .where(col(Checkin.patrol_id).in_(ids), col(Checkin.is_present))
            .group_by(col(Checkin.patrol_id), col(Checkin.organisation_id))
        )
        found: dict[int, list[Presence]] = {}
        for patrol in patrols:
            found[patrol.id] = []
            for organisation, quota in await Patrols(self.session).invited_organisations(patrol):
                is_going, of_whom_came = going.get((patrol.id, organisation.id), (0, 0))
                is_there, is_late = there.get((patrol.id, organisation.id), (0, 0))
                missing = is_going - of_whom_came if patrol.starts_at <= at else 0
                found[patrol.id].append(
                    Presence(organisation.id, organisation.name, quota, is_going, is_there, is_late, missing)
                )
        return found

    async def _counted(self, statement: Any) -> dict[tuple[int, int | None], tuple[int, int]]:
        rows = await self.session.execute(statement)
        return {(patrol_id, organisation_id): (count, part) for patrol_id, organisation_id, count, part in rows}

    async def waiting(self, city_id: int) -> Sequence[tuple[Membership, str, str | None]]:
        """Applications nobody has decided, the oldest first, with the applicant's and the organisation's name."""
        return (
            await self.session.exec(
                select(Membership, Person.name, Organisation.name)
                .join(Person, col(Person.id) == col(Membership.person_id))
                .join(Organisation, col(Organisation.id) == col(Membership.organisation_id), isouter=True)
                .where(Membership.city_id == city_id, Membership.state == MembershipState.waiting)
                .order_by(col(Membership.applied_at), col(Membership.id))
            )
        ).all()

    async def notes(
        self,
        city_id: int,
        states: Sequence[IncidentState],
        category: IncidentCategory | None,
        limit: int,
    ) -> Sequence[Note]:
        """Notes in these states, the newest first."""
        is_whole = col(Note.merged_into_id).is_(None)
        statement = select(Note).where(Note.city_id == city_id, col(Note.state).in_(states), is_whole)
        if category is not None:
            statement = statement.where(Note.category == category)
        return (await self.session.exec(statement.order_by(col(Note.number).desc()).limit(limit))).all()

    async def deliveries(self, city_id: int, since: datetime, at: datetime) -> Deliveries:
        def counted(condition: Any) -> Any:
            return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)

        is_done = col(OutboxRow.done_at).is_not(None)
        row = (
            await self.session.execute(
                select(
                    counted(and_(~is_done, col(OutboxRow.due_at) <= at)),
                    counted(col(OutboxRow.outcome) == Outcome.sent),
                    counted(col(OutboxRow.outcome) == Outcome.unreachable),
                    counted(col(OutboxRow.outcome) == Outcome.failed),
                ).where(OutboxRow.city_id == city_id, OutboxRow.created_at > since, OutboxRow.channel != CHANNEL)
            )
        ).one()
        return Deliveries(*row)

    async def told(self, patrol: Patrol) -> Sequence[Delivery]:
        """What each person was told of a patrol by announcement, change or cancellation, and what became of it."""
        columns: Any = (OutboxRow.kind, OutboxRow.outcome, OutboxRow.done_at, OutboxRow.due_at, Person.name)
        rows = await self.session.execute(
            select(*columns)
            .select_from(OutboxRow)
            .join(Person, col(Person.id) == col(OutboxRow.person_id))
            .where(*_about(patrol))
            .order_by(col(Person.name), col(OutboxRow.id))
        )
        return [
            Delivery(name, kind, outcome.name if outcome else "waiting", done_at or due_at)
            for kind, outcome, done_at, due_at, name in rows
        ]

    async def told_counts(self, patrol: Patrol) -> Mapping[str, int]:
        """The same in numbers, by what became of it."""
        rows = await self.session.execute(
            select(OutboxRow.outcome, func.count()).where(*_about(patrol)).group_by(col(OutboxRow.outcome))
        )
        return dict(sorted((outcome.name if outcome else "waiting", count) for outcome, count in rows))

    async def traces(self, patrol: Patrol) -> Sequence[tuple[str, int, int]]:
        """What people answered, whether they were there and why not: how many each, and the sum of their numbers.

        Two people who change places leave the counts as they were, but not the sums.
        """
        found: list[tuple[str, int, int]] = []
        for row, what in ((Rsvp, Rsvp.state), (Checkin, Checkin.is_present), (Excuse, Excuse.reason)):
            people: Any = row.person_id
            counted = select(what, func.count(), func.sum(people)).where(row.patrol_id == patrol.id)
            for kind, count, total in await self.session.execute(counted.group_by(col(what)).order_by(col(what))):
                found.append((f"{row.__name__}.{kind}", count, int(total)))
        return found

    async def patrols_around(self, city_id: int, since: datetime, until: datetime) -> Sequence[Patrol]:
        """What was published for this time, what was cancelled included."""
        return (
            await self.session.exec(
                select(Patrol)
                .where(
                    Patrol.city_id == city_id,
                    Patrol.state != PatrolState.draft,
                    Patrol.ends_at > since,
                    Patrol.starts_at < until,
                )
                .order_by(col(Patrol.starts_at), col(Patrol.id))
            )
        ).all()

    async def members(self, city_id: int) -> dict[int | None, int]:
        """How many people belong to each organisation, those who are paused included."""
        rows = await self.session.exec(
            select(Membership.organisation_id, func.count())
            .where(Membership.city_id == city_id, col(Membership.state).in_(IN_FORCE))
            .group_by(col(Membership.organisation_id))
        )
        return dict(rows.all())

    async def leaders(self, city_id: int) -> dict[int | None, list[str]]:
        """The names of those who lead each organisation."""
        rows = await self.session.exec(
            select(Membership.organisation_id, Person.name)
            .join(Person, col(Person.id) == col(Membership.person_id))
            .where(
                Membership.city_id == city_id,
                Membership.role == Role.leader,
                Membership.state == MembershipState.active,
            )
            .order_by(col(Person.name))
        )
        found: dict[int | None, list[str]] = {}
        for organisation_id, name in rows.all():
            found.setdefault(organisation_id, []).append(name)
        return found


def _about(patrol: Patrol) -> tuple[ColumnElement[bool], ...]:
    """Messages of an announcement, a change or a cancellation of this patrol."""
    keys = [f"{what}:{patrol.id}:" for what in ("announce", "change", "cancel", "uninvited")]
    mine = [and_(col(OutboxRow.key) >= key, col(OutboxRow.key) < f"{key[:-1]};") for key in keys]
    return (col(OutboxRow.city_id) == patrol.city_id, or_(*mine))
