"""Answers that change nothing but must arrive all the same: refusals, apologies, help for the lost."""

from typing import Any

from core.incoming import Incoming
from services.base import Service


class Replies(Service):
    async def say(self, incoming: Incoming, kind: str, /, **facts: Any) -> None:
        """One sentence to the chat the update came from; the update is handled by it."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await tx.actors.of(incoming.sender)
            await self.answer(tx, incoming, kind, actor=actor, **facts)
