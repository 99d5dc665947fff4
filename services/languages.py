"""The language a person is spoken to in: chosen once, by anybody, registered or not, and kept."""

from core.incoming import Incoming
from core.languages import Language
from services.base import Service, Toast
from services.menus import menu_of


class Languages(Service):
    async def show(self, incoming: Incoming) -> None:
        async with self.uow.write(taking=incoming) as tx:
            actor = await tx.actors.of(incoming.sender)
            await self.answer(tx, incoming, "languages.ask", actor=actor)

    async def choose(self, incoming: Incoming, language: Language) -> Toast:
        """From now on everything is said in this language: messages, keyboard, command menu."""
        async with self.uow.write(taking=incoming) as tx:
            person = await tx.members.lock_at(incoming.sender)
            if person is None:
                await tx.languages.choose(incoming.sender, language)
            else:
                person.locale = language.name
            actor = await tx.actors.of(incoming.sender)
            dialog = await tx.dialogs.open_in(incoming.sender, incoming.at)
            rank = actor.rank.name if actor and actor.rank else None
            question = dialog.question.partition(".")[0] if dialog else "none"
            await tx.outbox.say(
                incoming.sender,
                menu_of(actor.rank if actor else None, incoming.at),
                locale=language.name,
                person_id=actor.person_id if actor else None,
            )
            await self.answer(tx, incoming, "languages.ask", actor=actor, edits=True)
            await self.answer(tx, incoming, "languages.chosen", actor=actor, rank=rank, question=question)
        return Toast("languages.toast", language)
