"""Programs that are told of a city's new notes."""

from datetime import datetime

from sqlmodel import Field, SQLModel

from db.tables.base import instant, reference


class Webhook(SQLModel, table=True):
    """Where new notes are sent. `secret` is kept as it is, because each message is signed with it.

    `paused_at`: it was given up after failing for long; its messages wait until somebody tries again.
    """

    __tablename__ = "webhooks"

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    url: str
    secret: str
    with_text: bool = False
    made_by: int = reference("people.id", index=False)
    made_at: datetime = instant()
    delivered_at: datetime | None = instant(default=None)
    failures: int = 0
    failing_since: datetime | None = instant(default=None)
    last_error: str | None = None
    paused_at: datetime | None = instant(default=None)
    removed_at: datetime | None = instant(default=None)
