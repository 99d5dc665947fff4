"""Answers that change nothing but must arrive all the same: refusals, and help for the lost."""

from typing import Any

from core.incoming import Incoming
from core.roles import MembershipState
from db.repos.outbox import Message
from db.uow import Transaction
from services.base import Service, Toast


class Replies(Service):
    async def say(self, incoming: Incoming, kind: str, /, *, once: str | None = None, **facts: Any) -> str:
        """One sentence to the person the update came from, who may be nobody we know; returns the language it is in.

        The update is handled by it. Of several updates with the same `once` (the parts of an album) one is answered.
        """
        async with self.uow.write(taking=incoming) as tx:
            locale = await self.locale(tx, incoming)
            message = Message(kind, facts, incoming.at, key=_once(incoming, once))
            await tx.outbox.say(incoming.sender, message, locale=locale)
        return locale

    async def turn_away(self, incoming: Incoming, kind: str, *, once: str | None = None) -> Toast:
        """Refuses, or does not understand: in words that fit where this person stands, with the way on from there.

        Whoever has the main menu gets it back, whatever keys were left behind.
        """
        async with self.uow.write(taking=incoming) as tx:
            locale = await self.locale(tx, incoming)
            standing = await _standing(tx, incoming)
            facts = {"standing": standing, "has_menu": standing == "active" and not incoming.is_group}
            message = Message(kind, facts, incoming.at, key=_once(incoming, once))
            await tx.outbox.say(incoming.sender, message, locale=locale)
        return Toast(kind, locale, {"standing": standing})

    async def language_of(self, incoming: Incoming) -> str:
        """The language for what is said without a row, such as the toast of an old button."""
        async with self.uow.read() as tx:
            return await self.locale(tx, incoming)


def _once(incoming: Incoming, once: str | None) -> str | None:
    return f"once:{once}:{incoming.sender.channel}:{incoming.sender.chat}" if once else None


async def _standing(tx: Transaction, incoming: Incoming) -> str:
    """What keeps a person from more: nothing, a pause, an application not decided yet, or that they are not in."""
    actor = await tx.actors.of(incoming.sender)
    if actor is None:
        return "outside"
    if actor.is_active:
        return "active"
    states = {membership.state for membership in await tx.members.memberships_of(actor.person_id)}
    for state in (MembershipState.waiting, MembershipState.paused):
        if state in states:
            return state.name
    return "outside"
