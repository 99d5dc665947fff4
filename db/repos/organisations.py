"""The organisations of a city."""

from collections.abc import Sequence

from sqlmodel import col, select

from db.repos.base import Repo
from db.tables import City, Organisation


class Organisations(Repo):
    async def get(self, city_id: int, organisation_id: int) -> Organisation | None:
        return (
            await self.session.exec(
                select(Organisation).where(Organisation.city_id == city_id, Organisation.id == organisation_id)
            )
        ).one_or_none()

    async def named(self, city_id: int, name: str) -> Organisation | None:
        return (
            await self.session.exec(
                select(Organisation).where(Organisation.city_id == city_id, Organisation.name == name)
            )
        ).one_or_none()

    async def of_city(self, city_id: int) -> Sequence[Organisation]:
        return (
            await self.session.exec(
                select(Organisation).where(Organisation.city_id == city_id).order_by(col(Organisation.id))
            )
        ).all()

    async def open_to_newcomers(self) -> Sequence[tuple[City, Organisation]]:
        """Every organisation with its city: what somebody without a link chooses from. Names only, nothing personal."""
        return (
            await self.session.exec(
                select(City, Organisation)
                .join(Organisation, col(Organisation.city_id) == col(City.id))
                .order_by(col(City.name), col(Organisation.id))
            )
        ).all()
