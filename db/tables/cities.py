"""A city, its organisations, their group chats and the links that invite."""

from datetime import datetime, time

from sqlalchemy import UniqueConstraint
from sqlmodel import Field, SQLModel

from core.roles import OrganisationKind, Role
from db.tables.base import document, instant, named, reference


class City(SQLModel, table=True):
    """A city with the settings its coordinators may change; every row a person can see carries its id.

    `reminder_minutes`: how long before the start people are reminded, null for the moments of the installation.
    """

    __tablename__ = "cities"

    id: int = Field(default=None, primary_key=True)
    name: str = Field(unique=True)
    radius_m: int = 150
    checkin_opens_minutes: int = 30
    quiet_from: time = time(22, 0)
    quiet_until: time = time(8, 0)
    offer_minutes: int = 120
    second_approver: bool = False
    two_step_approval: bool = False
    reminder_minutes: list[int] | None = document(default=None)
    hours_deadline_months: int = 1
    keep_notes_months: int = 12
    keep_messages_days: int = 30
    keep_audit_months: int = 24
    keep_former_months: int = 12
    last_note_number: int = 0
    created_at: datetime = instant()


class Organisation(SQLModel, table=True):
    __tablename__ = "organisations"
    __table_args__ = (UniqueConstraint("city_id", "name"),)

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id", index=False)
    kind: OrganisationKind = named(OrganisationKind)
    name: str
    created_at: datetime = instant()


class Group(SQLModel, table=True):
    """A messenger's group chat, linked to an organisation by its leader; nothing personal is said there."""

    __tablename__ = "groups"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    organisation_id: int = reference("organisations.id")
    channel: str
    address: str
    title: str = ""
    locale: str = "ko"
    linked_by: int = reference("people.id", index=False)
    linked_at: datetime = instant()


class Invitation(SQLModel, table=True):
    """A link that leads to an application for one role; usable many times until it expires or is revoked."""

    __tablename__ = "invitations"

    token: str = Field(primary_key=True)
    city_id: int = reference("cities.id")
    organisation_id: int | None = reference("organisations.id", default=None)
    role: Role = named(Role)
    created_by: int = reference("people.id", index=False)
    created_at: datetime = instant()
    expires_at: datetime = instant()
    revoked_at: datetime | None = instant(default=None)
