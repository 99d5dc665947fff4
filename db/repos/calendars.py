"""Links to calendars, and the patrols that stand in them."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, or_, update
from sqlmodel import col, select

from core.calendars import CalendarKind
from core.rsvps import PatrolState, RsvpState
from db.repos.base import Repo, insert_for
from db.tables import CalendarLink, Patrol, PatrolOrganisation, Rsvp


class Calendars(Repo):
    async def by_digest(self, digest: str) -> CalendarLink | None:
        return (await self.session.exec(select(CalendarLink).where(CalendarLink.digest == digest))).one_or_none()

    async def of(self, scope: str) -> CalendarLink | None:
        return (await self.session.exec(select(CalendarLink).where(CalendarLink.scope == scope))).one_or_none()

    async def put(
        self, scope: str, kind: CalendarKind, digest: str, at: datetime, *, person_id: int, city_id: int | None
    ) -> None:
        """The link of this calendar from now on; the one before opens nothing any more."""
        statement = insert_for(self.session.get_bind().dialect.name, CalendarLink).values(
            scope=scope, kind=kind, digest=digest, person_id=person_id, city_id=city_id, made_at=at, read_at=None
        )
        new = {name: statement.excluded[name] for name in ("digest", "person_id", "made_at", "read_at")}
        await self.session.execute(
            statement.on_conflict_do_update(index_elements=["scope"], set_=new).execution_options(
                synchronize_session=False
            )
        )

    async def drop(self, scope: str) -> bool:
        """The link opens nothing any more; False when there was none."""
        dropped = await self.session.execute(
            delete(CalendarLink)
            .where(col(CalendarLink.scope) == scope)
            .returning(col(CalendarLink.scope))
            .execution_options(synchronize_session=False)
        )
        return dropped.first() is not None

    async def saw(self, scope: str, at: datetime) -> None:
        await self.session.execute(
            update(CalendarLink)
            .where(col(CalendarLink.scope) == scope)
            .values(read_at=at)
            .execution_options(synchronize_session=False)
        )

    async def patrols(
        self, city_id: int, organisation_ids: Sequence[int] | None, since: datetime, limit: int
    ) -> Sequence[Patrol]:
        """Patrols that were published for these organisations (None: the whole city), the cancelled ones included.

        Where there are more, the latest.
        """
        query = select(Patrol).where(
            Patrol.city_id == city_id,
            col(Patrol.state).in_((PatrolState.published, PatrolState.cancelled)),
            col(Patrol.published_at).is_not(None),
            Patrol.ends_at > since,
        )
        if organisation_ids is not None:
            inviting = select(PatrolOrganisation.patrol_id).where(
                col(PatrolOrganisation.organisation_id).in_(organisation_ids)
            )
            query = query.where(or_(col(Patrol.invites_all), col(Patrol.id).in_(inviting)))
        latest = query.order_by(col(Patrol.starts_at).desc(), col(Patrol.id).desc()).limit(limit)
        return list(reversed((await self.session.exec(latest)).all()))

    async def answers(self, person_id: int, patrol_ids: Sequence[int]) -> dict[int, RsvpState]:
        """What somebody answered, by patrol."""
        rows = await self.session.exec(
            select(Rsvp.patrol_id, Rsvp.state).where(Rsvp.person_id == person_id, col(Rsvp.patrol_id).in_(patrol_ids))
        )
        return {patrol_id: RsvpState(state) for patrol_id, state in rows.all()}
