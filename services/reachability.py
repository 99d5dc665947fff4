"""Whether a messenger takes what we say to a person: they may block the bot, and let it in again."""

from core.incoming import Incoming
from services.base import Service


class Reachability(Service):
    async def lose(self, incoming: Incoming) -> None:
        """The person blocked the bot: their leader sees it, and nothing more is queued for them."""
        async with self.uow.write(taking=incoming) as tx:
            await tx.members.is_unreachable(incoming.sender, incoming.at)

    async def regain(self, incoming: Incoming) -> None:
        async with self.uow.write(taking=incoming) as tx:
            await tx.members.is_reachable_again(incoming.sender)
