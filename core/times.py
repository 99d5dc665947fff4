"""From what people type to instants: a range of time in the city's zone, relative to now.

Yearless days are the next such day from today on. An end not after the start is on the next day. A wall time
that the clocks skip in spring is refused by name; one that comes twice in autumn is the first.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from core.clocks import ClockRange, TimeProblem, TimeReason, parse_clock_range, unify
from core.days import TypedDay, read_day

LONGEST_PATROL = timedelta(hours=16)
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class TimeRange:
    """Aware UTC instants, the end after the start."""

    starts_at: datetime
    ends_at: datetime


def parse_range(text: str, *, now: datetime, zone: ZoneInfo) -> TimeRange | TimeProblem:
    """`12월 4일 20시-22시` and its kin; what is wrong is told with the piece it is about."""
    piece = unify(text)
    day = read_day(piece, today=local_day(now, zone))
    if isinstance(day, TimeProblem):
        return day
    rest = piece[day.end :].strip(" ,")
    if not rest:
        return TimeProblem(TimeReason.no_time, piece)
    clocks = _clocks_with_end_day(rest, day)
    if isinstance(clocks, TimeProblem):
        return clocks
    found = combine_range(day.day, clocks, now=now, zone=zone)
    if isinstance(found, TimeProblem) and found.reason is TimeReason.past_start and day.may_roll:
        return combine_range(day.day + _WEEK, clocks, now=now, zone=zone)
    return found


def combine_range(day: date, clocks: ClockRange, *, now: datetime, zone: ZoneInfo) -> TimeRange | TimeProblem:
    """A day and two wall times, as they come from a form or one by one from a dialog."""
    shown = f"{day.isoformat()} {clocks.begins:%H:%M}-{clocks.ends:%H:%M}"
    starts_at = to_utc(datetime.combine(day, clocks.begins), zone)
    last_day = day + timedelta(days=1) if clocks.ends_next_day else day
    ends_at = to_utc(datetime.combine(last_day, clocks.ends), zone)
    if isinstance(starts_at, TimeProblem):
        return starts_at
    if isinstance(ends_at, TimeProblem):
        return ends_at
    if starts_at < now:
        return TimeProblem(TimeReason.past_start, shown)
    if ends_at - starts_at > LONGEST_PATROL:
        return TimeProblem(TimeReason.too_long, shown)
    return TimeRange(starts_at, ends_at)


def to_utc(wall: datetime, zone: ZoneInfo) -> datetime | TimeProblem:
    """The instant of a naive wall time, unless the clocks skip it."""
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) != wall:
        return TimeProblem(TimeReason.skipped_time, f"{wall:%Y-%m-%d %H:%M}")
    return instant


def local_day(at: datetime, zone: ZoneInfo) -> date:
    """The calendar day of an instant."""
    return at.astimezone(zone).date()


def day_bounds(day: date, zone: ZoneInfo) -> TimeRange:
    """From one local midnight to the next."""
    begins, ends = (datetime.combine(d, time(), tzinfo=zone).astimezone(UTC) for d in (day, day + timedelta(days=1)))
    return TimeRange(begins, ends)


def _clocks_with_end_day(rest: str, day: TypedDay) -> ClockRange | TimeProblem:
    """Notices also say the day of the end: `12/4 22:00 - 12/5 01:00`; it must be the one the clocks mean."""
    begin, dash, end = rest.partition("-")
    if not dash:
        begin, dash, end = rest.partition("~")
    second = read_day(end.strip(), today=day.day) if dash else TimeProblem(TimeReason.no_date, "")
    if isinstance(second, TimeProblem) or second.may_roll:
        return parse_clock_range(rest)
    clocks = parse_clock_range(f"{begin}-{end.strip()[second.end :]}")
    if isinstance(clocks, TimeProblem):
        return clocks
    days_between = (second.day - day.day).days
    if days_between == int(clocks.ends_next_day):
        return clocks
    reason = TimeReason.too_long if days_between > 0 else TimeReason.impossible_date
    return TimeProblem(reason, rest)
