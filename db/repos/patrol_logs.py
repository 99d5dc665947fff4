"""Patrol logs: what a patrol's entry is made of, and the chain of those that are sealed."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func
from sqlmodel import col, select
from sqlmodel.sql.expression import SelectOfScalar

from core.incidents import AttachmentKind
from core.patrol_logs import LoggedNote, Participant
from core.roles import MembershipState, Role
from core.rsvps import PatrolState
from core.seals import Sealed
from db.repos.base import Repo, insert_for
from db.repos.note_searches import Noted, NoteSearches
from db.tables import AuditEntry, Checkin, City, Membership, NoteAttachment, Patrol, PatrolLog, Person


class PatrolLogs(Repo):
    async def missing(self, since: datetime, limit: int = 20) -> Sequence[tuple[int, int]]:
        """(city id, patrol id) of patrols closed since then that have no log yet."""
        statement = (
            select(Patrol.city_id, Patrol.id)
            .join(PatrolLog, col(PatrolLog.patrol_id) == col(Patrol.id), isouter=True)
            .where(
                Patrol.state == PatrolState.published,
                col(Patrol.closed_at) >= since,
                col(PatrolLog.patrol_id).is_(None),
            )
            .order_by(col(Patrol.closed_at))
            .limit(limit)
        )
        return (await self.session.exec(statement)).all()

    async def draft(self, patrol: Patrol, at: datetime) -> bool:
        """Begins a log; False when there is one already, by whoever was quicker."""
        statement = (
            insert_for(self.session.get_bind().dialect.name, PatrolLog)
            .values(city_id=patrol.city_id, patrol_id=patrol.id, drafted_at=at, findings="")
            .on_conflict_do_nothing(index_elements=["patrol_id"])
            .returning(col(PatrolLog.id))
        )
        return (await self.session.execute(statement)).first() is not None

    async def get(self, city_id: int, patrol_id: int) -> PatrolLog | None:
        return (await self.session.exec(self._log(city_id, patrol_id))).one_or_none()

    async def lock(self, city_id: int, patrol_id: int) -> PatrolLog | None:
        """The log, held until the end of the transaction: of two who sign, one is first."""
        return (await self.session.exec(self._log(city_id, patrol_id).with_for_update())).one_or_none()

    async def sealed_at(self, patrol: Patrol) -> datetime | None:
        """When the log of a patrol was sealed; until the end of the transaction it is not sealed by anybody."""
        statement = self._log(patrol.city_id, patrol.id).with_for_update(read=True)
        log = (await self.session.exec(statement)).one_or_none()
        return log.sealed_at if log else None

    @staticmethod
    def _log(city_id: int, patrol_id: int) -> SelectOfScalar[PatrolLog]:
        return select(PatrolLog).where(PatrolLog.city_id == city_id, PatrolLog.patrol_id == patrol_id)

    async def lock_end(self, city_id: int) -> Sealed | None:
        """The last sealed entry of a city; until the end of the transaction nobody else can add one."""
        # A weaker lock than cities.lock: rows that only name the city are written meanwhile.
        await self.session.exec(select(City.id).where(City.id == city_id).with_for_update(key_share=True))
        statement = self._sealed(city_id).order_by(col(PatrolLog.number).desc()).limit(1)
        last = (await self.session.exec(statement)).first()
        return _sealed(last) if last else None

    async def chain(self, city_id: int) -> Sequence[tuple[Sealed, PatrolLog]]:
        """All sealed entries of a city in their order, each with the row it stands in."""
        rows = await self.session.exec(self._sealed(city_id).order_by(col(PatrolLog.number)))
        return [(_sealed(row), row) for row in rows]

    @staticmethod
    def _sealed(city_id: int) -> SelectOfScalar[PatrolLog]:
        return select(PatrolLog).where(PatrolLog.city_id == city_id, col(PatrolLog.number).is_not(None))

    async def ended(self, city_id: int, at: datetime, limit: int, offset: int = 0) -> Sequence[tuple[Patrol, bool]]:
        """Patrols that are over, latest first, each with whether its log is sealed."""
        statement = (
            select(Patrol, PatrolLog.number)
            .join(PatrolLog, col(PatrolLog.patrol_id) == col(Patrol.id), isouter=True)
            .where(Patrol.city_id == city_id, Patrol.state == PatrolState.published, col(Patrol.ends_at) <= at)
            .order_by(col(Patrol.starts_at).desc(), col(Patrol.id).desc())
            .offset(offset)
            .limit(limit)
        )
        return [(patrol, number is not None) for patrol, number in (await self.session.exec(statement)).all()]

    async def count_ended(self, city_id: int, at: datetime) -> int:
        """How many patrols of a city are over."""
        return (
            await self.session.exec(
                select(func.count())
                .select_from(Patrol)
                .where(Patrol.city_id == city_id, Patrol.state == PatrolState.published, col(Patrol.ends_at) <= at)
            )
        ).one()

    async def participants(self, patrol: Patrol) -> tuple[Participant, ...]:
        """Everybody who was there, and what shows it; marks with the moment they were made."""
        rows = await self.session.exec(
            select(Checkin)
            .where(Checkin.city_id == patrol.city_id, Checkin.patrol_id == patrol.id, col(Checkin.is_present))
            .order_by(col(Checkin.arrived_at), col(Checkin.id))
        )
        marks = await self._marks(patrol)
        return tuple(_participant(row, marks.get(row.person_id)) for row in rows)

    async def _marks(self, patrol: Patrol) -> dict[int | None, datetime]:
        """When each person was marked present, the last time."""
        rows = await self.session.exec(
            select(AuditEntry.person_id, func.max(AuditEntry.at))
            .where(
                AuditEntry.city_id == patrol.city_id,
                AuditEntry.subject == f"patrol:{patrol.id}",
                AuditEntry.action == "checkin.marked_present",
            )
            .group_by(col(AuditEntry.person_id))
        )
        return dict(rows.all())

    async def notes(self, patrol: Patrol) -> tuple[LoggedNote, ...]:
        """What was noted on a patrol, each thing once, with how many files of each kind came with it."""
        found = await NoteSearches(self.session).found_on(patrol)
        counted = await self.session.exec(
            select(NoteAttachment.note_id, NoteAttachment.kind, func.count())
            .where(col(NoteAttachment.note_id).in_([each.id for thing in found for each in thing.written]))
            .group_by(col(NoteAttachment.note_id), col(NoteAttachment.kind))
        )
        files: dict[int, Counter[AttachmentKind]] = {}
        for note_id, kind, count in counted.all():
            files.setdefault(note_id, Counter())[AttachmentKind(kind)] = count
        return tuple(_logged(thing, files) for thing in found)

    async def names(self, person_ids: Iterable[int]) -> dict[int, str]:
        """Names as they are today: of somebody who left, what stands in place of one."""
        rows = await self.session.exec(select(Person.id, Person.name).where(col(Person.id).in_(list(person_ids))))
        return dict(rows.all())

    async def signers(self, city_id: int, organisation_ids: Sequence[int]) -> Select[Any]:
        """Ids of who is asked to sign: these organisations' leaders, or the city's coordinators where there is none."""
        in_force = and_(col(Membership.city_id) == city_id, col(Membership.state) == MembershipState.active)
        leaders = select(Membership.person_id).where(
            in_force,
            col(Membership.role) == Role.leader,
            col(Membership.organisation_id).in_(organisation_ids),
        )
        if (await self.session.exec(leaders.limit(1))).first() is not None:
            return leaders.distinct()
        return select(Membership.person_id).where(in_force, col(Membership.role) == Role.coordinator).distinct()


def _logged(noted: Noted, files: Mapping[int, Counter[AttachmentKind]]) -> LoggedNote:
    note = noted.note
    together = sum((files.get(each.id, Counter()) for each in noted.written), Counter[AttachmentKind]())
    return LoggedNote(note.number, note.category, note.facility, note.state, noted.at, tuple(sorted(together.items())))


def _participant(row: Checkin, marked_at: datetime | None) -> Participant:
    return Participant(
        row.person_id,
        row.organisation_id,
        row.method,
        row.arrived_at,
        row.late_minutes,
        row.distance_m,
        row.marked_by,
        marked_at if row.marked_by is not None else None,
        row.left_at,
        row.credited_minutes or 0,
    )


def _sealed(row: PatrolLog) -> Sealed:
    return Sealed(row.number or 0, row.entry or "", row.previous_hash or "", row.hash or "")
