"""What a city keeps no longer: words and places of finished notes, what messages said, the trail of readings, names."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import CursorResult, delete, func, update
from sqlmodel import col, select

from core.incidents import OPEN_STATES
from core.members import IN_FORCE
from core.roles import MembershipState
from db.repos.base import Repo
from db.tables import (
    AuditEntry,
    Broadcast,
    Excuse,
    FacilityRequest,
    Membership,
    Note,
    NoteAttachment,
    NoteDeed,
    NoteEvent,
    OutboxRow,
    Person,
)
from db.tables.outbox import Outcome


class Retentions(Repo):
    async def empty_notes(self, city_id: int, before: datetime) -> int:
        """Takes words, place and files from notes that were finished before then; number, kind and dates stay."""
        moved_since = select(NoteEvent.note_id).where(
            col(NoteEvent.note_id) == col(Note.id), col(NoteEvent.at) >= before
        )
        over = (
            col(Note.city_id) == city_id,
            col(Note.state).not_in(OPEN_STATES),
            col(Note.created_at) < before,
            ~moved_since.exists(),
        )
        await self._run(delete(NoteAttachment).where(col(NoteAttachment.note_id).in_(select(Note.id).where(*over))))
        for table in (NoteDeed, FacilityRequest):
            theirs = col(table.note_id).in_(select(Note.id).where(*over))
            await self._run(update(table).where(theirs, col(table.remark) != "").values(remark=""))
        has_something = (col(Note.text) != "") | col(Note.place).is_not(None) | col(Note.latitude).is_not(None)
        return await self._run(
            update(Note).where(*over, has_something).values(text="", place=None, latitude=None, longitude=None)
        )

    async def empty_excuses(self, city_id: int, before: datetime) -> int:
        """Takes away what people wrote themselves of why they did not come."""
        return await self._run(
            update(Excuse)
            .where(col(Excuse.city_id) == city_id, col(Excuse.entered_at) < before, col(Excuse.words) != "")
            .values(words="")
        )

    async def empty_messages(self, city_id: int, before: datetime) -> int:
        """Gives up messages that failed, and what ended broadcasts said; what was delivered is forgotten at once."""
        await self._run(
            update(Broadcast)
            .where(col(Broadcast.city_id) == city_id, col(Broadcast.ended_at) < before)
            .values(message_ids=[], text="")
        )
        return await self._run(
            update(OutboxRow)
            .where(
                col(OutboxRow.city_id) == city_id,
                col(OutboxRow.outcome) == Outcome.failed,
                col(OutboxRow.done_at) < before,
            )
            .values(facts={}, outcome=Outcome.dropped)
        )

    async def forget_audits(self, city_id: int, before: datetime) -> int:
        return await self._run(
            delete(AuditEntry).where(col(AuditEntry.city_id) == city_id, col(AuditEntry.at) < before)
        )

    async def gone_since(self, city_id: int, before: datetime, limit: int) -> Sequence[int]:
        """Ids of people of this city who hold and await no role anywhere, and did not since then."""
        ended = func.coalesce(Membership.ended_at, Membership.decided_at, Membership.applied_at)
        holds = select(Membership.id).where(
            col(Membership.person_id) == col(Person.id),
            col(Membership.state).in_((MembershipState.waiting, *IN_FORCE)) | (ended >= before),
        )
        held_some = select(Membership.id).where(col(Membership.person_id) == col(Person.id))
        return (
            await self.session.exec(
                select(Person.id)
                .where(
                    Person.city_id == city_id,
                    col(Person.left_at).is_(None),
                    Person.created_at < before,
                    held_some.exists(),
                    ~holds.exists(),
                )
                .order_by(col(Person.id))
                .limit(limit)
            )
        ).all()

    async def _run(self, statement: Any) -> int:
        done: CursorResult[tuple[()]] = await self.session.execute(  # type: ignore[assignment]
            statement.execution_options(synchronize_session=False)
        )
        return done.rowcount
