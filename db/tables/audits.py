"""Who did what to whom: marks, decisions, readings of personal data."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.tables.base import document, instant, reference


class AuditEntry(SQLModel, table=True):
    """`action` is a constant name ("checkin.marked"), `subject` a row ("patrol:12"); facts hold no personal data."""

    __tablename__ = "audit_entries"
    __table_args__ = (
        Index("ix_audit_entries_city_at", "city_id", "at"),
        Index("ix_audit_entries_city_id", "city_id", "id"),
    )

    id: int = Field(default=None, primary_key=True)
    city_id: int | None = reference("cities.id", default=None, index=False)
    actor_id: int | None = reference("people.id", default=None)
    action: str
    subject: str = Field(index=True)
    person_id: int | None = reference("people.id", default=None)
    facts: dict[str, Any] = document(default_factory=dict)
    at: datetime = instant()
