"""Several notes about one thing become one: the reporter of each is told, and hears of what becomes of it."""

from datetime import datetime

from core.duplicates import Mergeable, Merged, MergeFault, decide_merge
from core.incidents import IncidentState
from core.note_deeds import DeedKind
from core.roles import Actor, NotAllowed
from db.repos.outbox import Message
from db.tables import Note
from db.tables.outbox import Priority
from db.uow import Transaction
from services.note_messages import tell_note
from services.visits import Visitor, VisitService


class NoteMerges(VisitService):
    async def merge(self, visitor: Visitor, note_id: int, kept_number: int, at: datetime) -> tuple[int, str]:
        """Makes a note part of the one with this number: the id of the note to look at now, and what came of it."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            # Merges of one city follow each other, and the kept note is held before its parts, as every triage does.
            await tx.cities.lock(visitor.city_id)
            wanted = await tx.note_searches.by_number(visitor.city_id, kept_number)
            if wanted is None:
                await _note(tx, visitor, note_id)
                return note_id, "no_such_note"
            kept = await _note(tx, visitor, wanted.merged_into_id or wanted.id)
            held = await _note(tx, visitor, note_id)
            named = Mergeable(wanted.id, wanted.number, IncidentState(kept.state), wanted.merged_into_id)
            decision = decide_merge(mergeable(held), named)
            match decision:
                case Merged():
                    await _merge(tx, actor, held, kept, at)
                    return kept.id, "merged"
                case MergeFault():
                    return note_id, f"merge_{decision.name}"

    async def separate(self, visitor: Visitor, note_id: int, at: datetime) -> str:
        """Takes a merge back: the note is worked through by itself again, from where the other stands."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            await tx.cities.lock(visitor.city_id)
            part = await tx.notes.get(visitor.city_id, note_id)
            if part is None:
                raise NotAllowed(f"note:{note_id}")
            if part.merged_into_id is None:
                return "already"
            kept = await _note(tx, visitor, part.merged_into_id)
            held = await _note(tx, visitor, note_id)
            held.merged_into_id = None
            held.revision += 1
            kept.revision += 1
            await tx.note_deeds.record(held, DeedKind.separated, actor.person_id, at, other_id=kept.id)
            await tx.note_deeds.record(kept, DeedKind.let_go, actor.person_id, at, other_id=held.id)
            _audit(tx, actor, held, "note.separated", at, kept_id=kept.id)
            await tx.session.flush()
            await tell_note(tx, kept, at)
            await tell_note(tx, held, at)
            if held.reporter_id != kept.reporter_id:
                await _tell_reporter(tx, held, kept, "notes.separated", at)
            return "separated"


async def _note(tx: Transaction, visitor: Visitor, note_id: int) -> Note:
    note = await tx.notes.lock(visitor.city_id, note_id)
    if note is None:
        raise NotAllowed(f"note:{note_id}")
    return note


async def _merge(tx: Transaction, actor: Actor, held: Note, kept: Note, at: datetime) -> None:
    for part in (held, *await tx.note_searches.parts_of(held)):
        part.merged_into_id = kept.id
        await _follow(tx, actor, part, kept, at)
    await tx.note_deeds.record(held, DeedKind.merged, actor.person_id, at, other_id=kept.id)
    await tx.note_deeds.record(kept, DeedKind.took_in, actor.person_id, at, other_id=held.id)
    _audit(tx, actor, held, "note.merged", at, kept_id=kept.id)
    kept.revision += 1
    await tx.session.flush()
    await tell_note(tx, kept, at)
    await tell_note(tx, held, at)
    if held.reporter_id != kept.reporter_id:
        await _tell_reporter(tx, held, kept, "notes.merged", at)


def mergeable(note: Note) -> Mergeable:
    return Mergeable(note.id, note.number, IncidentState(note.state), note.merged_into_id)


async def _follow(tx: Transaction, actor: Actor, part: Note, kept: Note, at: datetime) -> None:
    """The part stands where the kept note stands from now on."""
    part.revision += 1
    if part.state is not kept.state:
        await tx.notes.move(part, kept.state, actor.person_id, at)


def _audit(tx: Transaction, actor: Actor, note: Note, action: str, at: datetime, *, kept_id: int) -> None:
    tx.audits.record(
        action,
        f"note:{note.id}",
        at,
        city_id=note.city_id,
        actor_id=actor.person_id,
        person_id=note.reporter_id,
        kept_id=kept_id,
    )


async def _tell_reporter(tx: Transaction, part: Note, kept: Note, kind: str, at: datetime) -> None:
    message = Message(
        kind,
        {"number": str(part.number), "kept": str(kept.number), "state": kept.state.name},
        at,
        Priority.answer,
        city_id=part.city_id,
        key=f"note:{part.id}:{kind}:{part.revision}",
    )
    await tx.outbox.tell(tx.members.only(part.reporter_id), message)
