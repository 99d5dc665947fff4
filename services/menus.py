"""Command menus of those who lead: brought up to date once when what they hold has changed, told to nobody."""

from dataclasses import replace
from datetime import datetime

from core.roles import Role
from db.repos.outbox import Message
from db.tables.outbox import Priority
from services.base import Service

_SLOT = "menu"
"""One chat has one menu: of several that wait to be set only the latest is."""
_WHO_LEAD = (Role.leader, Role.coordinator, Role.administrator)


def menu_of(rank: Role | None, at: datetime) -> Message:
    """The command menu of somebody whose highest role this is."""
    return Message("menu.commands", {"rank": rank.name if rank else None}, at, slot=_SLOT)


class Menus(Service):
    async def keep(self, fingerprint: str, at: datetime) -> bool:
        """Sets the menus anew if they are others than the last time, whichever process looks first; whether it did.

        Members need none of it: theirs hold nothing that an address or a new command of ours changes.
        """
        async with self.uow.read() as tx:
            latest = await tx.menus.latest()
        if latest is not None and latest.fingerprint == fingerprint:
            return False
        number = latest.number + 1 if latest else 1
        async with self.uow.write() as tx:
            if not await tx.menus.begin(number, fingerprint, at):
                return False
            for rank in _WHO_LEAD:
                message = replace(menu_of(rank, at), priority=Priority.broadcast, key=f"menu:{number}")
                await tx.outbox.tell(tx.menus.holders(rank), message)
        return True
