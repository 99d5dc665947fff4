"""A patrol, the series it may belong to, and the organisations it invites."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from core.rsvps import PatrolState
from db.tables.base import document, instant, named, reference


class Series(SQLModel, table=True):
    """A repeating patrol: the rule, its first day and wall time, and what its later dates are made of.

    Its dates are patrols of their own. `invitations` holds [organisation id, quota] pairs, none for the whole city.
    Dates exist up to `planned_until`, which is null until the first of them is published.
    """

    __tablename__ = "series"

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    recurrence: str
    first_day: date
    start_time: time
    duration_minutes: int
    title: str
    place_name: str
    latitude: float
    longitude: float
    zones: list[str] = document(default_factory=list)
    info: str = ""
    invitations: list[list[Any]] = document(default_factory=list)
    created_by: int = reference("people.id", index=False)
    created_at: datetime = instant()
    planned_until: date | None = Field(default=None, index=True)
    ended_at: datetime | None = instant(default=None)


class Patrol(SQLModel, table=True):
    """One joint patrol. `series_day` is the day the rule gave it, which stays when the patrol is moved.

    `saved_at`: a draft somebody wants to keep; the others are previews that are forgotten after a day.
    """

    __tablename__ = "patrols"
    __table_args__ = (
        UniqueConstraint("series_id", "series_day"),
        Index("ix_patrols_city_state_start", "city_id", "state", "starts_at"),
        Index("ix_patrols_state_end", "state", "closed_at", "ends_at"),
        Index("ix_patrols_over", "state", "ends_at"),
        Index("ix_patrols_announcing", "state", "announced_at", "announce_at"),
        # Drafts are deleted, and a button that names one must never come to mean a later patrol.
        {"sqlite_autoincrement": True},
    )

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id", index=False)
    series_id: int | None = reference("series.id", default=None, index=False)
    series_day: date | None = None
    title: str
    starts_at: datetime = instant()
    ends_at: datetime = instant()
    place_name: str
    latitude: float
    longitude: float
    zones: list[str] = document(default_factory=list)
    info: str = ""
    invites_all: bool = True
    state: PatrolState = named(PatrolState, default=PatrolState.draft)
    revision: int = 1
    code_secret: str
    created_by: int = reference("people.id", index=False)
    created_at: datetime = instant()
    saved_at: datetime | None = instant(default=None)
    published_at: datetime | None = instant(default=None)
    announce_at: datetime | None = instant(default=None)
    announced_at: datetime | None = instant(default=None)
    cancelled_at: datetime | None = instant(default=None)
    closed_at: datetime | None = instant(default=None)


class PatrolOrganisation(SQLModel, table=True):
    """An organisation invited to a patrol; without a quota as many may come as like."""

    __tablename__ = "patrol_organisations"

    patrol_id: int = Field(foreign_key="patrols.id", primary_key=True)
    organisation_id: int = Field(foreign_key="organisations.id", primary_key=True, index=True)
    city_id: int = reference("cities.id")
    quota: int | None = None
