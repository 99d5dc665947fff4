"""The log of each patrol: a draft until it is signed, then an entry of its city's chain."""

from datetime import datetime

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from db.tables.base import instant, reference


class PatrolLog(SQLModel, table=True):
    """`number`, `entry` and the hashes are null until it is signed and never change afterwards.

    `entry` is the very text that was sealed; it names people by their id only.
    """

    __tablename__ = "patrol_logs"
    __table_args__ = (UniqueConstraint("city_id", "number"),)

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id", index=False)
    patrol_id: int = Field(foreign_key="patrols.id", unique=True)
    drafted_at: datetime = instant()
    findings: str = ""
    findings_by: int | None = reference("people.id", default=None, index=False)
    signed_by: int | None = reference("people.id", default=None, index=False)
    sealed_at: datetime | None = instant(default=None)
    number: int | None = None
    entry: str | None = None
    previous_hash: str | None = None
    hash: str | None = None
