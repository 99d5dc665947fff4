"""Cities and their settings."""

from collections.abc import Sequence
from datetime import datetime

from sqlmodel import col, select

from db.repos.base import Repo, insert_for
from db.tables import City, Organisation


class Cities(Repo):
    async def get(self, city_id: int) -> City:
        return (await self.session.exec(select(City).where(City.id == city_id))).one()

    async def find(self, city_id: int) -> City | None:
        """The city behind an id that came from outside."""
        return (await self.session.exec(select(City).where(City.id == city_id))).one_or_none()

    async def lock(self, city_id: int) -> City:
        """The city, held until the end of the transaction: for rules that count over the whole city."""
        return (await self.session.exec(select(City).where(City.id == city_id).with_for_update())).one()

    async def named(self, name: str) -> City | None:
        return (await self.session.exec(select(City).where(City.name == name))).one_or_none()

    async def all(self) -> Sequence[City]:
        return (await self.session.exec(select(City).order_by(col(City.name)))).all()

    async def with_organisations(self) -> Sequence[City]:
        """Where somebody without a link can apply: a city without organisations has nothing to choose."""
        has_some = select(Organisation.id).where(col(Organisation.city_id) == col(City.id)).exists()
        return (await self.session.exec(select(City).where(has_some).order_by(col(City.name)))).all()

    async def found(self, name: str, at: datetime) -> tuple[City, bool]:
        """The city of this name, and whether it is new: of two who found it at once, one finds it."""
        template = City(name=name, created_at=at).model_dump(exclude={"id"})
        statement = insert_for(self.session.get_bind().dialect.name, City).values(**template)
        created = await self.session.execute(
            statement.on_conflict_do_nothing(index_elements=["name"]).returning(City.id)
        )
        is_new = created.first() is not None
        return (await self.session.exec(select(City).where(City.name == name))).one(), is_new
