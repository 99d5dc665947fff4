"""Volunteer hours as they are written down: one line a patrol and local day, at most eight hours a day in all.

The lines of a day add up to what the day counts: where two patrols overlap, the common time stands in the line of the
earlier one, and what goes beyond the day's limit is taken from its last lines.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.checkouts import DutyFacts, duty_span
from core.hours import MAX_PER_DAY, Span, split_by_day

_MINUTE = timedelta(minutes=1)
_NOTHING = timedelta()
_DECEMBER = 12


class Period(StrEnum):
    """What somebody wants their hours written down for."""

    this_month = "this_month"
    last_month = "last_month"
    this_year = "this_year"
    last_year = "last_year"


@dataclass(frozen=True, slots=True)
class ServiceLine:
    """What one patrol counts on one local day."""

    day: date
    patrol_id: int
    begins_at: datetime
    ends_at: datetime
    credited: timedelta


@dataclass(frozen=True, slots=True)
class Days:
    """From a first local day to a last one, both counted."""

    first: date
    last: date

    def bounds(self, zone: ZoneInfo) -> tuple[datetime, datetime]:
        """The moment it begins, and the moment after it ends."""
        begins = datetime.combine(self.first, time(), tzinfo=zone).astimezone(UTC)
        ends = datetime.combine(self.last + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
        return begins, ends


def month_days(year: int, month: int) -> Days:
    """All days of a month."""
    following = date(year + 1, 1, 1) if month == _DECEMBER else date(year, month + 1, 1)
    return Days(date(year, month, 1), following - timedelta(days=1))


def month_before(year: int, month: int) -> tuple[int, int]:
    """The month before this one."""
    return (year - 1, _DECEMBER) if month == 1 else (year, month - 1)


def months_until(today: date, count: int) -> list[tuple[int, int]]:
    """So many months (year, month), the one of today first."""
    months = [(today.year, today.month)]
    while len(months) < count:
        months.append(month_before(*months[-1]))
    return months


def period_days(period: Period, today: date) -> Days:
    """The days of a period around today; a month or year that still runs ends with its last day all the same."""
    match period:
        case Period.this_month:
            return month_days(today.year, today.month)
        case Period.last_month:
            return month_days(*month_before(today.year, today.month))
        case Period.this_year:
            return Days(date(today.year, 1, 1), date(today.year, _DECEMBER, 31))
        case Period.last_year:
            return Days(date(today.year - 1, 1, 1), date(today.year - 1, _DECEMBER, 31))


def service_lines(duties: Iterable[DutyFacts], days: Days, zone: ZoneInfo) -> tuple[ServiceLine, ...]:
    """The lines of one person within these days, in order; what counts nothing has no line."""
    lines: list[ServiceLine] = []
    served: dict[date, timedelta] = {}
    for patrol_id, span in _without_overlaps(duties):
        for day, part in split_by_day(span, zone):
            before = served.get(day, _NOTHING)
            served[day] = before + (part.ends_at - part.begins_at)
            credited = _counted(served[day]) - (_counted(before) if before else _NOTHING)
            if credited and days.first <= day <= days.last:
                lines.append(ServiceLine(day, patrol_id, part.begins_at, part.ends_at, credited))
    return tuple(lines)


def total(lines: Iterable[ServiceLine]) -> timedelta:
    """All that these lines count."""
    return sum((line.credited for line in lines), timedelta())


def _counted(served: timedelta) -> timedelta:
    return min(MAX_PER_DAY, served // _MINUTE * _MINUTE)


def _without_overlaps(duties: Iterable[DutyFacts]) -> Iterable[tuple[int, Span]]:
    """What each duty counts, less what an earlier one counts already."""
    spans = [
        (duty.patrol_id, span)
        for duty in duties
        if duty.checked_out_at is not None and (span := duty_span(duty, duty.checked_out_at)) is not None
    ]
    if len(spans) > 1:
        spans.sort(key=lambda each: (each[1].begins_at, each[1].ends_at, each[0]))
    counted_until: datetime | None = None
    for patrol_id, span in spans:
        begins = span.begins_at if counted_until is None else max(span.begins_at, counted_until)
        if begins < span.ends_at:
            yield patrol_id, span if begins is span.begins_at else Span(begins, span.ends_at)
            counted_until = span.ends_at


REMIND_BEFORE = timedelta(days=10)
"""Time enough to type a list into the portal beside one's work."""
REMIND_AT = time(10, 0)


def portal_deadline(year: int, month: int, deadline_months: int) -> date:
    """The last day on which the hours of a month may be entered: so many whole months after its end.

    Some centres count from each day of service; the reminder comes early enough for the later days of the month.
    """
    for _ in range(deadline_months):
        year, month = (year + 1, 1) if month == _DECEMBER else (year, month + 1)
    return month_days(year, month).last


def months_to_remind_of(at: datetime, deadline_months: int, zone: ZoneInfo) -> tuple[tuple[int, int, date], ...]:
    """The months (year, month, deadline) whose list is due to be sent now: in their last days before the deadline."""
    local = at.astimezone(zone)
    year, month = local.year, local.month
    found = []
    for _ in range(deadline_months + 1):
        year, month = month_before(year, month)
        deadline = portal_deadline(year, month, deadline_months)
        begins = datetime.combine(deadline - REMIND_BEFORE, REMIND_AT, tzinfo=zone)
        if begins <= local and local.date() <= deadline:
            found.append((year, month, deadline))
    return tuple(found)
