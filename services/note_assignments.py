"""Giving a note to somebody who looks after it: they hear of it in the chat, once."""

from datetime import datetime

from core.note_deeds import Assigned, AssignmentFault, DeedKind, decide_assignment
from core.roles import Actor, NotAllowed
from db.repos.outbox import Message
from db.tables import Note
from db.tables.outbox import Priority
from db.uow import Transaction
from services.note_messages import note_facts, tell_note
from services.visits import Visitor, VisitService


class NoteAssignments(VisitService):
    async def assign(self, visitor: Visitor, note_id: int, person_id: int | None, at: datetime) -> str:
        """Gives the note to this person, or with None to nobody: the name of what came of it."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            note = await tx.notes.lock(visitor.city_id, note_id)
            if note is None:
                raise NotAllowed(f"note:{note_id}")
            may_have_it = person_id in {each for each, *_ in await tx.note_deeds.assignable(visitor.city_id)}
            decision = decide_assignment(note.assignee_id, person_id, may_have_it=may_have_it)
            if isinstance(decision, AssignmentFault):
                raise NotAllowed(f"person:{person_id}")
            if not isinstance(decision, Assigned):
                return "already"
            await _give(tx, actor, note, decision, at)
            return "assigned" if person_id else "unassigned"


async def _give(tx: Transaction, actor: Actor, note: Note, decision: Assigned, at: datetime) -> None:
    kind = DeedKind.assigned if decision.after else DeedKind.unassigned
    deed = await tx.note_deeds.record(note, kind, actor.person_id, at, person_id=decision.after)
    tx.audits.record(
        f"note.{kind.name}",
        f"note:{note.id}",
        at,
        city_id=note.city_id,
        actor_id=actor.person_id,
        person_id=decision.after or decision.before,
    )
    await _tell_whom_it_leaves(tx, note, decision, at, deed.id)
    note.assignee_id = decision.after
    note.revision += 1
    await tx.session.flush()
    await tell_note(tx, note, at)
    if decision.after is not None and decision.after != actor.person_id:
        message = Message(
            "notes.assigned",
            {**await note_facts(tx, note), "by": actor.name},
            at,
            Priority.answer,
            city_id=note.city_id,
            key=f"note:{note.id}:assigned:{deed.id}",
        )
        await tx.outbox.tell(tx.members.only(decision.after), message)


async def _tell_whom_it_leaves(tx: Transaction, note: Note, decision: Assigned, at: datetime, deed_id: int) -> None:
    """Who looked after it until now need not any more; a leader of another organisation would not hear otherwise."""
    if decision.before is None:
        return
    facts = {"number": str(note.number)}
    key = f"note:{note.id}:relieved:{deed_id}"
    message = Message("notes.relieved", facts, at, Priority.answer, city_id=note.city_id, key=key)
    await tx.outbox.tell(tx.members.only(decision.before), message)
