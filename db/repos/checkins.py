"""Presences: written so that the database decides who was first, ended, and summed up to hours."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, update
from sqlmodel import col, select

from core.checkins import CheckinMethod
from core.checkouts import CheckoutMethod, DutyFacts
from core.incoming import Address
from core.rsvps import PatrolState
from db.repos.base import Repo, insert_for
from db.repos.situations import Situation, load_situation
from db.tables import Checkin, City, CodeAttempt, Patrol


@dataclass(frozen=True, slots=True)
class Arrival:
    """A presence to write; `distance_m` is all that is kept of a shared place."""

    city_id: int
    patrol_id: int
    person_id: int
    organisation_id: int | None
    method: CheckinMethod
    arrived_at: datetime
    late_minutes: int = 0
    distance_m: int | None = None
    marked_by: int | None = None
    left_at: datetime | None = None
    checkout_method: CheckoutMethod | None = None
    credited_minutes: int | None = None


class Checkins(Repo):
    async def situation(self, address: Address, at: datetime) -> Situation | None:
        """All that a check-in from this address is judged on; None when nobody registered from there."""
        return await load_situation(self.session, address, at)

    async def arrive(self, arrival: Arrival) -> bool:
        """Writes a presence; False when the person is present already, by whoever was quicker."""
        columns = {name: getattr(arrival, name) for name in Arrival.__slots__}
        news = columns | {"is_present": True, "away_minutes": 0}
        statement = insert_for(self.session.get_bind().dialect.name, Checkin).values(news)
        statement = statement.on_conflict_do_update(
            index_elements=["patrol_id", "person_id"],
            set_={name: value for name, value in news.items() if name not in {"patrol_id", "person_id"}},
            where=col(Checkin.is_present).is_(False),
        ).returning(col(Checkin.id))
        return (await self.session.execute(statement)).first() is not None

    async def resume(self, patrol_id: int, person_id: int, away_minutes: int) -> bool:
        """Puts somebody who had left back on duty; False when they are on duty already."""
        statement = (
            update(Checkin)
            .where(
                col(Checkin.patrol_id) == patrol_id,
                col(Checkin.person_id) == person_id,
                col(Checkin.is_present),
                col(Checkin.left_at).is_not(None),
            )
            .values(
                left_at=None,
                checkout_method=None,
                credited_minutes=None,
                away_minutes=col(Checkin.away_minutes) + away_minutes,
            )
            .returning(col(Checkin.id))
            .execution_options(synchronize_session=False)
        )
        return (await self.session.execute(statement)).first() is not None

    async def lock(self, city_id: int, patrol_id: int, person_id: int) -> Checkin | None:
        """One person's presence, held until the end of the transaction."""
        return (
            await self.session.exec(
                select(Checkin)
                .where(Checkin.city_id == city_id, Checkin.patrol_id == patrol_id, Checkin.person_id == person_id)
                .with_for_update()
            )
        ).one_or_none()

    async def lock_recent(self, person_id: int, since: datetime) -> Sequence[tuple[Checkin, Patrol]]:
        """A person's presences since then, held until the end of the transaction."""
        return (
            await self.session.exec(
                select(Checkin, Patrol)
                .join(Patrol, col(Patrol.id) == col(Checkin.patrol_id))
                .where(Checkin.person_id == person_id, col(Checkin.arrived_at) >= since, col(Checkin.is_present))
                .order_by(col(Checkin.arrived_at))
                .with_for_update(of=Checkin)
            )
        ).all()

    async def lock_on_duty(self, patrol_id: int) -> Sequence[Checkin]:
        """Everybody still on duty at a patrol, held until the end of the transaction."""
        return (
            await self.session.exec(
                select(Checkin)
                .where(Checkin.patrol_id == patrol_id, col(Checkin.is_present), col(Checkin.left_at).is_(None))
                .order_by(col(Checkin.id))
                .with_for_update()
            )
        ).all()

    async def duties_of(self, person_ids: Iterable[int], since: datetime) -> dict[int, list[DutyFacts]]:
        """The ended presences of these people since then: what hours are summed up from."""
        rows = await self.session.execute(
            select(
                Checkin.person_id,
                Checkin.patrol_id,
                Patrol.starts_at,
                Patrol.ends_at,
                Checkin.arrived_at,
                Checkin.left_at,
                Checkin.away_minutes,
            )  # type: ignore[call-overload]
            .join(Patrol, col(Patrol.id) == col(Checkin.patrol_id))
            .where(
                col(Checkin.person_id).in_(list(person_ids)),
                col(Checkin.arrived_at) >= since,
                col(Checkin.is_present),
                col(Checkin.left_at).is_not(None),
            )
        )
        duties: dict[int, list[DutyFacts]] = {}
        for row in rows:
            away = timedelta(minutes=row.away_minutes)
            duty = DutyFacts(row.patrol_id, row.starts_at, row.ends_at, row.arrived_at, row.left_at, away)
            duties.setdefault(row.person_id, []).append(duty)
        return duties

    async def ended_patrols(self, at: datetime) -> Sequence[int]:
        """Patrols that are over and not closed, or that somebody is still on duty at since an answer came late."""
        unclosed = select(Patrol.id).where(
            Patrol.state == PatrolState.published, col(Patrol.closed_at).is_(None), col(Patrol.ends_at) <= at
        )
        forgotten = (
            select(Checkin.patrol_id)
            .join(Patrol, col(Patrol.id) == col(Checkin.patrol_id))
            .where(col(Checkin.is_present), col(Checkin.left_at).is_(None), col(Patrol.ends_at) <= at)
        )
        return sorted({*(await self.session.exec(unclosed)).all(), *(await self.session.exec(forgotten)).all()})

    async def lock_ended(self, patrol_id: int, at: datetime) -> tuple[Patrol, City] | None:
        """A patrol that is over, with its city; None while another process closes it.

        The lock also waits for check-ins that are being written: their foreign key holds the patrol.
        """
        return (
            await self.session.exec(
                select(Patrol, City)
                .join(City, col(City.id) == col(Patrol.city_id))
                .where(Patrol.id == patrol_id, col(Patrol.ends_at) <= at)
                .with_for_update(of=Patrol, skip_locked=True)
            )
        ).one_or_none()

    async def wrong_codes(self, person_id: int, since: datetime) -> tuple[datetime, ...]:
        """When this person typed wrong codes since then."""
        attempts = select(CodeAttempt.at).where(CodeAttempt.person_id == person_id, col(CodeAttempt.at) > since)
        return tuple((await self.session.exec(attempts)).all())

    async def remember_wrong_code(self, person_id: int, at: datetime, *, forgetting: datetime) -> None:
        """Counts a wrong code, and forgets those from before `forgetting`."""
        old = delete(CodeAttempt).where(col(CodeAttempt.person_id) == person_id, col(CodeAttempt.at) <= forgetting)
        await self.session.execute(old.execution_options(synchronize_session=False))
        await self.added(CodeAttempt(person_id=person_id, at=at))
