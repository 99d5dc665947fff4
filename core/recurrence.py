"""Patrols that repeat: which local days they fall on, and when each of them is announced.

The first date is always the day the coordinator named, even when the rule alone would not choose it or it is a
public holiday: it was named on purpose. Later dates follow the rule. The hour is that of the wall clock, so a
patrol at 20:00 stays at 20:00 when the clocks change.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Literal
from zoneinfo import ZoneInfo

from dateutil.rrule import DAILY, MONTHLY, WEEKLY, rrule, weekday

ANNOUNCED_AHEAD = timedelta(days=7)
ANNOUNCED_AHEAD_IF_OFTEN = timedelta(days=1)
ANNOUNCING_BEGINS = time(9)
ANNOUNCING_ENDS = time(20)
LEAST_GAP = timedelta(hours=1)
LAST = -1

_DAY_CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NTHS = (1, 2, 3, 4, 5, LAST)
_ONE_DAY = timedelta(days=1)


class Frequency(StrEnum):
    """How a series goes on."""

    daily = "daily"
    weekly = "weekly"
    monthly = "monthly"


_RRULE_FREQUENCY: dict[Frequency, Literal[1, 2, 3]] = {
    Frequency.daily: DAILY,
    Frequency.weekly: WEEKLY,
    Frequency.monthly: MONTHLY,
}


@dataclass(frozen=True, slots=True)
class Recurrence:
    """A rule; `weekdays` from 0 (Monday), `nths` of a month 1 to 5 or -1 for the last, `until` included."""

    frequency: Frequency
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    until: date | None = None
    skips_holidays: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "weekdays", tuple(sorted(set(self.weekdays))))
        object.__setattr__(self, "nths", tuple(sorted(set(self.nths), key=_NTHS.index)))
        if any(number not in range(7) for number in self.weekdays):
            raise ValueError(f"{self.weekdays} are not all weekdays")
        if bool(self.weekdays) is (self.frequency is Frequency.daily):
            raise ValueError("weekdays belong to weekly and monthly rules, and only there")
        if bool(self.nths) is not (self.frequency is Frequency.monthly):
            raise ValueError("the first, third, last … of a month belongs to monthly rules, and only there")


def occurrences(
    rule: Recurrence,
    *,
    first_day: date,
    from_day: date,
    to_day: date,
    is_holiday: Callable[[date], bool],
    skipped_days: Collection[date] = (),
) -> Iterator[date]:
    """The days of a series from `from_day` to `to_day`, both included, in order; `skipped_days` are left out."""
    if from_day <= first_day <= to_day and first_day not in skipped_days:
        yield first_day
    begins = max(first_day + _ONE_DAY, from_day)
    ends = to_day if rule.until is None else min(to_day, rule.until)
    if begins > ends:
        return
    for moment in rrule(
        _RRULE_FREQUENCY[rule.frequency],
        dtstart=datetime.combine(begins, time()),
        until=datetime.combine(ends, time()),
        byweekday=_by_weekday(rule),
    ):
        day = moment.date()
        if day not in skipped_days and not (rule.skips_holidays and is_holiday(day)):
            yield day


def ended_before(rule: Recurrence, day: date) -> Recurrence:
    """The rule of a series of which this day and all that follow are cancelled or go on under another rule."""
    last = day - _ONE_DAY
    return replace(rule, until=last if rule.until is None else min(last, rule.until))


def is_chosen(rule: Recurrence, day: date) -> bool:
    """Whether the rule alone would choose this day: a preview says so of a first date it would not."""
    if rule.frequency is Frequency.daily:
        return True
    if day.weekday() not in rule.weekdays:
        return False
    is_last = (day + 7 * _ONE_DAY).month != day.month
    return not rule.nths or (day.day - 1) // 7 + 1 in rule.nths or (LAST in rule.nths and is_last)


def is_more_often_than_weekly(rule: Recurrence) -> bool:
    """Whether two dates of the rule can be less than a week apart."""
    return rule.frequency is Frequency.daily or len(rule.weekdays) > 1


def occurrence_times(day: date, *, begins: time, duration: timedelta, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Start and end, in UTC, of the patrol on one of its days; `begins` is the wall time of the whole series.

    A start that the clocks skip on that day is an hour later on the wall, as long after midnight as ever.
    """
    starts_at = datetime.combine(day, begins, tzinfo=zone).astimezone(UTC)
    return starts_at, starts_at + duration


def announce_at(starts_at: datetime, rule: Recurrence, zone: ZoneInfo) -> datetime:
    """When a later date of the series is announced.

    The last moment between 09:00 and 20:00 that is at least seven days ahead, or one day where the series repeats
    more often than weekly. Dates that differ by a day are announced a day apart, so never two at once.
    """
    ahead = ANNOUNCED_AHEAD_IF_OFTEN if is_more_often_than_weekly(rule) else ANNOUNCED_AHEAD
    wall = starts_at.astimezone(zone).replace(tzinfo=None) - ahead
    if wall.time() > ANNOUNCING_ENDS:
        wall = datetime.combine(wall.date(), ANNOUNCING_ENDS)
    elif wall.time() < ANNOUNCING_BEGINS:
        wall = datetime.combine(wall.date() - _ONE_DAY, ANNOUNCING_ENDS)
    return wall.replace(tzinfo=zone).astimezone(UTC)


def next_announcement_at(starts_at: datetime, rule: Recurrence, zone: ZoneInfo, *, previous_at: datetime) -> datetime:
    """`announce_at`, put off where that would be with or before the announcement of the date before.

    That happens when a series is published late, or its first date lies a few days before the rule's next. It then
    follows at least an hour after `previous_at` and in the day, or, where the start is nearer, halfway to it.
    """
    planned = announce_at(starts_at, rule, zone)
    if planned >= previous_at + LEAST_GAP:
        return planned
    wall = (previous_at + LEAST_GAP).astimezone(zone)
    if wall.time() > ANNOUNCING_ENDS:
        wall = datetime.combine(wall.date() + _ONE_DAY, ANNOUNCING_BEGINS, tzinfo=zone)
    elif wall.time() < ANNOUNCING_BEGINS:
        wall = datetime.combine(wall.date(), ANNOUNCING_BEGINS, tzinfo=zone)
    put_off = wall.astimezone(UTC)
    if put_off < starts_at:
        return put_off
    return previous_at + max(timedelta(), starts_at - previous_at) / 2


def to_canonical(rule: Recurrence) -> str:
    """One line to store, in the words of iCalendar: `FREQ=MONTHLY;BYDAY=3FR;UNTIL=20270331;HOLIDAYS=SKIP`."""
    parts = [f"FREQ={rule.frequency.name.upper()}"]
    if rule.weekdays:
        nths = rule.nths or ("",)
        parts.append("BYDAY=" + ",".join(f"{nth}{_DAY_CODES[number]}" for nth in nths for number in rule.weekdays))
    if rule.until is not None:
        parts.append("UNTIL=" + rule.until.isoformat().replace("-", ""))
    if rule.skips_holidays:
        parts.append("HOLIDAYS=SKIP")
    return ";".join(parts)


def from_canonical(text: str) -> Recurrence:
    """Back from `to_canonical`; ValueError for anything else."""
    facts = dict(part.split("=", 1) for part in text.split(";"))
    days = [re.fullmatch(r"(-?\d)?([A-Z]{2})", day) for day in facts.get("BYDAY", "").split(",") if day]
    found = [match for match in days if match is not None]
    if len(found) != len(days) or "FREQ" not in facts:
        raise ValueError(f"{text!r} is not a stored recurrence")
    until = facts.get("UNTIL")
    return Recurrence(
        Frequency(facts["FREQ"].lower()),
        weekdays=tuple(_DAY_CODES.index(match[2]) for match in found),
        nths=tuple(int(match[1]) for match in found if match[1]),
        until=None if until is None else datetime.strptime(until, "%Y%m%d").replace(tzinfo=UTC).date(),
        skips_holidays=facts.get("HOLIDAYS") == "SKIP",
    )


def to_rrule(rule: Recurrence) -> str:
    """The rule for a calendar file; holidays left out and dates skipped are told there one by one."""
    return to_canonical(rule).removesuffix(";HOLIDAYS=SKIP")


def _by_weekday(rule: Recurrence) -> list[weekday] | None:
    if not rule.weekdays:
        return None
    nths = rule.nths or (None,)
    return [weekday(number, nth) for nth in nths for number in rule.weekdays]
