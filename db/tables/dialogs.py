"""The question that is open in a chat, kept so that any process can take the next answer."""

from datetime import datetime
from typing import Any

from sqlmodel import Field, SQLModel

from db.tables.base import document, instant


class Dialog(SQLModel, table=True):
    """At most one open question a chat: `question` names it ("registration.name"), `answers` what was said so far."""

    __tablename__ = "dialogs"

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True)
    question: str
    answers: dict[str, Any] = document(default_factory=dict)
    asked_at: datetime = instant()
    expires_at: datetime = instant(index=True)
