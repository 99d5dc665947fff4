"""Several cities at one desk: whoever coordinates more than one says which one they work in now, as in the chat."""

from collections.abc import Sequence

from core.roles import NotAllowed, Role
from db.tables import City
from services.cities import work_in
from services.visits import Visitor, VisitService


class CityChoices(VisitService):
    async def show(self, visitor: Visitor) -> Sequence[City]:
        """The cities this person may coordinate, by name."""
        async with self.uow.read() as tx:
            actor = await self.coordinator(tx, visitor)
            return [city for city in await tx.cities.all() if actor.may_coordinate(city.id)]

    async def work_in(self, visitor: Visitor, city_id: int) -> None:
        """From now on all pages, and the commands in the chat, mean this city.

        Raises:
            NotAllowed: they do not coordinate it, or there is none.
        """
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            if not actor.may_coordinate(city_id):
                raise NotAllowed(Role.coordinator)
            await work_in(tx, actor, city_id)
