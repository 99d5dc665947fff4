"""Incident notes of a city, and who works through them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.incidents import OPEN_STATES, TAKEN_UP_STATES, Attachment, IncidentState
from core.note_deeds import ASSIGNED_ROLES
from core.roles import MembershipState, Role
from db.repos.base import Repo
from db.repos.members import held
from db.tables import (
    Checkin,
    Identity,
    Membership,
    Note,
    NoteAttachment,
    NoteEvent,
    Organisation,
    Patrol,
    Person,
)


class Notes(Repo):
    async def get(self, city_id: int, note_id: int) -> Note | None:
        return (await self.session.exec(self._note(city_id, note_id))).one_or_none()

    async def lock(self, city_id: int, note_id: int) -> Note | None:
        """The note, held until the end of the transaction: of two taps on it, one is first."""
        return (await self.session.exec(held(self._note(city_id, note_id)))).one_or_none()

    @staticmethod
    def _note(city_id: int, note_id: int) -> SelectOfScalar[Note]:
        return select(Note).where(Note.city_id == city_id, Note.id == note_id)

    async def move(self, note: Note, state: IncidentState, actor_id: int, at: datetime) -> None:
        """Brings a note to another state, which becomes part of its history."""
        note.state = state
        if note.waited_s is None and state in TAKEN_UP_STATES:
            note.waited_s = int((at - note.created_at).total_seconds())
        await self.added(NoteEvent(city_id=note.city_id, note_id=note.id, state=state, actor_id=actor_id, at=at))

    async def of_album(self, city_id: int, reporter_id: int, album: str) -> Note | None:
        """The note that the pictures sent together with this one already made."""
        return (
            await self.session.exec(
                select(Note)
                .join(NoteAttachment, col(NoteAttachment.note_id) == col(Note.id))
                .where(Note.city_id == city_id, Note.reporter_id == reporter_id, NoteAttachment.album == album)
                .limit(1)
            )
        ).first()

    async def latest_of(self, city_id: int, reporter_id: int, since: datetime) -> Note | None:
        """This person's newest note, unless it is older than `since`."""
        return (
            await self.session.exec(
                select(Note)
                .where(Note.city_id == city_id, Note.reporter_id == reporter_id, Note.created_at >= since)
                .order_by(col(Note.created_at).desc(), col(Note.id).desc())
                .limit(1)
            )
        ).first()

    async def attach(self, note: Note, channel: str, file: Attachment, album: str | None) -> NoteAttachment | None:
        """Adds a file to a note; None when the note has that very file."""
        has_it = select(NoteAttachment.id).where(
            NoteAttachment.note_id == note.id, NoteAttachment.file_unique_id == file.file_unique_id
        )
        if (await self.session.exec(has_it)).first() is not None:
            return None
        return await self.added(
            NoteAttachment(
                city_id=note.city_id,
                note_id=note.id,
                kind=file.kind,
                channel=channel,
                file_id=file.file_id,
                file_unique_id=file.file_unique_id,
                album=album,
            )
        )

    async def attachments(self, city_id: int, note_id: int) -> Sequence[NoteAttachment]:
        """The files of a note that may be shown."""
        return [file for file in await self.all_attachments(city_id, note_id) if file.hidden_at is None]

    async def all_attachments(self, city_id: int, note_id: int) -> Sequence[NoteAttachment]:
        """The files of a note, those a human has hidden included."""
        return (
            await self.session.exec(
                select(NoteAttachment)
                .where(NoteAttachment.city_id == city_id, NoteAttachment.note_id == note_id)
                .order_by(col(NoteAttachment.id))
            )
        ).all()

    async def history(self, city_id: int, note_id: int) -> Sequence[tuple[NoteEvent, str]]:
        """What happened to a note, first things first, each with the name of who did it."""
        return (
            await self.session.exec(
                select(NoteEvent, Person.name)
                .join(Person, col(Person.id) == col(NoteEvent.actor_id))
                .where(NoteEvent.city_id == city_id, NoteEvent.note_id == note_id)
                .order_by(col(NoteEvent.id))
            )
        ).all()

    async def reporter_of(self, note: Note) -> tuple[str, str | None]:
        """The reporter's name and organisation."""
        return (
            await self.session.exec(
                select(Person.name, Organisation.name)
                .join(Organisation, col(Organisation.id) == note.organisation_id, isouter=True)
                .where(Person.id == note.reporter_id)
            )
        ).one()

    async def counted(self, city_id: int) -> dict[IncidentState, int]:
        """How many notes of the city stand where; only of those that still wait for somebody."""
        rows = await self.session.exec(
            select(Note.state, func.count())
            .where(Note.city_id == city_id, col(Note.state).in_(OPEN_STATES), col(Note.merged_into_id).is_(None))
            .group_by(col(Note.state))
        )
        return {IncidentState(state): count for state, count in rows.all()}

    async def waiting(self, city_id: int, states: Sequence[IncidentState], offset: int) -> Note | None:
        """The `offset`-th note of a city in one of these states, oldest first."""
        return (
            await self.session.exec(
                select(Note)
                .where(Note.city_id == city_id, col(Note.state).in_(states), col(Note.merged_into_id).is_(None))
                .order_by(col(Note.number))
                .offset(offset)
                .limit(1)
            )
        ).first()

    async def duty_of(self, city_id: int, person_id: int, at: datetime) -> tuple[Patrol, int | None] | None:
        """The patrol somebody is on now, and the organisation they came with."""
        return (
            await self.session.exec(
                select(Patrol, Checkin.organisation_id)
                .join(Checkin, col(Checkin.patrol_id) == col(Patrol.id))
                .where(
                    Checkin.person_id == person_id,
                    col(Checkin.is_present),
                    Patrol.city_id == city_id,
                    or_(col(Checkin.left_at).is_(None), col(Checkin.left_at) > at),
                    Patrol.ends_at > at,
                )
                .order_by(col(Patrol.starts_at).desc())
                .limit(1)
            )
        ).first()

    def triagers(
        self,
        city_id: int,
        organisation_ids: Sequence[int | None],
        *,
        but: Sequence[int] = (),
        assignee_id: int | None = None,
    ) -> Select[Any]:
        """Ids of the people who hear of a note or an alert: these organisations' leaders and the city's coordinators.

        Who was given a note hears of it, too, as long as they lead or coordinate anything in the city. Where a city has
        no coordinator yet, administrators stand in.
        """
        here = col(Membership.city_id) == city_id
        coordinates = and_(here, col(Membership.role) == Role.coordinator)
        leads = and_(
            here,
            col(Membership.role) == Role.leader,
            col(Membership.organisation_id).in_([each for each in organisation_ids if each is not None]),
        )
        looks_after = and_(
            here, col(Membership.role).in_(ASSIGNED_ROLES), col(Membership.person_id) == (assignee_id or 0)
        )
        other = aliased(Membership)
        has_coordinator = (
            select(other.id)
            .where(
                col(other.city_id) == city_id,
                col(other.role) == Role.coordinator,
                col(other.state) == MembershipState.active,
            )
            .exists()
        )
        stands_in = and_(col(Membership.role) == Role.administrator, ~has_coordinator)
        people = select(Membership.person_id).where(
            Membership.state == MembershipState.active, or_(coordinates, leads, stands_in, looks_after)
        )
        return people.where(col(Membership.person_id).not_in(but)).distinct() if but else people.distinct()

    async def reachable(self, people: Select[Any]) -> int:
        """How many of these people a messenger reaches."""
        return (
            await self.session.exec(
                select(func.count(func.distinct(Identity.person_id))).where(
                    col(Identity.unreachable_at).is_(None), col(Identity.person_id).in_(people)
                )
            )
        ).one()

    async def includes(self, people: Select[Any], person_id: int) -> bool:
        rows = await self.session.exec(select(Person.id).where(Person.id == person_id, col(Person.id).in_(people)))
        return rows.first() is not None
