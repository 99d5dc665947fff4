"""Incident notes with their pictures and history, and SOS alerts."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables.base import instant, named, reference


class AttachmentKind(StrEnum):
    photo = "photo"
    video = "video"
    voice = "voice"
    document = "document"


class Note(SQLModel, table=True):
    """What somebody saw. `number` counts within its city; category and state are words of core.incidents."""

    __tablename__ = "notes"
    __table_args__ = (UniqueConstraint("city_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id", index=False)
    number: int
    reporter_id: int = reference("people.id")
    patrol_id: int | None = reference("patrols.id", default=None)
    organisation_id: int | None = reference("organisations.id", default=None, index=False)
    category: str | None = None
    facility: str | None = None
    text: str = ""
    place: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    state: str = Field(default="open", index=True)
    album: str | None = Field(default=None, index=True)
    created_at: datetime = instant()


class NoteAttachment(SQLModel, table=True):
    """A file that stays with the messenger; `file_id` is what the channel needs to show it again."""

    __tablename__ = "note_attachments"
    __table_args__ = (UniqueConstraint("note_id", "file_unique_id"),)

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    note_id: int = reference("notes.id", index=False)
    kind: AttachmentKind = named(AttachmentKind)
    channel: str
    file_id: str
    file_unique_id: str


class NoteEvent(SQLModel, table=True):
    __tablename__ = "note_events"

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    note_id: int = reference("notes.id")
    state: str
    actor_id: int | None = reference("people.id", default=None, index=False)
    at: datetime = instant()


class Alert(SQLModel, table=True):
    """An SOS: who, when, during which patrol, and who saw it first. The place is told, not kept."""

    __tablename__ = "alerts"

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    person_id: int = reference("people.id")
    patrol_id: int | None = reference("patrols.id", default=None, index=False)
    at: datetime = instant()
    seen_by: int | None = reference("people.id", default=None, index=False)
    seen_at: datetime | None = instant(default=None)
