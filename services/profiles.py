"""What a person sees and decides about themselves: patrols, hours, consents, and when they want to be left alone."""

from typing import Any

from core.incoming import Incoming
from core.members import Purpose
from core.roles import Actor, NotAllowed, Role
from db.tables import Person
from db.uow import Transaction
from services.base import Service, Toast
from services.departures import give_back_places
from services.hours import hours_of

SHOWN = 5
"""How many coming patrols the card names; the rest is behind the key for patrols."""


class Profiles(Service):
    async def show(self, incoming: Incoming, *, edits: bool = False) -> None:
        """The card: coming patrols with one's own answers, hours, and what can be changed."""
        async with self.uow.write(taking=incoming) as tx:
            actor, person = await self._active(tx, incoming)
            await self._card(tx, incoming, actor, person, edits=edits)

    async def show_consents(self, incoming: Incoming) -> None:
        async with self.uow.write(taking=incoming) as tx:
            actor, person = await self._active(tx, incoming)
            await self._consents(tx, incoming, actor, person)

    async def rest(self, incoming: Incoming, *, rests: bool) -> Toast:
        """A person who rests is told of nothing until they take it back, so the places they held go to others."""
        places = 0
        async with self.uow.write(taking=incoming) as tx:
            actor, person = await self._active(tx, incoming)
            if rests != (person.rests_since is not None):
                person.rests_since = incoming.at if rests else None
                places = await give_back_places(tx, person.id, incoming.at) if rests else 0
                self._record(tx, incoming, person, "person.rested" if rests else "person.resumed")
            await self._card(tx, incoming, actor, person, edits=True)
        return (
            Toast("profiles.rests", actor.locale, {"places": places})
            if rests
            else Toast("profiles.awake", actor.locale)
        )

    async def pause_location(self, incoming: Incoming, *, is_paused: bool) -> Toast:
        """While location is paused a check-in takes the leader's code instead."""
        async with self.uow.write(taking=incoming) as tx:
            actor, person = await self._active(tx, incoming)
            if person.location_paused != is_paused:
                person.location_paused = is_paused
                self._record(tx, incoming, person, "location.paused" if is_paused else "location.resumed")
            await self._card(tx, incoming, actor, person, edits=True)
        return Toast("profiles.location_off" if is_paused else "profiles.location_on", actor.locale)

    async def consent(self, incoming: Incoming, purpose: Purpose, *, is_granted: bool) -> Toast:
        """Gives or withdraws one of the free consents; with the one to location goes what was kept of locations.

        Collection cannot be withdrawn without leaving.
        """
        async with self.uow.write(taking=incoming) as tx:
            actor, person = await self._active(tx, incoming)
            if purpose is Purpose.collection:
                raise ValueError("withdrawing the consent to collection is leaving")
            given = await tx.profiles.consents_of(person.id)
            if given.get(purpose, False) != is_granted:
                await tx.profiles.answer_consent(person.id, purpose, incoming.at, is_granted=is_granted)
                if purpose is Purpose.location and not is_granted:
                    await tx.profiles.forget_distances(person.id)
                action = "consent.given" if is_granted else "consent.withdrawn"
                self._record(tx, incoming, person, action, purpose=purpose.name)
            await self._consents(tx, incoming, actor, person)
        return Toast("profiles.consent_given" if is_granted else "profiles.consent_withdrawn", actor.locale)

    async def _active(self, tx: Transaction, incoming: Incoming) -> tuple[Actor, Person]:
        actor = await self.actor(tx, incoming)
        person = await tx.members.lock_at(incoming.sender)
        if person is None or not actor.is_active:
            raise NotAllowed(Role.member)
        return actor, person

    async def _card(self, tx: Transaction, incoming: Incoming, actor: Actor, person: Person, *, edits: bool) -> None:
        hours = await hours_of(tx, person.id, incoming.at, self.policy.zone)
        consents = await tx.profiles.consents_of(person.id)
        roles = await tx.profiles.roles_of(person.id)
        facts: dict[str, Any] = {
            "name": person.name,
            "phone": person.phone or "",
            "roles": [[role.role.name, role.state.name, organisation, city] for role, organisation, city in roles],
            "coming": await _coming(tx, incoming, actor),
            "rests": person.rests_since is not None,
            "location": "refused" if not consents.get(Purpose.location) else "off" if person.location_paused else "on",
            **hours.facts(),
        }
        await self.answer(tx, incoming, "profiles.card", actor=actor, edits=edits, **facts)

    async def _consents(self, tx: Transaction, incoming: Incoming, actor: Actor, person: Person) -> None:
        given = await tx.profiles.consents_of(person.id)
        consents = {purpose.name: given.get(purpose, False) for purpose in Purpose}
        await self.answer(tx, incoming, "profiles.consents", actor=actor, edits=True, consents=consents)

    def _record(self, tx: Transaction, incoming: Incoming, person: Person, action: str, **facts: Any) -> None:
        tx.audits.record(
            action,
            f"person:{person.id}",
            incoming.at,
            city_id=person.city_id,
            actor_id=person.id,
            person_id=person.id,
            **facts,
        )


async def _coming(tx: Transaction, incoming: Incoming, actor: Actor) -> list[dict[str, Any]]:
    """The next patrols this person is invited to, in every city they take part in, each with their own answer."""
    patrols = [
        patrol
        for city_id in actor.city_ids
        if (organisations := actor.organisations_in(city_id))
        for patrol in await tx.patrols.coming(city_id, organisations, incoming.at, SHOWN)
    ]
    patrols = sorted(patrols, key=lambda patrol: (patrol.starts_at, patrol.id))[:SHOWN]
    answers = await tx.rsvps.given_by(actor.person_id, [patrol.id for patrol in patrols])
    return [
        {
            "title": patrol.title,
            "starts_at": patrol.starts_at.isoformat(),
            "ends_at": patrol.ends_at.isoformat(),
            "mine": answers[patrol.id].state.name if patrol.id in answers else "none",
        }
        for patrol in patrols
    ]
