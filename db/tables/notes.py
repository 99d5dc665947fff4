"""Incident notes with their pictures and history, and SOS alerts."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.incidents import AttachmentKind, FacilityKind, IncidentCategory, IncidentState
from db.tables.base import instant, named, reference


class Note(SQLModel, table=True):
    """What somebody saw. `number` counts within its city; `organisation_id` is the one whose leader triages it.

    `assignee_id` looks after it. A note with `merged_into_id` is part of that one: it follows its state, stands in no
    list of its own, and its reporter hears of what becomes of the other. `waited_s` is how long it waited until
    somebody first took it up: a month has thousands, and would look for each through its history.
    """

    __tablename__ = "notes"
    __table_args__ = (
        UniqueConstraint("city_id", "number"),
        Index("ix_notes_triage", "city_id", "state", "number"),
        Index("ix_notes_reporter", "reporter_id", "created_at"),
        Index("ix_notes_city_created", "city_id", "created_at"),
    )

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id", index=False)
    number: int
    reporter_id: int = reference("people.id", index=False)
    patrol_id: int | None = reference("patrols.id", default=None)
    organisation_id: int | None = reference("organisations.id", default=None, index=False)
    category: IncidentCategory | None = named(IncidentCategory, default=None)
    facility: FacilityKind | None = named(FacilityKind, default=None)
    text: str = ""
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    state: IncidentState = named(IncidentState, default=IncidentState.open)
    assignee_id: int | None = reference("people.id", default=None)
    # Looked at when all is written: a backup is put back row by row, and a part may come before what it is part of.
    merged_into_id: int | None = Field(
        default=None, index=True, sa_column_args=[ForeignKey("notes.id", deferrable=True, initially="DEFERRED")]
    )
    revision: int = 1
    waited_s: int | None = None
    created_at: datetime = instant()


class NoteAttachment(SQLModel, table=True):
    """A file that stays with the messenger; `file_id` is what the channel needs to show it again.

    `album` is the messenger's mark of the pictures that were sent together. `hidden_at`: a human saw a face or a number
    plate on it, and since then it is shown to nobody.
    """

    __tablename__ = "note_attachments"
    __table_args__ = (UniqueConstraint("note_id", "file_unique_id"),)

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    note_id: int = reference("notes.id", index=False)
    kind: AttachmentKind = named(AttachmentKind)
    channel: str
    file_id: str
    file_unique_id: str
    album: str | None = Field(default=None, index=True)
    hidden_at: datetime | None = instant(default=None)


class NoteEvent(SQLModel, table=True):
    """One step of a note's history: which state it came to, who brought it there, when."""

    __tablename__ = "note_events"

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    note_id: int = reference("notes.id")
    state: IncidentState = named(IncidentState)
    actor_id: int | None = reference("people.id", default=None, index=False)
    at: datetime = instant()


class Alert(SQLModel, table=True):
    """An SOS: who, when, during which patrol. The place is told, not kept."""

    __tablename__ = "alerts"
    __table_args__ = (Index("ix_alerts_person_at", "person_id", "at"),)

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    person_id: int = reference("people.id", index=False)
    patrol_id: int | None = reference("patrols.id", default=None, index=False)
    at: datetime = instant()
    revision: int = 1
    called_off_at: datetime | None = instant(default=None)


class AlertResponse(SQLModel, table=True):
    """Somebody who saw an alert, and whether they are on their way."""

    __tablename__ = "alert_responses"

    alert_id: int = Field(foreign_key="alerts.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True)
    city_id: int = reference("cities.id")
    is_coming: bool
    at: datetime = instant()
