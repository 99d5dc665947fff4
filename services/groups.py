"""Group chats: linked to an organisation by its leader, so that its patrols are told there; never without one."""

from collections.abc import Sequence

from core.incoming import Address, Incoming
from core.roles import Actor, NotAllowed, Role
from db.repos.outbox import Message
from db.tables import Group, Organisation
from db.tables.outbox import Priority
from db.uow import Transaction
from services import boards
from services.base import Service, Toast

QUESTION = "groups.organisation"
"""Kept under the group's own address: which group a leader is being asked about, and who."""
BOARDS = 20
"""How many announced patrols a group that was linked just now is told of."""


class Groups(Service):
    async def link(self, incoming: Incoming, title: str) -> None:
        """Links the group this came from: at once where the organisation is plain, otherwise by asking the leader.

        Somebody who leads nothing gets a polite sentence in the group, and nothing happens.
        """
        async with self.uow.write(taking=incoming) as tx:
            actor = await tx.actors.of(incoming.sender)
            organisations = await _choices(tx, actor) if actor else []
            chat = _chat(incoming)
            if actor is None or not organisations:
                await self._say_in(tx, chat, "groups.leader_needed", incoming, locale=incoming.locale)
            elif len(organisations) == 1:
                await self._link(tx, incoming, actor, organisations[0], chat=chat, title=title)
            else:
                await tx.dialogs.ask(chat, QUESTION, incoming.at, {"title": title, "person_id": actor.person_id})
                choices = [{"id": each.id, "name": each.name} for each in organisations]
                await self.answer(
                    tx, incoming, "groups.choice", actor=actor, title=title, chat=chat.chat, choices=choices
                )
                await self._say_in(tx, chat, "groups.asked", incoming, locale=actor.locale)

    async def choose(self, incoming: Incoming, group_chat: str, organisation_id: int) -> Toast:
        """The leader's choice of an organisation for a group they were asked about.

        Raises:
            NotAllowed: somebody else was asked, or this is not theirs to lead.
        """
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            chat = Address(incoming.sender.channel, group_chat)
            question = await tx.dialogs.open_in(chat, incoming.at)
            if question is None or question.question != QUESTION:
                return Toast("groups.decided", actor.locale, is_alert=True)
            organisations = {each.id: each for each in await _choices(tx, actor)}
            if question.answers["person_id"] != actor.person_id or organisation_id not in organisations:
                raise NotAllowed(Role.leader)
            title, organisation = str(question.answers["title"]), organisations[organisation_id]
            await tx.dialogs.close(chat)
            await self._link(tx, incoming, actor, organisation, chat=chat, title=title)
            facts = {"title": title, "organisation": organisation.name}
            await self.answer(tx, incoming, "groups.chosen", actor=actor, edits=True, **facts)
            return Toast("groups.chosen", actor.locale, facts)

    async def leave(self, incoming: Incoming) -> None:
        """The bot was removed from the group: the link ends."""
        async with self.uow.write(taking=incoming) as tx:
            chat = _chat(incoming)
            group = await tx.groups.at(chat)
            await tx.dialogs.close(chat)
            if group is not None:
                await tx.groups.unlink(chat)
                _record(tx, "group.unlinked", group, incoming, actor=await tx.actors.of(incoming.sender))

    async def move(self, incoming: Incoming, supergroup: str) -> None:
        """The group became a supergroup, which has another address."""
        async with self.uow.write(taking=incoming) as tx:
            await tx.groups.move(_chat(incoming), Address(incoming.sender.channel, supergroup))

    async def _link(
        self,
        tx: Transaction,
        incoming: Incoming,
        actor: Actor,
        organisation: Organisation,
        *,
        chat: Address,
        title: str,
    ) -> None:
        group = await tx.groups.at(chat)
        if group is not None and not actor.may_lead(group.city_id, group.organisation_id):
            raise NotAllowed(Role.leader)
        if group is None:
            group = Group(
                city_id=organisation.city_id,
                organisation_id=organisation.id,
                channel=chat.channel,
                address=chat.chat,
                linked_by=actor.person_id,
                linked_at=incoming.at,
            )
        group.city_id, group.organisation_id = organisation.city_id, organisation.id
        group.title, group.locale, group.linked_by = title, actor.locale, actor.person_id
        await tx.groups.added(group)
        _record(tx, "group.linked", group, incoming, actor=actor)
        await self._say_in(tx, chat, "groups.linked", incoming, locale=actor.locale, organisation=organisation.name)
        coming = await tx.patrols.coming(organisation.city_id, [organisation.id], incoming.at, BOARDS)
        await boards.announce_in(tx, group, coming, incoming.at)

    async def _say_in(
        self, tx: Transaction, chat: Address, kind: str, incoming: Incoming, *, locale: str, **facts: str
    ) -> None:
        await tx.outbox.say(chat, Message(kind, facts, incoming.at, Priority.answer), locale=locale)


async def _choices(tx: Transaction, actor: Actor) -> Sequence[Organisation]:
    """The organisations this person may link a group to: those they lead, or all of the city they coordinate."""
    if actor.city_id is None:
        return []
    organisations = await tx.organisations.of_city(actor.city_id)
    led = actor.organisations_in(actor.city_id, Role.leader)
    if led:
        return [each for each in organisations if each.id in led]
    return organisations if actor.may_coordinate(actor.city_id) else []


def _chat(incoming: Incoming) -> Address:
    return incoming.chat or incoming.sender


def _record(tx: Transaction, action: str, group: Group, incoming: Incoming, *, actor: Actor | None) -> None:
    tx.audits.record(
        action,
        f"group:{group.id}",
        incoming.at,
        city_id=group.city_id,
        actor_id=actor.person_id if actor else None,
        organisation_id=group.organisation_id,
    )
