"""Cities and their settings."""

from collections.abc import Sequence

from sqlmodel import col, select

from db.repos.base import Repo
from db.tables import City


class Cities(Repo):
    async def get(self, city_id: int) -> City:
        return (await self.session.exec(select(City).where(City.id == city_id))).one()

    async def lock(self, city_id: int) -> City:
        """The city, held until the end of the transaction: for rules that count over the whole city."""
        return (await self.session.exec(select(City).where(City.id == city_id).with_for_update())).one()

    async def named(self, name: str) -> City | None:
        return (await self.session.exec(select(City).where(City.name == name))).one_or_none()

    async def all(self) -> Sequence[City]:
        return (await self.session.exec(select(City).order_by(col(City.name)))).all()
