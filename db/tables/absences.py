"""Which patrols' absences were asked about."""

from datetime import datetime

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel

from db.tables.base import instant, reference


class AbsenceRound(SQLModel, table=True):
    """Whoever was not seen at this patrol was asked at `asked_at`; `called_at`: leaders heard of those who kept silent.

    One row a patrol, so that nobody is asked twice, whichever process looks first.
    """

    __tablename__ = "absence_rounds"
    __table_args__ = (
        Index(
            "ix_absence_rounds_open",
            "asked_at",
            sqlite_where=text("called_at IS NULL"),
            postgresql_where=text("called_at IS NULL"),
        ),
    )

    patrol_id: int = Field(foreign_key="patrols.id", primary_key=True)
    city_id: int = reference("cities.id")
    asked_at: datetime = instant()
    called_at: datetime | None = instant(default=None)
