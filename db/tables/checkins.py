"""Who was there: a check-in keeps the distance to the meeting place, never the coordinates."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables.base import instant, named, reference


class CheckinMethod(StrEnum):
    location = "location"
    code = "code"
    roster = "roster"


class CheckoutMethod(StrEnum):
    person = "person"
    leader = "leader"
    end = "end"


class Checkin(SQLModel, table=True):
    """One person's presence at one patrol; a mark taken back on the roster stays as a row with `is_present` false."""

    __tablename__ = "checkins"
    __table_args__ = (
        UniqueConstraint("patrol_id", "person_id"),
        Index("ix_checkins_hours", "person_id", "arrived_at"),
    )

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    patrol_id: int = reference("patrols.id", index=False)
    person_id: int = reference("people.id", index=False)
    organisation_id: int | None = reference("organisations.id", default=None, index=False)
    method: CheckinMethod = named(CheckinMethod)
    is_present: bool = True
    distance_m: int | None = None
    arrived_at: datetime = instant()
    late_minutes: int = 0
    marked_by: int | None = reference("people.id", default=None, index=False)
    left_at: datetime | None = instant(default=None)
    checkout_method: CheckoutMethod | None = named(CheckoutMethod, default=None)
    credited_minutes: int | None = None


class CodeAttempt(SQLModel, table=True):
    """Wrong check-in codes of one person at one patrol, so that ten thousand guesses are not free."""

    __tablename__ = "code_attempts"

    patrol_id: int = Field(foreign_key="patrols.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True)
    tries: int = 0
    first_at: datetime = instant()
