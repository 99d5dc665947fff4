"""Who was there: a check-in keeps the distance to the meeting place, never the coordinates."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from core.checkins import CheckinMethod
from core.checkouts import CheckoutMethod
from db.tables.base import instant, named, reference

# SQLite uses a partial index only where the question repeats its words, and there it asks "= 1".
_ON_DUTY_SQLITE = text("is_present = 1 AND left_at IS NULL")
_ON_DUTY = text("is_present AND left_at IS NULL")


class Checkin(SQLModel, table=True):
    """One person's presence at one patrol; a mark taken back on the roster stays as a row with `is_present` false.

    `away_minutes` is what was missed of the patrol between leaving and coming back. `credited_minutes` is what counts
    of this presence by itself; the limit of a day is applied where hours are summed up.
    """

    __tablename__ = "checkins"
    __table_args__ = (
        UniqueConstraint("patrol_id", "person_id"),
        Index("ix_checkins_hours", "person_id", "arrived_at"),
        Index("ix_checkins_on_duty", "patrol_id", sqlite_where=_ON_DUTY_SQLITE, postgresql_where=_ON_DUTY),
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
    away_minutes: int = 0
    checkout_method: CheckoutMethod | None = named(CheckoutMethod, default=None)
    credited_minutes: int | None = None


class CodeAttempt(SQLModel, table=True):
    """One wrong check-in code of one person, so that ten thousand guesses are not free."""

    __tablename__ = "code_attempts"
    __table_args__ = (Index("ix_code_attempts_person_at", "person_id", "at"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = reference("people.id", index=False)
    at: datetime = instant()
