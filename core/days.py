"""Days as people write them, relative to today: `2026-12-04`, `12/4`, `12월 4일(금)`, `내일`, `다음 주 금`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from core.clocks import LONGEST_TYPED, TimeProblem, TimeReason, unify

FURTHEST_AHEAD = timedelta(days=5 * 366)
_CENTURY, _WEEK = 2000, 7
_LEAP_CYCLE = 8

WEEKDAYS = ("월", "화", "수", "목", "금", "토", "일")
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_ENGLISH_TAILS = ("day", "sday", "nesday", "rsday", "day", "urday", "day")
_RELATIVE = {
    "오늘": 0,
    "today": 0,
    "내일": 1,
    "tomorrow": 1,
    "모레": 2,
    "day after tomorrow": 2,
    "글피": 3,
}
_NAMED_DAY = "|".join(
    [rf"[{''.join(WEEKDAYS)}](?:요일)?(?![가-힣])"]
    + [rf"{short}(?:{tail})?\b" for short, tail in zip(_ENGLISH, _ENGLISH_TAILS, strict=True)]
)
_DATE = re.compile(
    r"(?:(?P<year>\d{4}|\d{2})\s*(?P<mark>[-./]|년)\s*)?"
    r"(?P<month>\d{1,2})\s*(?:(?P<sep>[-./])\s*(?P<day>\d{1,2})\.?|월\s*(?P<spoken>\d{1,2})\s*일)"
    rf"(?!\d)(?:\s*[(,]?\s*(?P<weekday>{_NAMED_DAY})\s*\)?)?"
)
_RELATIVE_DAY = re.compile("|".join(sorted(_RELATIVE, key=len, reverse=True)))
_WEEKDAY = re.compile(rf"(?:(?P<week>이번|다음|this|next)\s*(?:주|week)?\s*)?(?P<weekday>{_NAMED_DAY})")


@dataclass(frozen=True, slots=True)
class TypedDay:
    """A day and where in the text it ended; `may_roll` for a bare weekday, which means the next one not past."""

    day: date
    end: int
    may_roll: bool = False


def parse_day(text: str, *, today: date) -> date | TimeProblem:
    """One day, as an answer to a question; a day before today is refused."""
    piece = unify(text)
    read = read_day(piece, today=today)
    if isinstance(read, TimeProblem):
        return read
    if piece[read.end :].strip():
        return TimeProblem(TimeReason.unreadable, piece[read.end :].strip())
    if read.day < today:
        return TimeProblem(TimeReason.past_day, piece)
    return read.day


def weekday_number(name: str) -> int | None:
    """0 for Monday; `금`, `금요일`, `fri`, `Friday`."""
    if not re.fullmatch(_NAMED_DAY, name):
        return None
    if name[0] in WEEKDAYS:
        return WEEKDAYS.index(name[0])
    return _ENGLISH.index(name[:3])


def read_day(piece: str, *, today: date) -> TypedDay | TimeProblem:
    """The day at the beginning of unified text."""
    if len(piece) > LONGEST_TYPED:
        return TimeProblem(TimeReason.unreadable, piece[:LONGEST_TYPED])
    if match := _DATE.match(piece):
        day = _calendar_day(match, today)
        return day if isinstance(day, TimeProblem) else TypedDay(day, match.end())
    if match := _RELATIVE_DAY.match(piece):
        return TypedDay(today + timedelta(days=_RELATIVE[match[0]]), match.end())
    if match := _WEEKDAY.match(piece):
        return _named_day(match, today)
    return TimeProblem(TimeReason.no_date, piece)


def _calendar_day(match: re.Match[str], today: date) -> date | TimeProblem:
    piece = match[0].strip()
    month, number = int(match["month"]), int(match["day"] or match["spoken"])
    if match["year"] is None:
        day = _next_such_day(month, number, today)
    else:
        year = int(match["year"])
        day = _day_or_none(year if year >= _CENTURY else _CENTURY + year % 100, month, number)
    if day is None:
        return TimeProblem(TimeReason.impossible_date, piece)
    if day - today > FURTHEST_AHEAD:
        return TimeProblem(TimeReason.too_far_ahead, piece)
    if match["weekday"] is not None and weekday_number(match["weekday"]) != day.weekday():
        return TimeProblem(TimeReason.wrong_weekday, piece)
    return day


def _next_such_day(month: int, number: int, today: date) -> date | None:
    """Without a year: the next such day from today on, which for 29 February can be years away."""
    days = (_day_or_none(today.year + years, month, number) for years in range(_LEAP_CYCLE + 1))
    return next((day for day in days if day is not None and day >= today), None)


def _day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _named_day(match: re.Match[str], today: date) -> TypedDay | TimeProblem:
    number = weekday_number(match["weekday"])
    if number is None:
        return TimeProblem(TimeReason.unreadable, match[0])
    if match["week"] is None:
        return TypedDay(today + timedelta(days=(number - today.weekday()) % _WEEK), match.end(), may_roll=True)
    monday = today - timedelta(days=today.weekday())
    weeks = 1 if match["week"] in {"다음", "next"} else 0
    return TypedDay(monday + timedelta(days=number, weeks=weeks), match.end())
