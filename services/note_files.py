"""Pictures of notes at a desk: fetched when somebody looks, kept nowhere, hidden when a human says so."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from core.note_deeds import DeedKind
from core.roles import NotAllowed
from db.uow import UnitOfWork
from services.base import Policy
from services.visits import Visitor, VisitService

LARGEST_FILE = 20 * 1024 * 1024
"""Bytes; the messenger hands out no larger ones."""


@dataclass(frozen=True, slots=True)
class Unfetched:
    """The messenger did not hand the file out now; asking again later may help."""


class FileSource(Protocol):
    """Where the files of a messenger are fetched."""

    async def fetch(self, channel: str, file_id: str, largest: int) -> bytes | Unfetched:
        """The file's content, if it has at most `largest` bytes."""


class NoFiles:
    """The source of a program that speaks to no messenger."""

    async def fetch(self, channel: str, file_id: str, largest: int) -> bytes | Unfetched:  # noqa: ARG002 (as above)
        return Unfetched()


class NoteFiles(VisitService):
    def __init__(self, uow: UnitOfWork, policy: Policy, source: FileSource) -> None:
        super().__init__(uow, policy)
        self._source = source

    async def fetch(self, visitor: Visitor, note_id: int, attachment_id: int, at: datetime) -> bytes | Unfetched:
        """A file of a note of this city that nobody has hidden.

        Raises:
            NotAllowed: there is none.
        """
        async with self.uow.read() as tx:
            await self.coordinator(tx, visitor)
            file = await tx.note_deeds.attachment(visitor.city_id, note_id, attachment_id)
            if file is None or file.hidden_at is not None:
                raise NotAllowed(f"file:{attachment_id}")
        await self.record_reading(visitor, "note_file.seen", f"note_file:{attachment_id}", at)
        return await self._source.fetch(file.channel, file.file_id, LARGEST_FILE)

    async def hide(self, visitor: Visitor, note_id: int, attachment_id: int, at: datetime, *, is_hidden: bool) -> str:
        """Hides a file from everybody, here and in the chat, or shows it again: the name of what came of it."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            note = await tx.notes.get(visitor.city_id, note_id)
            file = await tx.note_deeds.lock_attachment(visitor.city_id, note_id, attachment_id)
            if note is None or file is None:
                raise NotAllowed(f"file:{attachment_id}")
            if (file.hidden_at is not None) is is_hidden:
                return "already"
            file.hidden_at = at if is_hidden else None
            kind = DeedKind.photo_hidden if is_hidden else DeedKind.photo_shown
            await tx.note_deeds.record(note, kind, actor.person_id, at)
            tx.audits.record(
                f"note_file.{'hidden' if is_hidden else 'shown'}",
                f"note_file:{attachment_id}",
                at,
                city_id=visitor.city_id,
                actor_id=actor.person_id,
                note_id=note_id,
            )
            return kind.name
