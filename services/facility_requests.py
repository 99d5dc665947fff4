"""What the city's desk is asked to mend, followed step by step, and told to who found it."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from core.facilities import (
    OFFICE_MAX,
    REFERENCE_MAX,
    REMARK_MAX,
    AlreadyThere,
    FacilityFault,
    FacilityMoved,
    FacilityState,
    decide_facility,
    note_state_after,
)
from core.incidents import IncidentState, Triaged
from core.names import Clean, clean_line, redact_resident_numbers
from core.note_deeds import DeedKind
from core.roles import Actor, NotAllowed
from db.repos.outbox import Message
from db.tables import FacilityRequest, Note
from db.tables.outbox import Priority
from db.uow import Transaction
from services.incidents import move
from services.note_messages import tell_finders, tell_note
from services.visits import Visitor, VisitService


@dataclass(frozen=True, slots=True)
class FacilityStep:
    """One step as it was written down at the desk; `on` is the day the city's desk gave, None is today."""

    state: FacilityState
    on: date | None = None
    office: str = ""
    reference: str = ""
    remark: str = ""


class FacilityRequests(VisitService):
    async def step(self, visitor: Visitor, note_id: int, step: FacilityStep, at: datetime) -> str:
        """Writes a step down, if it can follow from the one before: the name of what came of it."""
        async with self.uow.write() as tx:
            actor = await self.coordinator(tx, visitor)
            note = await tx.notes.lock(visitor.city_id, note_id)
            if note is None:
                raise NotAllowed(f"note:{note_id}")
            if note.merged_into_id is not None:
                return "merge_merged_before"
            today = at.astimezone(self.policy.zone).date()
            known = await tx.note_deeds.facility(note.city_id, note.id)
            on = step.on or today
            last_on = known.on_day if known else None
            decision = decide_facility(known.state if known else None, step.state, on=on, last_on=last_on, today=today)
            match decision:
                case AlreadyThere():
                    return "already"
                case FacilityFault():
                    return f"facility_{decision.name}"
                case FacilityMoved():
                    written = await _write_down(tx, note, known, replace(step, on=on), at)
                    await _carry_out(tx, actor, note, written, at)
                    return f"facility_{step.state.name}"


async def _write_down(
    tx: Transaction, note: Note, known: FacilityRequest | None, step: FacilityStep, at: datetime
) -> FacilityRequest:
    """What the desk gives once, its name and its reference, stays until it gives another."""
    on = step.on or at.date()
    row = known
    if row is None:
        row = FacilityRequest(note_id=note.id, city_id=note.city_id, state=step.state, on_day=on, changed_at=at)
        tx.session.add(row)
    row.state, row.on_day, row.changed_at = step.state, on, at
    row.office = _line(step.office, OFFICE_MAX) or row.office
    row.reference = _line(step.reference, REFERENCE_MAX) or row.reference
    row.remark = _line(step.remark, REMARK_MAX)
    await tx.session.flush()
    return row


def _line(typed: str, max_length: int) -> str:
    clean = clean_line(redact_resident_numbers(typed)[:max_length], max_length=max_length)
    return clean.text if isinstance(clean, Clean) else ""


async def _carry_out(tx: Transaction, actor: Actor, note: Note, written: FacilityRequest, at: datetime) -> None:
    deed = await tx.note_deeds.record(
        note,
        DeedKind.facility,
        actor.person_id,
        at,
        facility_state=written.state,
        on_day=written.on_day,
        reference=written.reference,
        remark=written.remark,
    )
    tx.audits.record(
        f"facility.{written.state.name}",
        f"note:{note.id}",
        at,
        city_id=note.city_id,
        actor_id=actor.person_id,
        person_id=note.reporter_id,
        on=written.on_day.isoformat(),
    )
    before = IncidentState(note.state)
    after = note_state_after(FacilityState(written.state), before)
    if after is before:
        note.revision += 1
        await tell_note(tx, note, at)
    else:
        # One deed, one message to the finder: what the city's desk did says more than the name of a state.
        await move(tx, actor, note, Triaged(before, after), at, tells_finders=False)
    facts = {"on": written.on_day.isoformat(), "reference": written.reference, "remark": written.remark}
    key = f"note:{note.id}:facility:{deed.id}"
    kind = f"notes.facility_{written.state.name}"
    await tell_finders(tx, note, Message(kind, facts, at, Priority.answer, city_id=note.city_id, key=key))
