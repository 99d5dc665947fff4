"""The plan of a city: its patrols and saved drafts of some days, and the series that go on."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import and_, or_
from sqlmodel import col, select

from core.rsvps import PatrolState
from db.repos.base import Repo
from db.tables import Patrol, Series


class Plans(Repo):
    async def between(self, city_id: int, since: datetime, until: datetime) -> Sequence[Patrol]:
        """What begins in this time, in its order: published and cancelled patrols, and drafts somebody saved."""
        is_kept = and_(col(Patrol.state) == PatrolState.draft, col(Patrol.saved_at).is_not(None))
        return (
            await self.session.exec(
                select(Patrol)
                .where(
                    Patrol.city_id == city_id,
                    col(Patrol.starts_at) >= since,
                    col(Patrol.starts_at) < until,
                    or_(col(Patrol.state) != PatrolState.draft, is_kept),
                )
                .order_by(col(Patrol.starts_at), col(Patrol.id))
            )
        ).all()

    async def overlapping(self, city_id: int, since: datetime, until: datetime) -> Sequence[Patrol]:
        """Published patrols that are on at some moment of this time."""
        return (
            await self.session.exec(
                select(Patrol)
                .where(
                    Patrol.city_id == city_id,
                    Patrol.state == PatrolState.published,
                    Patrol.ends_at > since,
                    Patrol.starts_at < until,
                )
                .order_by(col(Patrol.starts_at), col(Patrol.id))
            )
        ).all()

    async def drafts(self, city_id: int, at: datetime) -> Sequence[Patrol]:
        """Saved drafts whose start is still to come."""
        return (
            await self.session.exec(
                select(Patrol)
                .where(
                    Patrol.city_id == city_id,
                    Patrol.state == PatrolState.draft,
                    col(Patrol.saved_at).is_not(None),
                    Patrol.starts_at > at,
                )
                .order_by(col(Patrol.starts_at), col(Patrol.id))
            )
        ).all()

    async def lock_draft(self, city_id: int, patrol_id: int) -> Patrol | None:
        """A draft of this city, held until the end of the transaction."""
        return (
            await self.session.exec(
                select(Patrol)
                .where(Patrol.city_id == city_id, Patrol.id == patrol_id, Patrol.state == PatrolState.draft)
                .with_for_update()
            )
        ).one_or_none()

    async def running_series(self, city_id: int) -> Sequence[Series]:
        """Series that go on after the dates they have."""
        return (
            await self.session.exec(
                select(Series)
                .where(
                    Series.city_id == city_id, col(Series.ended_at).is_(None), col(Series.planned_until).is_not(None)
                )
                .order_by(col(Series.id))
            )
        ).all()
