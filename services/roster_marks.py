"""What a leader's mark means for a presence: the facts it is judged on, and the row it leaves."""

from datetime import timedelta

from core.checkins import CheckinMethod, PatrolFacts
from core.checkouts import CheckoutMethod, DutyFacts, credited
from core.geo import Point
from core.rosters import MarkedPresent
from db.repos.checkins import Arrival
from db.repos.rosters import RosterLine
from db.tables import Checkin
from services.roster_sheets import Sheet

_MINUTE = timedelta(minutes=1)


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
