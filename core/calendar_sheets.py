"""The days on one sheet of a calendar, a month or a week, and which sheets lie beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONDAY, SUNDAY = 0, 6
WEEK = timedelta(days=7)
_DAY = timedelta(days=1)


class Spread(StrEnum):
    """How much of the calendar one sheet shows."""

    month = "month"
    week = "week"


@dataclass(frozen=True, slots=True)
class CalendarSheet:
    """Whole weeks; `first` and `last` bound what the sheet is about, a month's neighbours fill its corners."""

    spread: Spread
    days: tuple[date, ...]
    first: date
    last: date

    @property
    def previous(self) -> date:
        """A day on the sheet before."""
        return self.first - _DAY

    @property
    def next(self) -> date:
        """A day on the sheet after."""
        return self.last + _DAY

    def is_about(self, day: date) -> bool:
        return self.first <= day <= self.last


def sheet_of(day: date, spread: Spread, *, begins_on: int) -> CalendarSheet:
    """The sheet this day is on; its weeks begin on the weekday `begins_on`, 0 for Monday."""
    if spread is Spread.week:
        first, last = _week_begin(day, begins_on), _week_begin(day, begins_on) + WEEK - _DAY
    else:
        first = day.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - _DAY
    begins, ends = _week_begin(first, begins_on), _week_begin(last, begins_on) + WEEK
    days = tuple(begins + timedelta(days=number) for number in range((ends - begins).days))
    return CalendarSheet(spread, days, first, last)


def _week_begin(day: date, begins_on: int) -> date:
    return day - timedelta(days=(day.weekday() - begins_on) % WEEK.days)
