"""Founding cities: an administrator names one and gets the link for its coordinators."""

from core.incoming import Incoming
from core.roles import NotAllowed, Role
from db.tables import City
from services.base import Service
from services.invitations import invite


class Cities(Service):
    async def create_city(self, incoming: Incoming, name: str) -> None:
        """Founds a city, or hands out a new coordinators' link of one that exists."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            if not actor.is_administrator:
                raise NotAllowed(Role.administrator)
            city = await tx.cities.named(name)
            is_new = city is None
            if city is None:
                city = await tx.cities.added(City(name=name, created_at=incoming.at))
            person = await tx.members.at(incoming.sender)
            if person is not None:
                person.city_id = city.id
            token = await invite(tx, actor, incoming.at, role=Role.coordinator, city_id=city.id)
            tx.audits.record("city.created", f"city:{city.id}", incoming.at, city_id=city.id, actor_id=actor.person_id)
            await self.answer(
                tx, incoming, "cities.created" if is_new else "cities.exists", actor=actor, city=city.name, token=token
            )
