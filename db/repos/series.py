"""Series of patrols: their rules, and the dates that exist of them."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import delete, func
from sqlmodel import col, select

from core.rsvps import PatrolState
from db.repos.base import Repo
from db.tables import Patrol
from db.tables import Series as SeriesRow


class Series(Repo):
    async def get(self, city_id: int, series_id: int) -> SeriesRow | None:
        return (
            await self.session.exec(select(SeriesRow).where(SeriesRow.city_id == city_id, SeriesRow.id == series_id))
        ).one_or_none()

    async def lock(self, city_id: int, series_id: int) -> SeriesRow | None:
        """The series, held until the end of the transaction: dates are added to it by one process at a time."""
        return (
            await self.session.exec(
                select(SeriesRow)
                .where(SeriesRow.city_id == city_id, SeriesRow.id == series_id)
                .with_for_update()
                .execution_options(populate_existing=True)
            )
        ).one_or_none()

    async def to_plan(self, horizon: date, limit: int = 50) -> Sequence[tuple[int, int]]:
        """(city id, series id) of running series whose dates do not reach the horizon yet."""
        return (
            await self.session.exec(
                select(SeriesRow.city_id, SeriesRow.id)
                .where(col(SeriesRow.planned_until) < horizon, col(SeriesRow.ended_at).is_(None))
                .order_by(col(SeriesRow.planned_until), col(SeriesRow.id))
                .limit(limit)
            )
        ).all()

    async def days_of(self, series_id: int, from_day: date) -> set[date]:
        """The days from this one on that have a patrol already, cancelled ones included."""
        days = await self.session.exec(
            select(col(Patrol.series_day)).where(Patrol.series_id == series_id, col(Patrol.series_day) >= from_day)
        )
        return {day for day in days if day is not None}

    async def lock_from(self, patrol: Patrol) -> Sequence[Patrol]:
        """This patrol and the later ones of its series, whatever became of them, in their order."""
        return (
            await self.session.exec(
                select(Patrol)
                .where(
                    Patrol.city_id == patrol.city_id,
                    Patrol.series_id == patrol.series_id,
                    col(Patrol.series_day) >= patrol.series_day,
                )
                .order_by(col(Patrol.series_day), col(Patrol.id))
                .with_for_update()
            )
        ).all()

    async def last_announcement_at(self, series_id: int) -> datetime | None:
        """When people were last told, or are next to be told, of a date of this series."""
        told_at = func.max(func.coalesce(Patrol.announced_at, Patrol.announce_at))
        return (
            await self.session.exec(
                select(told_at).where(Patrol.series_id == series_id, Patrol.state == PatrolState.published)
            )
        ).one()

    async def last_told_at(self, series_id: int) -> datetime | None:
        """When people were last told of a date of this series."""
        return (
            await self.session.exec(select(func.max(Patrol.announced_at)).where(Patrol.series_id == series_id))
        ).one()

    async def drop_unused(self) -> None:
        """Forgets series that were never published and whose draft is gone."""
        used = select(Patrol.id).where(Patrol.series_id == SeriesRow.id).exists()
        await self.session.execute(
            delete(SeriesRow)
            .where(col(SeriesRow.planned_until).is_(None), ~used)
            .execution_options(synchronize_session=False)
        )
