"""A month in numbers."""

from datetime import UTC, date, datetime, timedelta

from core.areas import Spot
from core.incidents import IncidentCategory, IncidentState
from core.months import MonthPatrol, OrganisationMonth, month_of, notes_of
from core.volunteer_hours import ServiceLine

AT = datetime(2026, 12, 4, 11, tzinfo=UTC)
DAY = date(2026, 12, 4)


def _line(patrol_id: int, minutes: int) -> ServiceLine:
    return ServiceLine(DAY, patrol_id, AT, AT + timedelta(minutes=minutes), timedelta(minutes=minutes))


NOTHING = notes_of([])


def test_people_are_counted_once_and_presences_each_time() -> None:
    patrols = [
        MonthPatrol(1, DAY, ("범계역",), {7: frozenset({1, 2}), 8: frozenset({3})}),
        MonthPatrol(2, DAY + timedelta(days=7), ("범계역", "일번가"), {7: frozenset({1})}),
    ]
    lines = {1: [_line(1, 120), _line(2, 60)], 2: [_line(1, 90)], 3: [_line(1, 30)]}
    month = month_of(patrols, lines, NOTHING, ["일번가", "중앙공원"])

    assert (month.patrols, month.people, month.presences) == (2, 3, 4)
    assert month.served == timedelta(minutes=300)
    assert month.organisations == (
        OrganisationMonth(7, 2, 3, timedelta(minutes=270)),
        OrganisationMonth(8, 1, 1, timedelta(minutes=30)),
    )
    assert month.zones == {"범계역": 2, "일번가": 1}
    assert month.missed_zones == ("중앙공원",)
    assert month.days == {DAY: 3, DAY + timedelta(days=7): 1}


def test_notes_are_counted_by_what_became_of_them() -> None:
    facility = IncidentCategory.facility
    spots = [
        Spot(None, None, facility, IncidentState.done, 600),
        Spot(None, None, facility, IncidentState.open),
        Spot(None, None, IncidentCategory.suspicious, IncidentState.handed_to_112, 120),
        Spot(None, None, None, IncidentState.accepted, 3600),
    ]
    found = notes_of(spots)

    assert (found.written, found.open, found.handed_to_112) == (4, 2, 1)
    assert (found.facilities_reported, found.facilities_fixed) == (2, 1)
    assert found.time_to_triage == timedelta(minutes=10)
    assert found.categories == {facility: 2, IncidentCategory.suspicious: 1, None: 1}


def test_an_empty_month_has_no_time_to_triage() -> None:
    month = month_of([], {}, NOTHING, [])

    assert month.patrols == month.people == 0
    assert month.notes.time_to_triage is None
