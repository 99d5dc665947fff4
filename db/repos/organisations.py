"""The organisations of a city."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, select

from core.roles import MembershipState, OrganisationKind
from db.repos.base import Repo, insert_for
from db.tables import Membership, Organisation


class Organisations(Repo):
    async def get(self, city_id: int, organisation_id: int) -> Organisation | None:
        return (
            await self.session.exec(
                select(Organisation).where(Organisation.city_id == city_id, Organisation.id == organisation_id)
            )
        ).one_or_none()

    async def find(self, organisation_id: int) -> Organisation | None:
        """An organisation somebody who belongs to no city yet chose; what they see of it is its name."""
        return (await self.session.exec(select(Organisation).where(Organisation.id == organisation_id))).one_or_none()

    async def lock_of_membership(self, membership_id: int) -> Organisation | None:
        """The organisation a membership is in, held: for what changes several memberships of it together."""
        return (
            await self.session.exec(
                select(Organisation)
                .join(Membership, col(Membership.organisation_id) == col(Organisation.id))
                .where(Membership.id == membership_id)
                .with_for_update(of=Organisation)
            )
        ).one_or_none()

    async def named(self, city_id: int, name: str) -> Organisation | None:
        return (
            await self.session.exec(
                select(Organisation).where(Organisation.city_id == city_id, Organisation.name == name)
            )
        ).one_or_none()

    async def names(self, city_id: int) -> dict[int, str]:
        """By number."""
        rows = await self.session.exec(
            select(Organisation.id, Organisation.name).where(Organisation.city_id == city_id)
        )
        return dict(rows.all())

    async def of_city(self, city_id: int) -> Sequence[Organisation]:
        return (
            await self.session.exec(
                select(Organisation).where(Organisation.city_id == city_id).order_by(col(Organisation.id))
            )
        ).all()

    async def with_waiting(self, city_id: int) -> Sequence[tuple[Organisation, int]]:
        """Each organisation of the city with the number of its applications that nobody has decided."""
        waiting = (
            select(Membership.organisation_id, func.count().label("number"))
            .where(Membership.city_id == city_id, Membership.state == MembershipState.waiting)
            .group_by(col(Membership.organisation_id))
            .subquery()
        )
        rows = await self.session.exec(
            select(Organisation, func.coalesce(waiting.c.number, 0))
            .join(waiting, waiting.c.organisation_id == Organisation.id, isouter=True)
            .where(Organisation.city_id == city_id)
            .order_by(col(Organisation.id))
        )
        return rows.all()

    async def found(self, city_id: int, kind: OrganisationKind, name: str, at: datetime) -> tuple[Organisation, bool]:
        """The city's organisation of this name, and whether it is new: of two who found it at once, one finds it."""
        statement = insert_for(self.session.get_bind().dialect.name, Organisation).values(
            city_id=city_id, kind=kind, name=name, created_at=at
        )
        created = await self.session.execute(
            statement.on_conflict_do_nothing(index_elements=["city_id", "name"]).returning(Organisation.id)
        )
        is_new = created.first() is not None
        organisation = await self.named(city_id, name)
        if organisation is None:
            raise LookupError(f"organisation {name!r} vanished while it was founded")
        return organisation, is_new
