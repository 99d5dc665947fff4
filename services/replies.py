"""Answers that change nothing but must arrive all the same: refusals, apologies, help for the lost."""

from typing import Any

from core.incoming import Incoming
from db.repos.outbox import Message
from services.base import Service


class Replies(Service):
    async def say(self, incoming: Incoming, kind: str, /, *, once: str | None = None, **facts: Any) -> str:
        """One sentence to the person the update came from, who may be nobody we know; returns the language it is in.

        The update is handled by it. Of several updates with the same `once` (the parts of an album) one is answered.
        Roles are not looked at: an apology must not need what has just failed.
        """
        key = f"once:{once}:{incoming.sender.channel}:{incoming.sender.chat}" if once else None
        async with self.uow.write(taking=incoming) as tx:
            locale = await self.locale(tx, incoming)
            await tx.outbox.say(incoming.sender, Message(kind, facts, incoming.at, key=key), locale=locale)
        return locale

    async def language_of(self, incoming: Incoming) -> str:
        """The language for what is said without a row, such as the toast of an old button."""
        async with self.uow.read() as tx:
            return await self.locale(tx, incoming)
