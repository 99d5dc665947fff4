"""The question that is open in a chat: what it is, and how a person leaves it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from core.incoming import Incoming
from services.base import Service


@dataclass(frozen=True, slots=True)
class OpenQuestion:
    """`question` names what was asked ("registration.name"), `answers` what was said before."""

    question: str
    answers: Mapping[str, Any]


class Dialogs(Service):
    async def current(self, incoming: Incoming) -> OpenQuestion | None:
        """The question this chat is being asked now; the use case that takes the answer looks again by itself."""
        async with self.uow.read() as tx:
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            return OpenQuestion(dialog.question, dialog.answers) if dialog else None

    async def forget_expired(self, at: datetime) -> None:
        """What somebody began to answer and never finished is not kept for ever."""
        async with self.uow.write() as tx:
            await tx.dialogs.forget_expired(at)

    async def cancel(self, incoming: Incoming) -> None:
        async with self.uow.write(taking=incoming) as tx:
            actor = await tx.actors.of(incoming.sender)
            was_open = await tx.dialogs.close(incoming.sender)
            is_active = actor is not None and actor.is_active
            if was_open:
                await self.answer(tx, incoming, "common.cancelled", actor=actor, is_active=is_active)
            else:
                await self.answer(tx, incoming, "common.nothing_open", actor=actor, has_menu=is_active)
