"""Cities: an administrator founds one and gets its coordinators' link; who has several says where they work now."""

from core.incoming import Incoming
from core.names import Unclean, clean_name
from core.roles import Actor, NotAllowed, Role
from db.tables import City
from db.uow import Transaction
from services.base import Service, Toast
from services.invitations import invite
from services.pages import page_of

ASK_NAME = "cities.name"


class Cities(Service):
    async def create_city(self, incoming: Incoming, typed_name: str) -> None:
        """Founds a city, or hands out a new coordinators' link of one that exists; without a name it asks for one."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            if not actor.is_administrator:
                raise NotAllowed(Role.administrator)
            name = clean_name(typed_name)
            if isinstance(name, Unclean):
                hint = f"name_{name.reason.name}" if typed_name else None
                await tx.dialogs.ask(incoming.sender, ASK_NAME, incoming.at)
                await self.answer(tx, incoming, "cities.ask_name", actor=actor, hint=hint)
                return
            await tx.dialogs.close(incoming.sender)
            await self._found(tx, incoming, actor, name.text)

    async def work_in(self, incoming: Incoming, city_id: int) -> Toast | None:
        """From now on commands that name no city mean this one."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            if not actor.belongs_to(city_id):
                raise NotAllowed("another city")
            city = await work_in(tx, actor, city_id)
            await offer_cities(self, tx, incoming, actor, city_id=city.id, edits=True)
        return Toast("cities.switched", actor.locale, {"city": city.name})

    async def show_choice(self, incoming: Incoming, page: int) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            await offer_cities(self, tx, incoming, actor, city_id=actor.city_id, page=page, edits=True)
        return None

    async def _found(self, tx: Transaction, incoming: Incoming, actor: Actor, name: str) -> None:
        city, is_new = await tx.cities.found(name, incoming.at)
        person = await tx.members.lock_at(incoming.sender)
        if person is not None:
            person.city_id = city.id
        token = await invite(tx, actor, incoming.at, role=Role.coordinator, city_id=city.id)
        if is_new:
            tx.audits.record("city.created", f"city:{city.id}", incoming.at, city_id=city.id, actor_id=actor.person_id)
        kind = "cities.created" if is_new else "cities.exists"
        await self.answer(tx, incoming, kind, actor=actor, city=city.name, token=token)


async def work_in(tx: Transaction, actor: Actor, city_id: int) -> City:
    """From now on this person works in that city, in every messenger and at every browser."""
    city = await tx.cities.find(city_id)
    if city is None:
        raise NotAllowed(f"city:{city_id}")
    (await tx.members.lock(actor.person_id)).city_id = city.id
    return city


async def offer_cities(
    service: Service,
    tx: Transaction,
    incoming: Incoming,
    actor: Actor,
    *,
    city_id: int | None,
    page: int = 0,
    edits: bool = False,
) -> None:
    """The cities somebody can work in, if there is a choice."""
    cities = [city for city in await tx.cities.all() if actor.belongs_to(city.id)]
    if len(cities) < 2:  # noqa: PLR2004 (a choice needs two)
        return
    shown = page_of(cities, page)
    await service.answer(
        tx,
        incoming,
        "cities.choose",
        actor=actor,
        edits=edits,
        city=_name_of(cities, city_id),
        choices=[[city.id, city.name] for city in shown.lines],
        page=shown.number,
        last_page=shown.last,
    )


def _name_of(cities: list[City], city_id: int | None) -> str:
    return next((city.name for city in cities if city.id == city_id), "")
