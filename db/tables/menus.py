"""Which command menus those who lead were brought up to date with."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from db.tables.base import instant


class MenuRound(SQLModel, table=True):
    """One time that the menus of all who lead were set anew; the latest holds.

    `fingerprint` tells menus apart: another address of the console or another command makes another one.
    """

    __tablename__ = "menu_rounds"

    number: int = Field(primary_key=True)
    fingerprint: str
    begun_at: datetime = instant()
