"""Ways into the console: links handed out in the chat, and browsers that came in by them."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from db.tables.base import instant, reference


class ConsoleLink(SQLModel, table=True):
    """A link for one person, opened at most once; `digest` is of the secret in it."""

    __tablename__ = "console_links"

    digest: str = Field(primary_key=True)
    person_id: int = reference("people.id")
    created_at: datetime = instant()
    expires_at: datetime = instant(index=True)
    used_at: datetime | None = instant(default=None)


class ConsoleSession(SQLModel, table=True):
    """A browser somebody signed in with; `digest` is of the secret in its cookie, `browser` what it calls itself."""

    __tablename__ = "console_sessions"

    id: int = Field(default=None, primary_key=True)
    digest: str = Field(unique=True)
    person_id: int = reference("people.id")
    browser: str = ""
    begun_at: datetime = instant()
    seen_at: datetime = instant(index=True)
    ended_at: datetime | None = instant(default=None)
