"""Volunteer hours: what of a presence counts, at most eight hours a local day.

What counts lies inside the planned patrol: waiting before the start and talking after the end are no service a
volunteer centre would confirm. Seconds do not count. Two patrols at the same time count once, and a patrol across
midnight counts on both days.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

MAX_PER_DAY = timedelta(hours=8)
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Span:
    """From one instant to a later one."""

    begins_at: datetime
    ends_at: datetime

    @property
    def length(self) -> timedelta:
        """Whole minutes."""
        return (self.ends_at - self.begins_at) // _MINUTE * _MINUTE


def credited_span(
    starts_at: datetime, ends_at: datetime, checked_in_at: datetime, checked_out_at: datetime
) -> Span | None:
    """The part of a presence inside its patrol; None when they do not meet."""
    begins, ends = max(starts_at, checked_in_at), min(ends_at, checked_out_at)
    return Span(begins, ends) if begins < ends else None


def credit_days(spans: Iterable[Span], zone: ZoneInfo) -> dict[date, timedelta]:
    """Hours by local day, overlaps counted once, at most eight a day."""
    days: dict[date, timedelta] = {}
    for span in _merged(spans):
        for day, part in split_by_day(span, zone):
            days[day] = days.get(day, timedelta()) + (part.ends_at - part.begins_at)
    return {day: min(MAX_PER_DAY, total // _MINUTE * _MINUTE) for day, total in sorted(days.items())}


def hours_in_month(days: Mapping[date, timedelta], year: int, month: int) -> timedelta:
    """The sum of one month of `credit_days`."""
    return sum((total for day, total in days.items() if (day.year, day.month) == (year, month)), timedelta())


def hours_in_year(days: Mapping[date, timedelta], year: int) -> timedelta:
    """The sum of one year of `credit_days`."""
    return sum((total for day, total in days.items() if day.year == year), timedelta())


def _merged(spans: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.begins_at, span.ends_at)):
        if merged and span.begins_at <= merged[-1].ends_at:
            last = merged.pop()
            merged.append(Span(last.begins_at, max(last.ends_at, span.ends_at)))
        else:
            merged.append(span)
    return merged


def split_by_day(span: Span, zone: ZoneInfo) -> Iterable[tuple[date, Span]]:
    """The local days a span touches, each with its part of the span."""
    begins = span.begins_at
    while begins < span.ends_at:
        day = begins.astimezone(zone).date()
        midnight = _end_of(day, zone)
        if begins is span.begins_at and span.ends_at <= midnight:
            yield day, span
            return
        ends = min(span.ends_at, midnight)
        yield day, Span(begins, ends)
        begins = ends


@lru_cache(maxsize=1024)
def _end_of(day: date, zone: ZoneInfo) -> datetime:
    """The midnight after a local day; hundreds of spans lie within the same few days."""
    return datetime.combine(day + timedelta(days=1), time(), tzinfo=zone).astimezone(UTC)
