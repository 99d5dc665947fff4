"""What a leader's mark means for a presence: the facts it is judged on, the row it leaves, and who hears of it."""

from datetime import datetime, timedelta

from core.checkins import CheckinMethod, PatrolFacts, TooEarly
from core.checkouts import CheckoutMethod, DutyFacts, credited
from core.geo import Point
from core.rosters import AlreadySo, Closed, MarkDecision, MarkedAbsent, MarkedPresent, decide_mark
from db.repos.checkins import Arrival
from db.repos.outbox import Message
from db.repos.rosters import RosterLine
from db.tables import Checkin
from db.uow import Transaction
from services.roster_sheets import Sheet

_MINUTE = timedelta(minutes=1)
TOLD_AFTER = timedelta(seconds=5)
"""A slip of the thumb is put right in this time, and the person marked hears only how it ended."""


async def set_presence(
    tx: Transaction, sheet: Sheet, person_id: int, at: datetime, *, is_present: bool
) -> MarkDecision:
    """Says that a person of this roster is here, or is not; what it came to. A signed log ends all marking."""
    sealed_at = await tx.patrol_logs.sealed_at(sheet.patrol)
    if sealed_at is not None:
        return Closed(sheet.patrol.id, sealed_at)
    line = sheet.line(person_id)
    row = await tx.checkins.lock(sheet.patrol.city_id, sheet.patrol.id, person_id)
    decision = decide_mark(rule_facts(sheet, row), at, is_present=is_present)
    has_changed = not isinstance(decision, AlreadySo)
    match decision:
        case MarkedPresent():
            # False when the person's own word was quicker. The patrol is not held meanwhile: a check-in
            # waits for it after it has taken the key that this row needs.
            has_changed = await tx.checkins.arrive(arrival_by_mark(sheet, line, decision))
        case MarkedAbsent() if row is not None:
            take_back(row, sheet.actor.person_id)
        case TooEarly() | Closed():
            return decision
        case AlreadySo() | MarkedAbsent():
            pass
    if has_changed:
        await record_mark(tx, sheet, line, "present" if is_present else "absent", at)
    return decision


async def record_mark(tx: Transaction, sheet: Sheet, line: RosterLine, what: str, at: datetime) -> None:
    """Keeps who marked whom, and tells the person who was marked."""
    tx.audits.record(
        f"checkin.marked_{what}",
        f"patrol:{sheet.patrol.id}",
        at,
        city_id=sheet.patrol.city_id,
        actor_id=sheet.actor.person_id,
        person_id=line.person_id,
        organisation_id=sheet.organisation.id,
    )
    if line.person_id == sheet.actor.person_id:
        return
    message = Message(
        f"rosters.marked_{what}",
        {"title": sheet.patrol.title, "at": at.isoformat()},
        at,
        city_id=sheet.patrol.city_id,
        slot=f"mark:{sheet.patrol.id}",
        due_at=at + TOLD_AFTER,
    )
    await tx.outbox.tell(tx.members.only(line.person_id), message)


def rule_facts(sheet: Sheet, row: Checkin | None) -> PatrolFacts:
    """The patrol and this person's presence, as the rule sees them."""
    patrol = sheet.patrol
    was_there = row is not None and row.is_present
    return PatrolFacts(
        patrol.id,
        patrol.starts_at,
        patrol.ends_at,
        Point(patrol.latitude, patrol.longitude),
        patrol.code_secret.encode(),
        opens_before=timedelta(minutes=sheet.city.checkin_opens_minutes),
        checked_in_at=row.arrived_at if row and was_there else None,
        checked_out_at=row.left_at if row and was_there else None,
    )


def arrival_by_mark(sheet: Sheet, line: RosterLine, mark: MarkedPresent) -> Arrival:
    """The presence a leader's mark stands for."""
    patrol = sheet.patrol
    counts: timedelta | None = None
    if mark.left_at is not None:
        counts = credited(DutyFacts(patrol.id, patrol.starts_at, patrol.ends_at, mark.arrived_at), mark.left_at)
    return Arrival(
        city_id=patrol.city_id,
        patrol_id=patrol.id,
        person_id=line.person_id,
        organisation_id=sheet.organisation.id,
        method=CheckinMethod.roster,
        arrived_at=mark.arrived_at,
        late_minutes=mark.late // _MINUTE,
        marked_by=sheet.actor.person_id,
        left_at=mark.left_at,
        checkout_method=CheckoutMethod.leader if mark.left_at else None,
        credited_minutes=None if counts is None else counts // _MINUTE,
    )


def take_back(row: Checkin, marked_by: int) -> None:
    """The row stays, so that it can be seen who took the presence back."""
    row.is_present = False
    row.marked_by = marked_by
    row.left_at = None
    row.checkout_method = None
    row.credited_minutes = None
