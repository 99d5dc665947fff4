"""Calendars that telephones subscribe to by a secret link."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from core.calendars import CalendarKind
from db.tables.base import instant, named, reference


class CalendarLink(SQLModel, table=True):
    """The one link of a person's own calendar ("own:12") or of a city's ("city:3"); `digest` is of the secret in it.

    `person_id` is whose calendar it is, or who made the link of the city.
    """

    __tablename__ = "calendar_links"

    scope: str = Field(primary_key=True)
    kind: CalendarKind = named(CalendarKind)
    digest: str = Field(unique=True)
    person_id: int = reference("people.id")
    city_id: int | None = reference("cities.id", default=None)
    made_at: datetime = instant()
    read_at: datetime | None = instant(default=None)
