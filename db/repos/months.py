"""What a city's month and its people's hours are summed up from."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlalchemy import select as sql_select
from sqlmodel import col, select

from core.checkouts import DutyFacts
from core.incidents import IncidentState
from core.months import MonthNote, MonthPatrol
from core.rsvps import PatrolState
from db.repos.base import Repo
from db.tables import Checkin, Note, NoteEvent, Organisation, Patrol, Person

_TAKEN_UP = (
    IncidentState.accepted,
    IncidentState.in_progress,
    IncidentState.done,
    IncidentState.handed_to_112,
)
_FINISHED = (IncidentState.done, IncidentState.handed_to_112)


class Months(Repo):
    async def patrols(self, city_id: int, since: datetime, until: datetime, zone: ZoneInfo) -> Sequence[MonthPatrol]:
        """The patrols that began in this time and are over, with everybody who was there."""
        patrols = (
            await self.session.exec(
                select(Patrol)
                .where(*_took_place(city_id, since, until), col(Patrol.closed_at).is_not(None))
                .order_by(col(Patrol.starts_at), col(Patrol.id))
            )
        ).all()
        rows = await self.session.exec(
            select(Checkin.patrol_id, Checkin.organisation_id, Checkin.person_id)
            .join(Patrol, col(Patrol.id) == col(Checkin.patrol_id))
            .where(*_took_place(city_id, since, until), col(Checkin.is_present))
        )
        present: dict[int, dict[int | None, set[int]]] = {}
        for patrol_id, organisation_id, person_id in rows:
            present.setdefault(patrol_id, {}).setdefault(organisation_id, set()).add(person_id)
        return [
            MonthPatrol(
                patrol.id,
                patrol.starts_at.astimezone(zone).date(),
                tuple(patrol.zones),
                {each: frozenset(people) for each, people in present.get(patrol.id, {}).items()},
            )
            for patrol in patrols
        ]

    async def zones(self, city_id: int, since: datetime, until: datetime) -> set[str]:
        """Every zone that a patrol of this time went through."""
        rows = await self.session.exec(select(Patrol.zones).where(*_took_place(city_id, since, until)))
        return {zone for zones in rows for zone in zones}

    async def duties(
        self, city_id: int, since: datetime, until: datetime, person_id: int | None = None
    ) -> dict[int, list[DutyFacts]]:
        """The ended presences of a city's people (or of one of them) that this time may count."""
        statement = (
            _select(
                Checkin.person_id,
                Checkin.patrol_id,
                Patrol.starts_at,
                Patrol.ends_at,
                Checkin.arrived_at,
                Checkin.left_at,
                Checkin.away_minutes,
            )
            .join(Patrol, col(Patrol.id) == col(Checkin.patrol_id))
            .where(
                # A patrol that began the day before may reach into this time.
                *_took_place(city_id, since - timedelta(days=1), until),
                col(Checkin.is_present),
                col(Checkin.left_at).is_not(None),
            )
        )
        if person_id is not None:
            statement = statement.where(Checkin.person_id == person_id)
        duties: dict[int, list[DutyFacts]] = {}
        for row in await self.session.execute(statement):
            away = timedelta(minutes=row.away_minutes)
            duty = DutyFacts(row.patrol_id, row.starts_at, row.ends_at, row.arrived_at, row.left_at, away)
            duties.setdefault(row.person_id, []).append(duty)
        return duties

    async def notes(self, city_id: int, since: datetime, until: datetime) -> Sequence[MonthNote]:
        """The notes written in this time, with when they were first taken up and finished.

        One lamp that three people told of is one lamp: notes that are part of another are not counted.
        """
        taken, finished = _first_event(_TAKEN_UP), _first_event(_FINISHED)
        rows = await self.session.execute(
            _select(Note.category, Note.state, Note.created_at, taken, finished)
            .where(
                Note.city_id == city_id,
                col(Note.created_at) >= since,
                col(Note.created_at) < until,
                col(Note.merged_into_id).is_(None),
            )
            .order_by(col(Note.number))
        )
        return [MonthNote(*row) for row in rows]

    async def titles(self, city_id: int, patrol_ids: Sequence[int]) -> dict[int, tuple[str, str]]:
        """(title, meeting place) of patrols."""
        rows = await self.session.exec(
            select(Patrol.id, Patrol.title, Patrol.place_name).where(
                Patrol.city_id == city_id, col(Patrol.id).in_(patrol_ids)
            )
        )
        return {patrol_id: (title, place) for patrol_id, title, place in rows}

    async def organisations_of(self, city_id: int, since: datetime, until: datetime) -> dict[tuple[int, int], str]:
        """In whose name (person id, patrol id) was there."""
        rows = await self.session.exec(
            select(Checkin.person_id, Checkin.patrol_id, Organisation.name)
            .join(Patrol, col(Patrol.id) == col(Checkin.patrol_id))
            .join(Organisation, col(Organisation.id) == col(Checkin.organisation_id))
            .where(*_took_place(city_id, since - timedelta(days=1), until), col(Checkin.is_present))
        )
        return {(person_id, patrol_id): name for person_id, patrol_id, name in rows}

    async def names(self, person_ids: Sequence[int]) -> dict[int, str]:
        """Names of those who are still with us; hours of somebody who left are reported for nobody."""
        rows = await self.session.exec(
            select(Person.id, Person.name).where(col(Person.id).in_(person_ids), col(Person.left_at).is_(None))
        )
        return dict(rows.all())


def _took_place(city_id: int, since: datetime, until: datetime) -> tuple[Any, ...]:
    return (
        Patrol.city_id == city_id,
        Patrol.state == PatrolState.published,
        col(Patrol.starts_at) >= since,
        col(Patrol.starts_at) < until,
    )


def _first_event(states: tuple[IncidentState, ...]) -> Any:
    return (
        sql_select(func.min(NoteEvent.at))
        .where(col(NoteEvent.note_id) == col(Note.id), col(NoteEvent.state).in_(states))
        .scalar_subquery()
    )


def _select(*columns: Any) -> Any:
    """A query of many columns: more than its type could say."""
    return sql_select(*columns)
