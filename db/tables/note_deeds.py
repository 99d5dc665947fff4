"""What happens to a note beside its states: who looks after it, what it is part of, and what the city's desk did."""

from datetime import date, datetime

from sqlmodel import Field, SQLModel

from core.facilities import FacilityState
from core.note_deeds import DeedKind
from db.tables.base import instant, named, reference


class NoteDeed(SQLModel, table=True):
    """One line of a note's history, never changed.

    `person_id` is whom it was given to, `other_id` the note of a merge; a step of the city's desk has its state, the
    day the desk gave, its reference and a remark.
    """

    __tablename__ = "note_deeds"

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    note_id: int = reference("notes.id")
    kind: DeedKind = named(DeedKind)
    actor_id: int = reference("people.id", index=False)
    person_id: int | None = reference("people.id", default=None, index=False)
    other_id: int | None = reference("notes.id", default=None, index=False)
    facility_state: FacilityState | None = named(FacilityState, default=None)
    on_day: date | None = None
    reference: str = ""
    remark: str = ""
    at: datetime = instant()


class FacilityRequest(SQLModel, table=True):
    """What the city's desk was asked to mend: how far it is, since which day, under which reference of theirs."""

    __tablename__ = "facility_requests"

    note_id: int = Field(foreign_key="notes.id", primary_key=True)
    city_id: int = reference("cities.id")
    state: FacilityState = named(FacilityState)
    on_day: date
    office: str = ""
    reference: str = ""
    remark: str = ""
    changed_at: datetime = instant()
