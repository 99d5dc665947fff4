"""Finding notes of a city: by what a desk asks for, near a place, or as parts of another."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from core.geo import Point
from core.note_filters import NoteFilter
from db.repos.base import Repo
from db.tables import Note, NoteAttachment, Patrol, Person

MOST_CANDIDATES = 200
_DEGREES = 0.005
"""About 400 m around a place: more than the rule takes, cheap for the database."""


@dataclass(frozen=True, slots=True)
class FoundNote:
    """A note in a list, with who looks after it, how many notes are part of it, and whether it has files."""

    note: Note
    assignee: str | None
    parts: int
    files: int


@dataclass(frozen=True, slots=True)
class Noted:
    """One thing that was noted on a patrol: the note it is kept in, and what was written of it there, in order."""

    note: Note
    written: Sequence[Note]

    @property
    def at(self) -> datetime:
        """When it was first noted on this patrol."""
        return self.written[0].created_at


class NoteSearches(Repo):
    async def found(
        self, city_id: int, wanted: NoteFilter, period: tuple[datetime | None, datetime | None], page: tuple[int, int]
    ) -> tuple[Sequence[FoundNote], int]:
        """One page (offset, size) of what is wanted, the newest first, and how many there are in all.

        `period` is when they were written: from (included) and until (excluded).
        """
        conditions = [*self._conditions(city_id, wanted, period), *await self._of_zone(city_id, wanted.zone)]
        offset, size = page
        parts = self._counted_beside(col(Note.id), part_of=True)
        files = self._counted_beside(col(Note.id), part_of=False)
        columns: Any = (Note, Person.name, parts, files)
        rows = await self.session.execute(
            select(*columns)
            .join(Person, col(Person.id) == col(Note.assignee_id), isouter=True)
            .where(*conditions)
            .order_by(col(Note.number).desc())
            .offset(offset)
            .limit(size)
        )
        total = (await self.session.exec(select(func.count()).select_from(Note).where(*conditions))).one()
        return [FoundNote(*row) for row in rows], total

    @staticmethod
    def _counted_beside(note_id: Any, *, part_of: bool) -> Any:
        if part_of:
            other = Note.__table__.alias("parts")  # type: ignore[attr-defined]
            return select(func.count()).where(other.c.merged_into_id == note_id).scalar_subquery()
        shown = and_(col(NoteAttachment.note_id) == note_id, col(NoteAttachment.hidden_at).is_(None))
        return select(func.count(col(NoteAttachment.id))).where(shown).scalar_subquery()

    @staticmethod
    def _conditions(
        city_id: int, wanted: NoteFilter, period: tuple[datetime | None, datetime | None]
    ) -> list[ColumnElement[bool]]:
        since, until = period
        found = [col(Note.city_id) == city_id, col(Note.state).in_(wanted.stage.states)]
        # A part is found by its own number alone; else it stands in the list as what it is part of.
        found.append(or_(col(Note.merged_into_id).is_(None), col(Note.number) == (wanted.number or 0)))
        if wanted.category is not None:
            found.append(col(Note.category) == wanted.category)
        if since is not None:
            found.append(col(Note.created_at) >= since)
        if until is not None:
            found.append(col(Note.created_at) < until)
        if wanted.is_unassigned:
            found.append(col(Note.assignee_id).is_(None))
        elif wanted.assignee_id is not None:
            found.append(col(Note.assignee_id) == wanted.assignee_id)
        if wanted.text:
            has_words = or_(
                col(Note.text).icontains(wanted.text, autoescape=True),
                col(Note.place).icontains(wanted.text, autoescape=True),
            )
            found.append(or_(has_words, col(Note.number) == (wanted.number or 0)))
        return found

    async def _of_zone(self, city_id: int, zone: str) -> list[ColumnElement[bool]]:
        """A note is of the zones of the patrol it was written on; one of no patrol, of the zones it names."""
        if not zone:
            return []
        rows = await self.session.exec(select(Patrol.id, Patrol.zones).where(Patrol.city_id == city_id))
        ids = [patrol_id for patrol_id, zones in rows.all() if zone in zones]
        names_it = or_(
            col(Note.text).icontains(zone, autoescape=True), col(Note.place).icontains(zone, autoescape=True)
        )
        on_patrol = col(Note.patrol_id).in_(ids) if ids else false()
        return [or_(on_patrol, and_(col(Note.patrol_id).is_(None), names_it))]

    async def zones(self, city_id: int, since: datetime) -> Sequence[str]:
        """The zones patrolled since then, by name."""
        rows = await self.session.exec(
            select(Patrol.zones).where(Patrol.city_id == city_id, col(Patrol.starts_at) >= since)
        )
        return sorted({zone for zones in rows.all() for zone in zones})

    async def around(self, note: Note, within: timedelta) -> Sequence[Note]:
        """Notes that could be about the same thing: written near it in time and, where it has a place, in space."""
        near: ColumnElement[bool] = col(Note.place).is_not(None)
        if note.latitude is not None and note.longitude is not None:
            here = Point(note.latitude, note.longitude)
            near = and_(
                col(Note.latitude).between(here.lat - _DEGREES, here.lat + _DEGREES),
                col(Note.longitude).between(here.lon - _DEGREES, here.lon + _DEGREES),
            )
            near = or_(near, col(Note.place) == note.place) if note.place else near
        return (
            await self.session.exec(
                select(Note)
                .where(
                    Note.city_id == note.city_id,
                    Note.id != note.id,
                    col(Note.merged_into_id).is_(None),
                    col(Note.created_at).between(note.created_at - within, note.created_at + within),
                    near,
                )
                .order_by(col(Note.created_at).desc(), col(Note.id))
                .limit(MOST_CANDIDATES)
            )
        ).all()

    async def by_number(self, city_id: int, number: int) -> Note | None:
        return (
            await self.session.exec(select(Note).where(Note.city_id == city_id, Note.number == number))
        ).one_or_none()

    async def found_on(self, patrol: Patrol) -> Sequence[Noted]:
        """What was noted on a patrol, each thing once and by its number, however many told of it.

        A note that became part of another stands for that one, also where the other is of an earlier patrol.
        """
        whole = aliased(Note)
        rows = await self.session.exec(
            select(whole, Note)
            .select_from(Note)
            .join(whole, col(whole.id) == func.coalesce(Note.merged_into_id, Note.id))
            .where(Note.city_id == patrol.city_id, Note.patrol_id == patrol.id)
            .order_by(col(whole.number), col(Note.number))
        )
        found: dict[int, tuple[Note, list[Note]]] = {}
        for note, written in rows:
            found.setdefault(note.id, (note, []))[1].append(written)
        return [Noted(note, written) for note, written in found.values()]

    async def part_numbers(self, city_id: int, note_ids: Sequence[int]) -> dict[int, list[int]]:
        """The numbers of the notes that became part of these, by the id of the whole."""
        rows = await self.session.exec(
            select(Note.merged_into_id, Note.number)
            .where(Note.city_id == city_id, col(Note.merged_into_id).in_(note_ids))
            .order_by(col(Note.number))
        )
        parts: dict[int, list[int]] = {}
        for whole_id, number in rows:
            parts.setdefault(whole_id or 0, []).append(number)
        return parts

    async def parts_of(self, note: Note) -> Sequence[Note]:
        """The notes that are part of this one, the oldest first."""
        return (
            await self.session.exec(
                select(Note)
                .where(Note.city_id == note.city_id, Note.merged_into_id == note.id)
                .order_by(col(Note.number))
            )
        ).all()
