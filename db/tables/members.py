"""People, where messengers reach them, what they agreed to and what they are members of."""

from datetime import datetime

from sqlalchemy import Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from core.members import Purpose
from core.roles import MembershipState, Role
from db.tables.base import instant, named, reference


class Person(SQLModel, table=True):
    """A human being. `city_id` is the city they work in now: commands without a city mean this one.

    `rests_since`: this person asked for a pause and is told of no patrols until they take it back.
    """

    __tablename__ = "people"

    id: int = Field(default=None, primary_key=True)
    name: str
    phone: str | None = None
    locale: str = "ko"
    city_id: int | None = reference("cities.id", default=None)
    location_paused: bool = False
    rests_since: datetime | None = instant(default=None)
    created_at: datetime = instant()
    left_at: datetime | None = instant(default=None)


class Identity(SQLModel, table=True):
    """A person's address in one messenger; no other row names a messenger's ids."""

    __tablename__ = "identities"
    __table_args__ = (UniqueConstraint("channel", "address"),)

    id: int = Field(default=None, primary_key=True)
    person_id: int = reference("people.id")
    channel: str
    address: str
    unreachable_at: datetime | None = instant(default=None)


class Consent(SQLModel, table=True):
    """One answer to one consent question, never changed: a withdrawal is a later row."""

    __tablename__ = "consents"

    id: int = Field(default=None, primary_key=True)
    person_id: int = reference("people.id")
    purpose: Purpose = named(Purpose)
    is_granted: bool
    text_version: str
    at: datetime = instant()


class Membership(SQLModel, table=True):
    """A role applied for or held. Coordinators have no organisation, administrators no city either.

    `is_expected`: who applied was on a list that a coordinator had given in.

    `recommended_by`: the leader who wants somebody appointed, where the city decides in two steps.

    Two indexes carry rules: one open membership per person, scope and role; one patrol unit per person. `scope` is
    what the role is for ("city/organisation", an absent one empty): an index cannot compare what is NULL.
    """

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "uq_memberships_open",
            "person_id",
            "scope",
            "role",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'active', 'paused')"),
            postgresql_where=text("state IN ('waiting', 'active', 'paused')"),
        ),
        Index(
            "uq_memberships_patrol_unit",
            "person_id",
            unique=True,
            sqlite_where=text("is_patrol_unit AND state IN ('active', 'paused')"),
            postgresql_where=text("is_patrol_unit AND state IN ('active', 'paused')"),
        ),
        Index("ix_memberships_organisation_state", "organisation_id", "state", "person_id"),
        Index("ix_memberships_city_role_state", "city_id", "role", "state", "person_id"),
    )

    id: int = Field(default=None, primary_key=True)
    person_id: int = reference("people.id")
    city_id: int | None = reference("cities.id", default=None, index=False)
    organisation_id: int | None = reference("organisations.id", default=None, index=False)
    scope: str
    role: Role = named(Role)
    state: MembershipState = named(MembershipState)
    is_patrol_unit: bool = False
    is_expected: bool = False
    applied_at: datetime = instant()
    recommended_at: datetime | None = instant(default=None)
    recommended_by: int | None = reference("people.id", default=None, index=False)
    decided_at: datetime | None = instant(default=None)
    decided_by: int | None = reference("people.id", default=None, index=False)
    reason: str | None = None
    ended_at: datetime | None = instant(default=None)


class ExpectedPerson(SQLModel, table=True):
    """Somebody on a list who has not come yet: nobody's member, with a link of their own, forgotten after a while."""

    __tablename__ = "expected_people"

    id: int = Field(default=None, primary_key=True)
    city_id: int = reference("cities.id")
    organisation_id: int = reference("organisations.id")
    name: str
    phone: str | None = None
    token: str = Field(foreign_key="invitations.token", unique=True)
    created_by: int = reference("people.id", index=False)
    created_at: datetime = instant(index=True)
