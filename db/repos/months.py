"""What a city's month and its people's hours are summed up from."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select as sql_select
from sqlmodel import col, select

from core.areas import Spot
from core.checkouts import DutyFacts
from core.months import MonthPatrol
from core.rsvps import PatrolState
from db.repos.base import Repo
from db.tables import Checkin, Note, Organisation, Patrol, Person

_REACH = timedelta(days=1)
"""A patrol that began the day before may reach into a time."""

_NONE = timedelta()

Duties = dict[int, list[DutyFacts]]
"""By person."""


class Months(Repo):
    async def presences(
        self, city_id: int, since: datetime, until: datetime, zone: ZoneInfo
    ) -> tuple[list[MonthPatrol], Duties]:
        """The patrols that began in this time and are over with everybody who was there, and what `duties` gives."""
        patrols = (await self.session.execute(_patrols(city_id, since - _REACH, until))).all()
        times = {patrol.id: (patrol.starts_at, patrol.ends_at) for patrol in patrols}
        present: dict[int, dict[int | None, set[int]]] = {}
        duties: Duties = {}
        rows = await self.session.execute(_were_there(city_id, since - _REACH, until))
        for person_id, patrol_id, arrived_at, left_at, away_minutes, organisation_id in rows:
            present.setdefault(patrol_id, {}).setdefault(organisation_id, set()).add(person_id)
            if left_at is not None and patrol_id in times:
                duty = DutyFacts(patrol_id, *times[patrol_id], arrived_at, left_at, _minutes(away_minutes))
                duties.setdefault(person_id, []).append(duty)
        return [
            MonthPatrol(
                patrol.id,
                patrol.starts_at.astimezone(zone).date(),
                tuple(patrol.zones),
                {each: frozenset(people) for each, people in present.get(patrol.id, {}).items()},
            )
            for patrol in patrols
            if patrol.starts_at >= since and patrol.closed_at is not None
        ], duties

    async def zones(self, city_id: int, since: datetime, until: datetime) -> set[str]:
        """Every zone that a patrol of this time went through."""
        rows = await self.session.exec(select(Patrol.zones).where(*_took_place(city_id, since, until)))
        return {zone for zones in rows for zone in zones}

    async def duties(self, city_id: int, since: datetime, until: datetime, person_id: int | None = None) -> Duties:
        """The ended presences of a city's people (or of one of them) that this time may count, by person."""
        theirs = _were_there(city_id, since - _REACH, until).where(col(Checkin.left_at).is_not(None))
        patrols = _patrols(city_id, since - _REACH, until)
        if person_id is not None:
            theirs = theirs.where(Checkin.person_id == person_id)
            patrols = patrols.where(col(Patrol.id).in_(select(Checkin.patrol_id).where(Checkin.person_id == person_id)))
        times = {each.id: (each.starts_at, each.ends_at) for each in await self.session.execute(patrols)}
        duties: Duties = {}
        for of_whom, patrol_id, arrived_at, left_at, away_minutes, _ in await self.session.execute(theirs):
            # One that was published since the first look is not known yet.
            if patrol_id in times:
                duty = DutyFacts(patrol_id, *times[patrol_id], arrived_at, left_at, _minutes(away_minutes))
                duties.setdefault(of_whom, []).append(duty)
        return duties

    async def spots(self, city_id: int, since: datetime, until: datetime) -> list[Spot]:
        """The notes written in this time, where they were seen and how long they waited.

        One lamp that three people told of is one lamp: notes that are part of another are not counted.
        """
        rows = await self.session.execute(_select(*_SPOT).where(*_written(city_id, since, until)))
        return [Spot._make(row) for row in rows]

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
            .where(*_took_place(city_id, since - _REACH, until), col(Checkin.is_present))
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


def _patrols(city_id: int, since: datetime, until: datetime) -> Any:
    columns = (Patrol.id, Patrol.starts_at, Patrol.ends_at, Patrol.closed_at, Patrol.zones)
    order = (col(Patrol.starts_at), col(Patrol.id))
    return _select(*columns).where(*_took_place(city_id, since, until)).order_by(*order)


def _were_there(city_id: int, since: datetime, until: datetime) -> Any:
    """Who was there; the times of a patrol are not repeated with each of its people."""
    who, when = (Checkin.person_id, Checkin.patrol_id), (Checkin.arrived_at, Checkin.left_at, Checkin.away_minutes)
    return (
        _select(*who, *when, Checkin.organisation_id)
        .join(Patrol, col(Patrol.id) == col(Checkin.patrol_id))
        .where(*_took_place(city_id, since, until), col(Checkin.is_present))
    )


def _minutes(count: int) -> timedelta:
    return timedelta(minutes=count) if count else _NONE


_SPOT = (Note.latitude, Note.longitude, Note.category, Note.state, Note.waited_s)


def _written(city_id: int, since: datetime, until: datetime) -> tuple[Any, ...]:
    return (
        Note.city_id == city_id,
        col(Note.created_at) >= since,
        col(Note.created_at) < until,
        col(Note.merged_into_id).is_(None),
    )


def _select(*columns: Any) -> Any:
    """A query of many columns: more than its type could say."""
    return sql_select(*columns)
