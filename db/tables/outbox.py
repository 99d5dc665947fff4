"""All that is to be said, and which updates have had their effect."""

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.tables.base import document, instant, named, reference
from db.types import BigId


class Priority(IntEnum):
    """Lower goes first."""

    sos = 0
    answer = 10
    reminder = 20
    broadcast = 30


class Outcome(StrEnum):
    """How a row ended: `superseded` by a later edit of that message, `unreachable` when the bot is blocked."""

    sent = "sent"
    superseded = "superseded"
    unreachable = "unreachable"
    failed = "failed"
    expired = "expired"
    dropped = "dropped"


class OutboxRow(SQLModel, table=True):
    """One message to one chat: a kind and its facts; the words are found when it is sent.

    Pending while `done_at` is null. `key` makes a message unique for ever ("announce:12:34"). `slot` names a message
    that is kept up to date by edits ("board:12"): only the latest pending row of a slot is sent. After `expires_at` a
    message is of no use and is not sent. `broadcast_id`: the broadcast this row is one recipient of; pausing it moves
    `due_at` out of reach. `due_at` follows the product's clock, `not_before` the database's: until then nobody takes
    the row, because `holder` is sending it, or because the next attempt has to wait.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_pending",
            "priority",
            "city_id",
            "due_at",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index(
            "ix_outbox_turn",
            "priority",
            "due_at",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index(
            "ix_outbox_due",
            "due_at",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index(
            "ix_outbox_chat",
            "channel",
            "address",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
        Index(
            "ix_outbox_failed",
            "priority",
            sqlite_where=text("outcome = 'failed'"),
            postgresql_where=text("outcome = 'failed'"),
        ),
        Index("ix_outbox_city_created", "city_id", "created_at"),
        Index("ix_outbox_slot", "channel", "address", "slot"),
        Index(
            "ix_outbox_broadcast",
            "broadcast_id",
            "outcome",
            sqlite_where=text("broadcast_id IS NOT NULL"),
            postgresql_where=text("broadcast_id IS NOT NULL"),
        ),
    )

    id: int = Field(default=None, primary_key=True, sa_type=BigId)
    city_id: int | None = reference("cities.id", default=None, index=False)
    person_id: int | None = reference("people.id", default=None)
    channel: str
    address: str
    locale: str = "ko"
    kind: str
    facts: dict[str, Any] = document(default_factory=dict)
    priority: int = Priority.answer
    due_at: datetime = instant()
    expires_at: datetime | None = instant(default=None)
    key: str | None = Field(default=None, unique=True)
    slot: str | None = None
    edit_message_id: str | None = None
    broadcast_id: int | None = reference("broadcasts.id", default=None, index=False)
    attempts: int = 0
    not_before: datetime | None = instant(default=None)
    holder: str | None = None
    created_at: datetime = instant()
    done_at: datetime | None = instant(default=None)
    outcome: Outcome | None = named(Outcome, default=None)
    error: str | None = None
    message_id: str | None = None


class Bucket(SQLModel, table=True):
    """The pace of one chat, or with an empty address of the whole bot token (GCRA), by the database's clock.

    `free_at` is when the next evenly spaced message may leave, `blocked_until` what the messenger asked for.
    """

    __tablename__ = "buckets"

    channel: str = Field(primary_key=True)
    address: str = Field(primary_key=True, default="")
    free_at: datetime = instant(index=True)
    blocked_until: datetime | None = instant(default=None)


class Lease(SQLModel, table=True):
    """A duty one process holds at a time ("poller"), or its sign of life ("process:ID"), by the database's clock."""

    __tablename__ = "leases"

    name: str = Field(primary_key=True)
    holder: str
    until: datetime = instant(index=True)


class FailedUpdate(SQLModel, table=True):
    """An update that broke its handler, kept aside until somebody retries or drops it. Places are taken out of it."""

    __tablename__ = "failed_updates"
    __table_args__ = (UniqueConstraint("channel", "update_id"),)

    id: int = Field(default=None, primary_key=True)
    reference: str = Field(unique=True)
    channel: str
    update_id: int = Field(sa_type=BigId)
    payload: dict[str, Any] = document(default_factory=dict)
    error: str
    failed_at: datetime = instant(index=True)


class TakenUpdate(SQLModel, table=True):
    """An update whose effect is committed; a second delivery of it ends here."""

    __tablename__ = "taken_updates"

    channel: str = Field(primary_key=True)
    update_id: int = Field(primary_key=True, sa_type=BigId)
    taken_at: datetime = instant(index=True)
