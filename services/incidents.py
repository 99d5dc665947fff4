"""Working through notes: four buttons, the first tap wins, all see the same state, and the reporter hears of it."""

from dataclasses import dataclass
from datetime import datetime

from core.incidents import AlreadySo, IncidentState, NotPossible, OpenNotes, Triaged, decide_triage
from core.incoming import Incoming
from core.roles import Actor, NotAllowed, Role
from db.repos.outbox import Message
from db.tables import Note
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Service, Toast
from services.note_messages import note_facts, tell_finders, tell_note, whole


@dataclass(frozen=True, slots=True)
class Browsing:
    """Where in the list of open notes somebody is."""

    which: OpenNotes = OpenNotes.all
    offset: int = 0


class Incidents(Service):
    async def browse(self, incoming: Incoming, at: Browsing, *, edits: bool) -> None:
        """The open notes of the city, one at a time, oldest first."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            city_id = actor.require(Role.coordinator)
            await self._show(tx, incoming, actor, city_id, at, edits=edits)

    async def triage(
        self, incoming: Incoming, note_id: int, wished: IncidentState, browsing: Browsing | None = None
    ) -> Toast:
        """One tap on a triage button, under the note's own message or, when browsing, in the list."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            note = await self._note(tx, actor, note_id)
            if note.merged_into_id is not None:
                return await self._say_merged(tx, incoming, actor, note)
            decision = decide_triage(IncidentState(note.state), wished)
            if isinstance(decision, Triaged):
                await move(tx, actor, note, decision, incoming.at)
            if browsing is not None and actor.may_coordinate(note.city_id):
                await self._show(tx, incoming, actor, note.city_id, browsing, edits=True)
            elif not isinstance(decision, Triaged) or not await _is_kept_up(tx, incoming, note):
                # An old message, or one that no edit reaches: show how it stands.
                await self.answer(tx, incoming, "notes.triage", actor=actor, edits=True, **await note_facts(tx, note))
            facts = {"number": str(note.number), "state": note.state.name}
            match decision:
                case Triaged():
                    return Toast("incidents.moved", actor.locale, facts)
                case AlreadySo():
                    history = await tx.notes.history(note.city_id, note.id)
                    name = next((who for event, who in reversed(history) if event.state is wished), "")
                    return Toast("incidents.already", actor.locale, {**facts, "name": name})
                case NotPossible():
                    return Toast("incidents.not_possible", actor.locale, facts, is_alert=True)

    async def _say_merged(self, tx: Transaction, incoming: Incoming, actor: Actor, note: Note) -> Toast:
        """A button of before the merge: the note it is part of is the one to work through."""
        facts = await note_facts(tx, note)
        await self.answer(tx, incoming, "notes.triage", actor=actor, edits=True, **facts)
        return Toast(
            "incidents.merged", actor.locale, {"number": facts["number"], "kept": facts["kept"]}, is_alert=True
        )

    async def show_whole(self, incoming: Incoming, note_id: int) -> None:
        """Pictures, recordings, the place on a map and the rest of a long text, once more."""
        async with self.uow.write(taking=incoming) as tx:
            actor = await self.actor(tx, incoming)
            note = await self._note(tx, actor, note_id)
            tx.audits.record(
                "note.read", f"note:{note.id}", incoming.at, city_id=note.city_id, actor_id=actor.person_id
            )
            said = await whole(tx, note)
            for kind, facts in said:
                await self.answer(tx, incoming, kind, actor=actor, **facts)
            if not said:
                await self.answer(tx, incoming, "incidents.nothing_more", actor=actor, number=str(note.number))

    async def _note(self, tx: Transaction, actor: Actor, note_id: int) -> Note:
        """The note, held, if this person triages it or looks after it; a leader of two cities may tap in either."""
        for city_id in dict.fromkeys((actor.city_id, *actor.city_ids)):
            if city_id is None:
                continue
            note = await tx.notes.lock(city_id, note_id)
            if note is None:
                continue
            looks_after = note.assignee_id == actor.person_id and bool(actor.organisations_in(city_id, Role.leader))
            if looks_after or actor.may_lead(city_id, note.organisation_id):
                return note
        raise NotAllowed(Role.leader)

    async def _show(
        self, tx: Transaction, incoming: Incoming, actor: Actor, city_id: int, at: Browsing, *, edits: bool
    ) -> None:
        counts = await tx.notes.counted(city_id)
        total = sum(counts.get(state, 0) for state in at.which.states)
        offset = max(0, min(at.offset, total - 1))
        note = await tx.notes.waiting(city_id, at.which.states, offset) if total else None
        view = {
            "which": at.which.name,
            "offset": offset,
            "total": total,
            "counts": {state.name: count for state, count in counts.items()},
        }
        if note is None:
            await self.answer(tx, incoming, "incidents.none", actor=actor, edits=edits, **view)
            return
        tx.audits.record("note.read", f"note:{note.id}", incoming.at, city_id=city_id, actor_id=actor.person_id)
        facts = {**await note_facts(tx, note), **view, "has_more": bool(await whole(tx, note))}
        await self.answer(tx, incoming, "incidents.card", actor=actor, edits=edits, **facts)


async def _is_kept_up(tx: Transaction, incoming: Incoming, note: Note) -> bool:
    """Whether the message that was tapped is the one that every change of the note edits."""
    return await tx.outbox.is_of_slot(incoming.sender, f"note:{note.id}", incoming.message_id or "")


async def move(
    tx: Transaction, actor: Actor, note: Note, decision: Triaged, at: datetime, *, tells_finders: bool = True
) -> None:
    """Brings the note, and those that are part of it, to where it was decided to be, and tells whom it concerns."""
    parts = await tx.note_searches.parts_of(note)
    for each in (note, *parts):
        await _moved(tx, actor, each, decision, at)
    if tells_finders:
        message = Message(
            "notes.moved",
            {"state": note.state.name},
            at,
            Priority.answer,
            city_id=note.city_id,
            key=f"note:{note.id}:moved:{note.revision}",
        )
        await tell_finders(tx, note, message, "notes.moved_with")


async def _moved(tx: Transaction, actor: Actor, note: Note, decision: Triaged, at: datetime) -> None:
    note.revision += 1
    await tx.notes.move(note, decision.after, actor.person_id, at)
    tx.audits.record(
        "note.triaged",
        f"note:{note.id}",
        at,
        city_id=note.city_id,
        actor_id=actor.person_id,
        person_id=note.reporter_id,
        before=decision.before.name,
        after=decision.after.name,
    )
    await tell_note(tx, note, at)
