"""Broadcasts: a message of a coordinator on its way to many, and who confirmed having read it."""

from datetime import datetime
from typing import Any

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from core.broadcasts import BroadcastState
from db.tables.base import document, instant, named, reference


class Broadcast(SQLModel, table=True):
    """What is sent is a copy of the author's own messages, named by `source_address` and `message_ids`; or a `text`.

    A text was written at the desk, and `source_address` is where its author is told how far it is.
    `audience` is a core.broadcasts.Audience as JSON: recipients are found while it runs, not before. Each recipient is
    a row of the outbox that names this broadcast; how they ended is counted there and kept in `tally` at the end.
    """

    __tablename__ = "broadcasts"
    __table_args__ = (Index("ix_broadcasts_state", "state", "starts_at"),)

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    author_id: int = reference("people.id")
    approver_id: int | None = reference("people.id", default=None, index=False)
    state: BroadcastState = named(BroadcastState, default=BroadcastState.draft)
    revision: int = 1
    audience: dict[str, Any] = document(default_factory=dict)
    source_channel: str
    source_address: str
    message_ids: list[str] = document(default_factory=list)
    text: str = ""
    album: str | None = None
    asks_confirmation: bool = False
    created_at: datetime = instant()
    starts_at: datetime | None = instant(default=None)
    started_at: datetime | None = instant(default=None)
    ended_at: datetime | None = instant(default=None)
    told_at: datetime | None = instant(default=None)
    reminded_at: datetime | None = instant(default=None)
    tally: dict[str, Any] = document(default_factory=dict)


class BroadcastConfirmation(SQLModel, table=True):
    """One person tapped that they read it."""

    __tablename__ = "broadcast_confirmations"

    broadcast_id: int = Field(foreign_key="broadcasts.id", primary_key=True)
    person_id: int = Field(foreign_key="people.id", primary_key=True)
    city_id: int = reference("cities.id")
    at: datetime = instant()
