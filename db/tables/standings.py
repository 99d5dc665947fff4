"""How somebody stands in their organisation: training, excuses, and what of the roster is to be reported."""

from datetime import date, datetime

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from core.standings import ExcuseReason, RosterChangeKind
from db.tables.base import instant, named, reference


class Training(SQLModel, table=True):
    """Hours of training of one person on one day, as somebody above them wrote them down."""

    __tablename__ = "trainings"

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    person_id: int = reference("people.id")
    held_on: date
    minutes: int
    entered_by: int = reference("people.id", index=False)
    entered_at: datetime = instant()


class Excuse(SQLModel, table=True):
    """Why somebody who had said yes was not seen at one patrol; `words` are their own, beside `other`."""

    __tablename__ = "excuses"

    patrol_id: int = Field(foreign_key="patrols.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True, index=True)
    city_id: int = reference("cities.id")
    reason: ExcuseReason = named(ExcuseReason)
    words: str = ""
    entered_by: int = reference("people.id", index=False)
    entered_at: datetime = instant()


class RosterChange(SQLModel, table=True):
    """A patrol unit's roster became different; it has to be reported, and `reported_at` says that it was."""

    __tablename__ = "roster_changes"
    __table_args__ = (Index("ix_roster_changes_open", "city_id", "reported_at", "at"),)

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id", index=False)
    organisation_id: int = reference("organisations.id")
    person_id: int = reference("people.id")
    kind: RosterChangeKind = named(RosterChangeKind)
    at: datetime = instant()
    reported_at: datetime | None = instant(default=None)
    reported_by: int | None = reference("people.id", default=None, index=False)
