"""Tokens with which other programs read a city's data."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from db.tables.base import document, instant, reference


class ApiToken(SQLModel, table=True):
    """What one program may read of one city; `digest` is of the token itself, which nobody can see again."""

    __tablename__ = "api_tokens"

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    name: str
    digest: str = Field(unique=True)
    scopes: list[str] = document(default_factory=list)
    made_by: int = reference("people.id", index=False)
    made_at: datetime = instant()
    used_at: datetime | None = instant(default=None)
    revoked_at: datetime | None = instant(default=None)
