"""Why somebody was not seen, as those above them heard it: who that is, the reason kept, and told to them."""

from collections.abc import Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from core.absences import is_absence
from core.incoming import Incoming
from core.quiet_hours import QuietHours, quiet_end
from core.roles import Actor, NotAllowed, Role
from core.rsvps import RsvpState
from core.standings import ExcuseReason
from db.repos.outbox import Message
from db.repos.rosters import RosterLine
from db.tables import Excuse, Patrol
from db.tables.outbox import Priority
from db.uow import Transaction
from services.base import Policy, Service, Toast
from services.facts import patrol_facts
from services.pages import page_of
from services.roster_marks import TOLD_AFTER
from services.roster_sheets import Place, Sheet, open_sheet, record_look


class AbsenceExcuses(Service):
    async def show(self, incoming: Incoming, place: Place) -> None:
        """Who said yes in the name of this organisation and was not seen, each with what is known of why."""
        async with self.uow.write(taking=incoming) as tx:
            sheet = await self._sheet(tx, incoming, place)
            await record_look(tx, sheet, incoming.at)
            found = page_of(_missed(sheet, incoming.at), place.page)
            facts = {
                "organisation_id": place.organisation_id,
                "organisation": sheet.organisation.name,
                "people": [[line.person_id, line.name, *_said(line)] for line in found.lines],
                "page": found.number,
                "last_page": found.last,
            }
            kind = "absences.absentees"
            await self.answer(tx, incoming, kind, actor=sheet.actor, edits=True, **patrol_facts(sheet.patrol), **facts)

    async def ask(self, incoming: Incoming, place: Place, person_id: int) -> None:
        """Shows one of them with the reasons to choose from."""
        async with self.uow.write(taking=incoming) as tx:
            sheet = await self._sheet(tx, incoming, place)
            await self._show(tx, incoming, sheet, absentee(sheet, person_id, incoming.at))

    async def write(self, incoming: Incoming, place: Place, person_id: int, reason: ExcuseReason) -> Toast:
        """Keeps the reason that somebody told; the last one counts."""
        async with self.uow.write(taking=incoming) as tx:
            sheet = await self._sheet(tx, incoming, place)
            await excuse(tx, sheet, person_id, reason, incoming.at, policy=self.policy)
            now = await self._sheet(tx, incoming, place)
            line = absentee(now, person_id, incoming.at)
            await self._show(tx, incoming, now, line)
        return Toast("absences.written", sheet.actor.locale, {"name": line.name})

    async def _sheet(self, tx: Transaction, incoming: Incoming, place: Place) -> Sheet:
        actor = await self.actor(tx, incoming)
        return await open_sheet(tx, actor, actor.require(Role.leader), place)

    async def _show(self, tx: Transaction, incoming: Incoming, sheet: Sheet, line: RosterLine) -> None:
        await record_look(tx, sheet, incoming.at)
        reason, words, is_own = _said(line)
        facts = {
            "organisation_id": sheet.organisation.id,
            "person_id": line.person_id,
            "name": line.name,
            "reason": reason,
            "words": words,
            "is_own": is_own,
        }
        kind = "absences.excusing"
        await self.answer(tx, incoming, kind, actor=sheet.actor, edits=True, **patrol_facts(sheet.patrol), **facts)


def absentees(patrol: Patrol, organisation_id: int, lines: Sequence[RosterLine], at: datetime) -> Sequence[RosterLine]:
    """Those of a roster who said yes in its organisation's name and were not seen, once the patrol is over."""
    return [
        line
        for line in lines
        if line.answered_for == organisation_id
        and is_absence(
            ends_at=patrol.ends_at,
            at=at,
            had_said_yes=line.answer is RsvpState.going,
            is_present=line.arrived_at is not None,
        )
    ]


def _missed(sheet: Sheet, at: datetime) -> Sequence[RosterLine]:
    return absentees(sheet.patrol, sheet.organisation.id, sheet.lines, at)


def absentee(sheet: Sheet, person_id: int, at: datetime) -> RosterLine:
    """One of them.

    Raises:
        NotAllowed: this person is none.
    """
    for line in _missed(sheet, at):
        if line.person_id == person_id:
            return line
    raise NotAllowed("absence")


async def excuse(
    tx: Transaction, sheet: Sheet, person_id: int, reason: ExcuseReason | None, at: datetime, *, policy: Policy
) -> None:
    """Keeps why one of a roster was not seen, None takes it back; who wrote it is audited, and the person is told.

    Raises:
        NotAllowed: the patrol is not over, or the person did not say yes, or was there.
    """
    line, patrol = absentee(sheet, person_id, at), sheet.patrol
    await set_reason(tx, patrol, line.person_id, reason, at, by=sheet.actor, zone=policy.zone)
    tx.audits.record(
        "absence.unexcused" if reason is None else "absence.excused",
        f"patrol:{patrol.id}",
        at,
        city_id=patrol.city_id,
        actor_id=sheet.actor.person_id,
        person_id=line.person_id,
    )


async def set_reason(
    tx: Transaction,
    patrol: Patrol,
    person_id: int,
    reason: ExcuseReason | None,
    at: datetime,
    *,
    by: Actor,
    zone: ZoneInfo,
) -> None:
    """Keeps what `by` heard and tells the person; None takes it back. What waits and holds no more is never told."""
    slot = f"excuse:{patrol.id}"
    await tx.outbox.withdraw(slot, person_id, at)
    if reason is None:
        await tx.standings.take_excuse_back(patrol.city_id, patrol.id, person_id)
        return
    row = Excuse(
        patrol_id=patrol.id,
        person_id=person_id,
        city_id=patrol.city_id,
        reason=reason,
        entered_by=by.person_id,
        entered_at=at,
    )
    await tx.standings.excuse(row)
    if person_id == by.person_id:
        return
    city = await tx.cities.get(patrol.city_id)
    quiet = QuietHours(city.quiet_from, city.quiet_until)
    message = Message(
        "absences.written_down",
        {"title": patrol.title, "reason": reason.name},
        at,
        Priority.reminder,
        city_id=patrol.city_id,
        slot=slot,
        due_at=quiet_end(at + TOLD_AFTER, quiet, zone),
    )
    await tx.outbox.tell(tx.members.only(person_id), message)


def _said(line: RosterLine) -> tuple[str, str, bool]:
    """The reason, the person's own words, and whether they said so themselves."""
    return (line.excuse.name if line.excuse else "", line.excuse_words, line.excused_by == line.person_id)
