"""Leaving: what must stay is said, it is asked once, and then the rest goes in one commit."""

from datetime import datetime

from core.incoming import Incoming
from core.roles import MembershipState
from core.standings import RosterChangeKind
from db.repos.outbox import Message
from db.tables import Person
from db.uow import Transaction
from services import boards
from services.base import Service, Toast
from services.menus import menu_of
from services.places import place_of


async def give_back_places(tx: Transaction, person_id: int, at: datetime) -> int:
    """Leaves the places of somebody who will not come to others, and says how many there were."""
    patrols = await tx.departures.places_of(person_id, at)
    await tx.rsvps.release(person_id, at)
    for patrol in patrols:
        await boards.refresh(tx, patrol, at)
    return len(patrols)


async def forget_person(tx: Transaction, person: Person, at: datetime) -> None:
    """Takes back what they agreed to, and everything that says who they were; what they did stays."""
    for purpose, is_granted in (await tx.profiles.consents_of(person.id)).items():
        if is_granted:
            await tx.profiles.answer_consent(person.id, purpose, at, is_granted=False)
    await tx.profiles.forget_distances(person.id)
    await tx.departures.anonymise(person, at)


class Departures(Service):
    async def ask(self, incoming: Incoming) -> Toast | None:
        """Says what stays and what goes, and asks whether the person is sure."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            presences, notes = await tx.departures.traces_of(actor.person_id)
            posts = list(await tx.departures.posts_left_empty(actor.person_id))
            await self.answer(
                tx, incoming, "departures.ask", actor=actor, presences=presences, notes=notes, posts=posts
            )
        return None

    async def stay(self, incoming: Incoming) -> Toast:
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            await self.answer(tx, incoming, "departures.stayed", actor=actor, edits=True)
        return Toast("departures.stayed", actor.locale)

    async def leave(self, incoming: Incoming) -> Toast:
        """Everything that says who this person was goes; the leader is told whom to take off the roster."""
        async with self.uow.write(taking=incoming) as tx:
            person = await tx.members.lock_at(incoming.sender)
            if person is None:
                locale = await self.locale(tx, incoming)
                return Toast("departures.gone", locale)
            locale, city_id = person.locale, person.city_id
            await give_back_places(tx, person.id, incoming.at)
            await self._tell_those_above(tx, incoming, person)
            await forget_person(tx, person, incoming.at)
            tx.audits.record(
                "person.left",
                f"person:{person.id}",
                incoming.at,
                city_id=city_id,
                actor_id=person.id,
                person_id=person.id,
            )
            for message in (menu_of(None, incoming.at), Message("departures.done", {"rank": None}, incoming.at)):
                await tx.outbox.say(incoming.sender, message, locale=locale)
        return Toast("departures.gone", locale)

    async def _tell_those_above(self, tx: Transaction, incoming: Incoming, person: Person) -> None:
        for membership, organisation, city in await tx.profiles.roles_of(person.id):
            if membership.city_id is None:
                continue
            facts = {"name": person.name, "place": organisation or city, "role": membership.role.name}
            if membership.state is MembershipState.waiting:
                await self._withdraw_application(tx, incoming, person, membership.id)
            else:
                await tx.standings.changed(membership, RosterChangeKind.left, incoming.at)
                key = f"left:{membership.id}"
                message = Message("departures.told", facts, incoming.at, city_id=membership.city_id, key=key)
                await tx.outbox.tell(tx.departures.those_above(membership), message)

    async def _withdraw_application(
        self, tx: Transaction, incoming: Incoming, person: Person, membership_id: int
    ) -> None:
        """The question to those above becomes a line that says it is settled."""
        application = await tx.members.lock_membership(membership_id, None)
        if application is None:
            return
        slot = f"application:{application.id}"
        place = await place_of(tx, application.city_id, application.organisation_id)
        facts = {"name": person.name, "role": application.role.name, **place}
        await tx.outbox.tell(
            tx.members.told_of(application.city_id, slot),
            Message(
                "departures.application",
                facts,
                incoming.at,
                city_id=application.city_id,
                key=f"{slot}:withdrawn",
                slot=slot,
            ),
        )
