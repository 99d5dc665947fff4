"""The history of a note beside its states, who can look after it, and what the city's desk was asked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.note_deeds import ASSIGNED_ROLES, DeedKind
from core.roles import MembershipState, Role
from db.repos.base import Repo
from db.repos.members import held
from db.tables import FacilityRequest, Membership, Note, NoteAttachment, NoteDeed, Organisation, Person


class NoteDeeds(Repo):
    async def record(self, note: Note, kind: DeedKind, actor_id: int, at: datetime, **facts: Any) -> NoteDeed:
        return await self.added(
            NoteDeed(city_id=note.city_id, note_id=note.id, kind=kind, actor_id=actor_id, at=at, **facts)
        )

    async def of(self, note: Note) -> Sequence[tuple[NoteDeed, str, str | None, int | None]]:
        """What was done with a note: each with who did it, whom it was given to, and the number of the other note."""
        actor, given = Person.__table__.alias("actor"), Person.__table__.alias("given")  # type: ignore[attr-defined]
        other = Note.__table__.alias("other")  # type: ignore[attr-defined]
        columns: Any = (NoteDeed, actor.c.name, given.c.name, other.c.number)
        rows = await self.session.execute(
            select(*columns)
            .join(actor, actor.c.id == col(NoteDeed.actor_id))
            .join(given, given.c.id == col(NoteDeed.person_id), isouter=True)
            .join(other, other.c.id == col(NoteDeed.other_id), isouter=True)
            .where(col(NoteDeed.city_id) == note.city_id, col(NoteDeed.note_id) == note.id)
            .order_by(col(NoteDeed.id))
        )
        return [(deed, who, whom, number) for deed, who, whom, number in rows]

    async def assignable(self, city_id: int) -> Sequence[tuple[int, str, Role, str | None]]:
        """Who in this city can look after a note: (person, name, role, organisation), coordinators first."""
        rows = await self.session.exec(
            select(Person.id, Person.name, Membership.role, Organisation.name)
            .join(Membership, col(Membership.person_id) == col(Person.id))
            .join(Organisation, col(Organisation.id) == col(Membership.organisation_id), isouter=True)
            .where(
                Membership.city_id == city_id,
                col(Membership.role).in_(ASSIGNED_ROLES),
                Membership.state == MembershipState.active,
            )
        )
        found: dict[int, tuple[int, str, Role, str | None]] = {}
        for person_id, name, role, organisation in sorted(
            rows.all(), key=lambda row: (row[2] is not Role.coordinator, row[3] or "", row[1], row[0])
        ):
            found.setdefault(person_id, (person_id, name, Role(role), organisation))
        return list(found.values())

    async def name_of(self, person_id: int) -> str:
        return (await self.session.exec(select(Person.name).where(Person.id == person_id))).one()

    async def facility(self, city_id: int, note_id: int) -> FacilityRequest | None:
        """What the city's desk was asked about this note."""
        return (
            await self.session.exec(
                select(FacilityRequest).where(FacilityRequest.city_id == city_id, FacilityRequest.note_id == note_id)
            )
        ).one_or_none()

    async def attachment(self, city_id: int, note_id: int, attachment_id: int) -> NoteAttachment | None:
        return (await self.session.exec(_attachment(city_id, note_id, attachment_id))).one_or_none()

    async def lock_attachment(self, city_id: int, note_id: int, attachment_id: int) -> NoteAttachment | None:
        return (await self.session.exec(held(_attachment(city_id, note_id, attachment_id)))).one_or_none()


def _attachment(city_id: int, note_id: int, attachment_id: int) -> SelectOfScalar[NoteAttachment]:
    return select(NoteAttachment).where(
        NoteAttachment.city_id == city_id, NoteAttachment.note_id == note_id, NoteAttachment.id == attachment_id
    )
