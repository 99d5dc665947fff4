"""Who said what to a patrol, and when they are reminded."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.rsvps import RsvpState
from db.tables.base import instant, named, reference


class Rsvp(SQLModel, table=True):
    """One person's answer; `organisation_id` is the one whose quota it counts against, `queued_at` orders who waits."""

    __tablename__ = "rsvps"
    __table_args__ = (
        Index("ix_rsvps_queue", "patrol_id", "organisation_id", "state", "queued_at"),
        Index("ix_rsvps_offers", "state", "offered_until"),
    )

    patrol_id: int = Field(foreign_key="patrols.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True, index=True)
    city_id: int = reference("cities.id")
    organisation_id: int = reference("organisations.id", index=False)
    state: RsvpState = named(RsvpState)
    queued_at: datetime | None = instant(default=None)
    offered_until: datetime | None = instant(default=None)
    answered_at: datetime = instant()


class ReminderKind(StrEnum):
    before = "before"
    unanswered = "unanswered"
    leader_list = "leader_list"


class Reminder(SQLModel, table=True):
    """A moment at which people of a patrol are told something; recipients are found when it falls due."""

    __tablename__ = "reminders"
    __table_args__ = (
        UniqueConstraint("patrol_id", "kind", "offset_seconds", "revision"),
        Index("ix_reminders_due", "done_at", "due_at"),
    )

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    patrol_id: int = reference("patrols.id", index=False)
    kind: ReminderKind = named(ReminderKind)
    offset_seconds: int
    revision: int = 1
    due_at: datetime = instant()
    done_at: datetime | None = instant(default=None)
    result: str | None = None
