"""What others hear of a note: its message, kept up to date for everybody who triages it, and what came with it.

One message a note and person; every change of the note edits it. Pictures, a pin and what was added later follow as
messages of their own, because an edit makes no sound. Nothing of a note is ever said in a group.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select

from db.repos.outbox import Message
from db.tables import Note, NoteAttachment
from db.tables.outbox import Priority
from db.uow import Transaction

SHOWN_CHARACTERS = 2_400
"""How much of a text stands in the note's own message; the rest follows in messages of that size.

Fluent takes at most 2,500 characters in one argument.
"""


def triagers(tx: Transaction, note: Note) -> Select[Any]:
    """Ids of who hears of a note: leaders of its organisation, the city's coordinators, and who looks after it.

    Not who wrote it, who hears in other words.
    """
    return tx.notes.triagers(note.city_id, [note.organisation_id], but=[note.reporter_id], assignee_id=note.assignee_id)


async def note_facts(tx: Transaction, note: Note) -> dict[str, Any]:
    """What a note's message shows."""
    reporter, organisation = await tx.notes.reporter_of(note)
    history = await tx.notes.history(note.city_id, note.id)
    kept = await tx.notes.get(note.city_id, note.merged_into_id) if note.merged_into_id else None
    request = await tx.note_deeds.facility(note.city_id, note.id)
    return {
        "note_id": note.id,
        "number": str(note.number),
        "text": note.text[:SHOWN_CHARACTERS],
        "is_cut": len(note.text) > SHOWN_CHARACTERS,
        "category": note.category and note.category.name,
        "facility": note.facility and note.facility.name,
        "place": note.place,
        "has_pin": note.latitude is not None,
        "state": note.state.name,
        "assignee": await tx.note_deeds.name_of(note.assignee_id) if note.assignee_id else "",
        "kept": str(kept.number) if kept else "",
        "parts": [str(part.number) for part in await tx.note_searches.parts_of(note)],
        "request": {"state": request.state.name, "on": request.on_day.isoformat()} if request else None,
        "reporter": reporter,
        "organisation": organisation,
        "at": note.created_at.isoformat(),
        "history": [{"state": event.state.name, "name": name, "at": event.at.isoformat()} for event, name in history],
    }


async def tell_finders(tx: Transaction, note: Note, message: Message, part_kind: str = "") -> None:
    """To who found it, and to those whose notes are part of this one: each by their own note's number, nobody twice.

    The message's key is said once a person; `part_kind` is in place of its kind for the others.
    """
    told: set[int] = set()
    for found in (note, *await tx.note_searches.parts_of(note)):
        if found.reporter_id in told:
            continue
        told.add(found.reporter_id)
        own = {**message.facts, "number": str(found.number), "kept": str(note.number)}
        kind = part_kind if part_kind and found is not note else message.kind
        await tx.outbox.tell(tx.members.only(found.reporter_id), replace(message, kind=kind, facts=own))


async def tell_note(tx: Transaction, note: Note, at: datetime) -> None:
    """The note's message to everybody who triages it, or its edit."""
    message = Message(
        "notes.triage",
        await note_facts(tx, note),
        at,
        Priority.answer,
        city_id=note.city_id,
        key=f"note:{note.id}:{note.revision}",
        slot=f"note:{note.id}",
    )
    await tx.outbox.tell(triagers(tx, note), message)


async def tell_rest(tx: Transaction, note: Note, text: str, at: datetime, *, key: str, begins_at: int = 0) -> None:
    """A text to everybody who triages the note, in as many messages as it needs, from `begins_at` on."""
    for part, facts in enumerate(rest_facts(note, text, begins_at)):
        message = Message("notes.rest", facts, at, Priority.answer, city_id=note.city_id, key=f"{key}:{part}")
        await tx.outbox.tell(triagers(tx, note), message)


def rest_facts(note: Note, text: str, begins_at: int = 0) -> list[dict[str, Any]]:
    return [
        {"number": str(note.number), "text": text[start : start + SHOWN_CHARACTERS]}
        for start in range(begins_at, len(text), SHOWN_CHARACTERS)
    ]


async def tell_file(tx: Transaction, note: Note, file: NoteAttachment, at: datetime) -> None:
    """A picture or recording to everybody who triages the note."""
    key = f"note:{note.id}:file:{file.id}"
    message = Message("notes.file", file_facts(note, file), at, Priority.answer, city_id=note.city_id, key=key)
    await tx.outbox.tell(triagers(tx, note), message)


def file_facts(note: Note, file: NoteAttachment) -> dict[str, Any]:
    return {"number": str(note.number), "media": file.kind.name, "file_id": file.file_id}


async def tell_pin(tx: Transaction, note: Note, at: datetime) -> None:
    """The note's place on a map, to everybody who triages it."""
    key = f"note:{note.id}:pin:{note.revision}"
    message = Message("notes.pin", pin_facts(note), at, Priority.answer, city_id=note.city_id, key=key)
    await tx.outbox.tell(triagers(tx, note), message)


def pin_facts(note: Note) -> dict[str, Any]:
    return {"number": str(note.number), "latitude": note.latitude, "longitude": note.longitude}


async def whole(tx: Transaction, note: Note) -> Sequence[tuple[str, dict[str, Any]]]:
    """Everything that does not fit a note's own message: the rest of its text, its files, its pin."""
    said: list[tuple[str, dict[str, Any]]] = [
        ("notes.rest", facts) for facts in rest_facts(note, note.text, SHOWN_CHARACTERS)
    ]
    said += [("notes.file", file_facts(note, file)) for file in await tx.notes.attachments(note.city_id, note.id)]
    return [*said, ("notes.pin", pin_facts(note))] if note.latitude is not None else said
