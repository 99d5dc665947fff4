"""From the first /start to an application that somebody above decides: one question at a time, in a fixed order.

What is answered on the way is kept in the open question alone. Only who answered everything becomes a person here; who
refuses or is too young leaves nothing behind.
"""

from datetime import datetime

from core.incoming import Incoming
from core.invitations import LinkFault
from core.members import CONSENT_STEPS, Objection, Step, Target, step_after
from core.names import NAME_MAX, Clean, Unclean, clean_line, clean_name
from core.phones import Phone, normalise_phone
from core.roles import Actor, MembershipState, Role
from db.tables import Membership, Person
from db.uow import Transaction
from services.applications import apply
from services.base import Service, Toast
from services.cities import offer_cities
from services.invitations import follow, target_of
from services.menus import menu_of
from services.places import place_of
from services.registration_questions import (
    Answers,
    answers_at,
    ask,
    choices,
    open_step,
    target_in,
    with_target,
)

_IDLE_STATES = {
    MembershipState.waiting: "registrations.waiting",
    MembershipState.paused: "registrations.paused",
}


class Registrations(Service):
    async def start(self, incoming: Incoming, *, display_name: str, token: str | None) -> None:
        """Shows the main menu to those who are in; owners become administrators; everybody else begins to register."""
        async with self.uow.write(taking=incoming) as tx:
            await tx.members.is_reachable_again(incoming.sender)
            actor = await tx.actors.of(incoming.sender)
            is_owner = (incoming.sender.channel, incoming.sender.chat) in self.policy.owners
            if is_owner and not (actor and actor.is_administrator):
                actor = await self._welcome_owner(tx, incoming, display_name)
            followed = await follow(tx, token, incoming.at) if token else None
            if isinstance(followed, LinkFault):
                await self.answer(tx, incoming, "registrations.link_fault", actor=actor, fault=followed.name)
            target = followed if isinstance(followed, Target) else None
            if actor is None:
                await self._begin(tx, incoming, target)
            elif target is not None:
                await self._apply(tx, incoming, target)
            elif actor.is_active:
                await self._show_menu(tx, incoming, actor)
            else:
                await self._show_state(tx, incoming, actor)

    async def show_organisations(self, incoming: Incoming, city_id: int | None, page: int) -> Toast | None:
        """Turns the pages of what somebody without a link can choose from."""
        async with self.uow.write(taking=incoming) as tx:
            if await answers_at(tx, incoming, Step.organisation) is None:
                return await self._too_late(tx, incoming)
            shown = await choices(tx, city_id, page)
            await self.answer(tx, incoming, "registrations.ask_organisation", edits=True, **shown)
        return None

    async def choose_organisation(self, incoming: Incoming, organisation_id: int) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            answers = await answers_at(tx, incoming, Step.organisation)
            organisation = await tx.organisations.find(organisation_id)
            if answers is None or organisation is None:
                return await self._too_late(tx, incoming)
            target = await target_of(tx, Role.member, organisation.city_id, organisation.id)
            if await tx.members.at(incoming.sender) is not None:
                await tx.dialogs.close(incoming.sender)
                await self._apply(tx, incoming, target)
            else:
                await ask(self, tx, incoming, Step.collection, with_target(answers, target))
        return None

    async def answer_consent(self, incoming: Incoming, step: Step, *, is_granted: bool) -> Toast | None:
        """Only the collection of what is needed can end the registration; the other consents are free."""
        async with self.uow.write(taking=incoming) as tx:
            answers = await answers_at(tx, incoming, step)
            if answers is None or step not in CONSENT_STEPS:
                return await self._too_late(tx, incoming)
            if step is Step.collection and not is_granted:
                await tx.dialogs.close(incoming.sender)
                await self.answer(tx, incoming, "registrations.refused")
                return None
            given = {"is_granted": is_granted, "at": incoming.at.isoformat()}
            await self._go_on(tx, incoming, step, {**answers, step.name: given})
        return None

    async def answer_adult(self, incoming: Incoming, *, is_adult: bool) -> Toast | None:
        async with self.uow.write(taking=incoming) as tx:
            answers = await answers_at(tx, incoming, Step.adult)
            if answers is None:
                return await self._too_late(tx, incoming)
            if is_adult:
                await self._go_on(tx, incoming, Step.adult, answers)
            else:
                await tx.dialogs.close(incoming.sender)
                await self.answer(tx, incoming, "registrations.too_young")
        return None

    async def give_name(self, incoming: Incoming, typed: str) -> None:
        async with self.uow.write(taking=incoming) as tx:
            answers = await answers_at(tx, incoming, Step.name)
            if answers is None:
                return
            name = clean_name(typed)
            if isinstance(name, Unclean):
                await ask(self, tx, incoming, Step.name, answers, hint=f"name_{name.reason.name}")
            else:
                await self._go_on(tx, incoming, Step.name, {**answers, "name": name.text})

    async def give_phone(self, incoming: Incoming, shared: str, *, is_own: bool) -> None:
        """Takes the number of a shared contact, if it is the person's own."""
        async with self.uow.write(taking=incoming) as tx:
            answers = await answers_at(tx, incoming, Step.phone)
            if answers is None:
                return
            phone = normalise_phone(shared, is_international=True)
            if is_own and isinstance(phone, Phone):
                await self._finish(tx, incoming, answers, phone.number)
            else:
                await ask(self, tx, incoming, Step.phone, answers, hint="unusable_contact" if is_own else "own_contact")

    async def skip_phone(self, incoming: Incoming) -> None:
        async with self.uow.write(taking=incoming) as tx:
            answers = await answers_at(tx, incoming, Step.phone)
            if answers is not None:
                await self._finish(tx, incoming, answers, None)

    async def repeat(self, incoming: Incoming, step: Step, hint: str) -> None:
        """Asks the open question once more, with a word on how to answer it."""
        async with self.uow.write(taking=incoming) as tx:
            answers = await answers_at(tx, incoming, step)
            if answers is not None:
                await ask(self, tx, incoming, step, answers, hint=hint)

    async def _begin(self, tx: Transaction, incoming: Incoming, target: Target | None) -> None:
        """The first question; or, in the middle of a registration, the open one again, for the link followed last."""
        step, answers = await open_step(tx, incoming) or (Step.organisation, Answers())
        if target is not None:
            answers = with_target(answers, target)
            step = Step.collection if step is Step.organisation else step
        await ask(self, tx, incoming, step, answers)

    async def _go_on(self, tx: Transaction, incoming: Incoming, step: Step, answers: Answers) -> None:
        following = step_after(step)
        if following is None:
            raise ValueError(f"nothing is asked after {step}")
        await ask(self, tx, incoming, following, answers)

    async def _finish(self, tx: Transaction, incoming: Incoming, answers: Answers, phone: str | None) -> None:
        await tx.dialogs.close(incoming.sender)
        locale = await self.locale(tx, incoming)
        person = await tx.members.register(
            Person(name=answers["name"], phone=phone, locale=locale, created_at=incoming.at), incoming.sender
        )
        await tx.languages.forget(incoming.sender)
        consents = {
            purpose: (answers[step.name]["is_granted"], datetime.fromisoformat(answers[step.name]["at"]))
            for step, purpose in CONSENT_STEPS.items()
        }
        await tx.members.agree(person.id, consents)
        target = target_in(answers)
        tx.audits.record(
            "person.registered",
            f"person:{person.id}",
            incoming.at,
            city_id=target.city_id,
            actor_id=person.id,
            person_id=person.id,
            is_adult=True,
        )
        await self._apply(tx, incoming, target)

    async def _apply(self, tx: Transaction, incoming: Incoming, target: Target) -> None:
        person = await tx.members.lock_at(incoming.sender)
        if person is None:
            raise LookupError("who applies is registered")
        outcome = await apply(tx, person, target, incoming.at)
        kind = f"registrations.{outcome.name}" if isinstance(outcome, Objection) else "registrations.applied"
        place = await place_of(tx, target.city_id, target.organisation_id)
        actor = await self.actor(tx, incoming)
        await self.answer(
            tx,
            incoming,
            kind,
            actor=actor,
            name=person.name,
            role=target.role.name,
            is_active=actor.is_active,
            **place,
        )

    async def _show_menu(self, tx: Transaction, incoming: Incoming, actor: Actor) -> None:
        await self.answer(tx, incoming, "menu.main", actor=actor, name=actor.name, rank=actor.rank)
        menu = menu_of(actor.rank, incoming.at)
        await tx.outbox.say(incoming.sender, menu, locale=actor.locale, person_id=actor.person_id)
        await offer_cities(self, tx, incoming, actor, city_id=actor.city_id)

    async def _show_state(self, tx: Transaction, incoming: Incoming, actor: Actor) -> None:
        """For somebody known here who is not active: what they wait for, or how to come back."""
        memberships = await tx.members.memberships_of(actor.person_id)
        for state, kind in _IDLE_STATES.items():
            found = next((held for held in memberships if held.state is state), None)
            if found is not None:
                place = await place_of(tx, found.city_id, found.organisation_id)
                await self.answer(tx, incoming, kind, actor=actor, name=actor.name, role=found.role.name, **place)
                return
        await ask(self, tx, incoming, Step.organisation, {})

    async def _too_late(self, tx: Transaction, incoming: Incoming) -> Toast:
        return Toast("registrations.answered_before", await self.locale(tx, incoming))

    async def _welcome_owner(self, tx: Transaction, incoming: Incoming, display_name: str) -> Actor:
        """Makes an owner an administrator, whoever they were here before."""
        person = await tx.members.lock_at(incoming.sender) or await self._new_owner(tx, incoming, display_name)
        known = await tx.actors.of_person(person.id)
        if known is not None and known.is_administrator:
            return known
        await tx.members.added(
            Membership(
                person_id=person.id,
                scope="",
                role=Role.administrator,
                state=MembershipState.active,
                applied_at=incoming.at,
                decided_at=incoming.at,
            )
        )
        tx.audits.record(
            "administrator.made",
            f"person:{person.id}",
            incoming.at,
            city_id=None,
            actor_id=person.id,
            person_id=person.id,
        )
        return await self.actor(tx, incoming)

    async def _new_owner(self, tx: Transaction, incoming: Incoming, display_name: str) -> Person:
        """Named as the messenger names them; who hides behind invisible letters there is named by their address."""
        name = clean_line(display_name[:NAME_MAX], max_length=NAME_MAX)
        person = Person(
            name=name.text if isinstance(name, Clean) else incoming.sender.chat,
            locale=await self.locale(tx, incoming),
            created_at=incoming.at,
        )
        return await tx.members.register(person, incoming.sender)
