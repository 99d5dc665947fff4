"""Who did what to whom, written beside the deed."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, or_, union
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from core.audits import NOUNS, READING_VERBS, AuditQuery
from core.members import IN_FORCE
from core.roles import Role
from db.repos.base import Repo
from db.tables import AuditEntry, Membership, Person


class Audits(Repo):
    def record(
        self,
        action: str,
        subject: str,
        at: datetime,
        *,
        city_id: int | None,
        actor_id: int | None,
        person_id: int | None = None,
        **facts: Any,
    ) -> None:
        """One line of the audit trail; facts name ids and states, never names, numbers or words people typed."""
        self.session.add(
            AuditEntry(
                action=action,
                subject=subject,
                at=at,
                city_id=city_id,
                actor_id=actor_id,
                person_id=person_id,
                facts=facts,
            )
        )

    async def listed(
        self, city_id: int, query: AuditQuery, limit: int
    ) -> Sequence[tuple[AuditEntry, str | None, str | None]]:
        """Entries of the city, the latest first, each with the names of who acted and whom it was about."""
        actor, person = aliased(Person), aliased(Person)
        statement = (
            select(AuditEntry, actor.name, person.name)
            .join(actor, col(actor.id) == col(AuditEntry.actor_id), isouter=True)
            .join(person, col(person.id) == col(AuditEntry.person_id), isouter=True)
            .where(AuditEntry.city_id == city_id, *_asked(query))
            .order_by(col(AuditEntry.id).desc())
            .limit(limit)
        )
        return (await self.session.exec(statement)).all()

    async def officers(self, city_id: int, person_id: int | None) -> Sequence[tuple[int, str]]:
        """Who acts for others in this city, and the one who is asked for if the trail of the city names them."""
        acts = select(Membership.person_id).where(
            Membership.city_id == city_id,
            col(Membership.role).in_((Role.leader, Role.coordinator)),
            col(Membership.state).in_(IN_FORCE),
        )
        named = select(AuditEntry.id).where(AuditEntry.city_id == city_id, _about(person_id)).exists()
        asked = select(Person.id).where(Person.id == person_id, named)
        # United, because everybody is looked at for what is one or the other.
        officers = union(acts, asked) if person_id is not None else acts
        rows = await self.session.exec(
            select(Person.id, Person.name).where(col(Person.id).in_(officers)).order_by(col(Person.name))
        )
        return rows.all()

    async def latest(
        self, city_id: int, action: str, subject: str, limit: int
    ) -> Sequence[tuple[AuditEntry, str | None]]:
        """The last times this was done to that, the latest first, each with the name of who did it."""
        statement = (
            select(AuditEntry, Person.name)
            .join(Person, col(Person.id) == col(AuditEntry.actor_id), isouter=True)
            .where(AuditEntry.subject == subject, AuditEntry.action == action, AuditEntry.city_id == city_id)
            .order_by(col(AuditEntry.id).desc())
            .limit(limit)
        )
        return (await self.session.exec(statement)).all()

    async def has_happened(self, action: str, subject: str) -> bool:
        """Whether this was ever done to that, by whomever."""
        found = await self.session.exec(
            select(AuditEntry.id).where(AuditEntry.subject == subject, AuditEntry.action == action).limit(1)
        )
        return found.first() is not None

    async def recorded(self, action: str, subject: str, actor_id: int, since: datetime) -> Sequence[AuditEntry]:
        """Every time this person did this to that since then; for deeds that are not kept again within minutes."""
        found = await self.session.exec(select(AuditEntry).where(*_deed(action, subject, actor_id, since)))
        return found.all()


def _deed(action: str, subject: str, actor_id: int, since: datetime) -> Sequence[ColumnElement[bool]]:
    return (
        col(AuditEntry.subject) == subject,
        col(AuditEntry.action) == action,
        col(AuditEntry.actor_id) == actor_id,
        col(AuditEntry.at) > since,
    )


def _about(person_id: Any) -> ColumnElement[bool]:
    """Entries somebody acted in, or that are about them."""
    return or_(col(AuditEntry.actor_id) == person_id, col(AuditEntry.person_id) == person_id)


def _asked(query: AuditQuery) -> Iterator[ColumnElement[bool]]:
    if query.person_id is not None:
        yield _about(query.person_id)
    if query.group is not None:
        yield or_(*(col(AuditEntry.action).startswith(f"{noun}.", autoescape=True) for noun in NOUNS[query.group]))
    if query.is_reading is not None:
        reads = or_(*(col(AuditEntry.action).endswith(f".{verb}", autoescape=True) for verb in READING_VERBS))
        yield reads if query.is_reading else ~reads
    if query.since is not None:
        yield col(AuditEntry.at) >= query.since
    if query.until is not None:
        yield col(AuditEntry.at) < query.until
    if query.before_id is not None:
        yield col(AuditEntry.id) < query.before_id
