"""Times of day as Koreans write them: `20:00-22:00`, `20시30분~22시`, `오후 8시-10시`, `8pm-10pm`."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import time
from enum import StrEnum

LONGEST_TYPED = 120
_HOURS, _MINUTES, _NOON = 24, 60, 12
_AM = frozenset({"오전", "아침", "새벽", "am", "a.m."})
_PM = frozenset({"오후", "저녁", "pm", "p.m."})
_NIGHT, _DAYTIME = "밤", "낮"
_NIGHT_BEGINS, _DAYTIME_BEGINS = 6, 10

_HALF = r"(?P<half>오전|오후|아침|새벽|저녁|밤|낮|am|pm|a\.m\.|p\.m\.)"
_CLOCK = re.compile(
    rf"(?P<word>정오|자정|noon|midnight)"
    rf"|(?:{_HALF}\s*)?(?P<hour>\d{{1,4}})"
    r"(?:\s*:\s*(?P<minute>\d{1,4})|\s*시(?:\s*(?P<spoken>\d{1,4})\s*분|\s*(?P<thirty>반))?)?"
    rf"(?:\s*{_HALF.replace('half', 'after')})?"
)
_DASH = re.compile(r"\s*(?:[-~]|부터|에서|to\b|until\b)\s*")
_DASHES = re.compile("[\u2010-\u2015\u2212\u301c\u223c\uff5e]")


class TimeReason(StrEnum):
    """What is wrong with a date or a time somebody typed."""

    unreadable = "unreadable"
    no_date = "no_date"
    no_time = "no_time"
    no_end = "no_end"
    impossible_date = "impossible_date"
    impossible_time = "impossible_time"
    skipped_time = "skipped_time"
    wrong_weekday = "wrong_weekday"
    end_equals_start = "end_equals_start"
    too_long = "too_long"
    past_start = "past_start"
    past_day = "past_day"
    too_far_ahead = "too_far_ahead"


@dataclass(frozen=True, slots=True)
class TimeProblem:
    """What is wrong, and the piece of the typed text it is about."""

    reason: TimeReason
    piece: str


@dataclass(frozen=True, slots=True)
class ClockRange:
    """From one wall time to a later one; an end not after the begin is on the next day."""

    begins: time
    ends: time

    @property
    def ends_next_day(self) -> bool:
        return self.ends <= self.begins


def unify(text: str) -> str:
    """Full-width signs, every kind of dash and every kind of blank become the plain ones; lower case."""
    plain = _DASHES.sub("-", unicodedata.normalize("NFKC", _DASHES.sub("-", text)))
    return " ".join(plain.lower().split())


def parse_clock(text: str) -> time | TimeProblem:
    """One time of day, as an answer to a question."""
    piece = unify(text)
    match = _CLOCK.fullmatch(piece) if len(piece) <= LONGEST_TYPED else None
    if match is None:
        return TimeProblem(TimeReason.unreadable, piece[:LONGEST_TYPED])
    return _read(match, half=_half(match), is_end=False)


def parse_clock_range(text: str) -> ClockRange | TimeProblem:
    """`20:00-22:00` and its kin, as an answer to a question."""
    piece = unify(text)
    begin = _CLOCK.match(piece) if len(piece) <= LONGEST_TYPED else None
    if begin is None:
        return TimeProblem(TimeReason.unreadable if piece else TimeReason.no_time, piece[:LONGEST_TYPED])
    begins = _read(begin, half=_half(begin), is_end=False)
    if isinstance(begins, TimeProblem):
        return begins
    ends = _parse_end(piece[begin.end() :].strip().removesuffix("까지").strip(), piece, begins, _half(begin))
    return ends if isinstance(ends, TimeProblem) else ClockRange(begins, ends)


def _parse_end(rest: str, piece: str, begins: time, begin_half: str | None) -> time | TimeProblem:
    dash = _DASH.match(rest)
    if not rest or (dash is not None and dash.end() == len(rest)):
        return TimeProblem(TimeReason.no_end, piece)
    end = _CLOCK.fullmatch(rest[dash.end() :]) if dash is not None else None
    if end is None:
        return TimeProblem(TimeReason.unreadable, rest)
    ends = _read_end(end, begins, begin_half)
    return TimeProblem(TimeReason.end_equals_start, piece) if ends == begins else ends


def _half(match: re.Match[str]) -> str | None:
    return match["half"] or match["after"]


def _read_end(match: re.Match[str], begins: time, begin_half: str | None) -> time | TimeProblem:
    """An end without its own half of the day is the next time a clock face shows it: `오후 10시-1시` is 01:00."""
    as_written = _read(match, half=_half(match), is_end=True)
    if isinstance(as_written, TimeProblem) or begin_half is None or _half(match) is not None:
        return as_written
    if match["word"] is not None or int(match["hour"]) > _NOON:
        return as_written
    face = (as_written, as_written.replace(hour=(as_written.hour + _NOON) % _HOURS))
    return begins if begins in face else min(face, key=lambda end: _minutes_after(begins, end))


def _minutes_after(begins: time, ends: time) -> int:
    minutes = (ends.hour - begins.hour) * _MINUTES + ends.minute - begins.minute
    return minutes % (_HOURS * _MINUTES)


def _read(match: re.Match[str], *, half: str | None, is_end: bool) -> time | TimeProblem:
    if match["word"] is not None:
        return time(_NOON) if match["word"] in {"정오", "noon"} else time()
    hour = int(match["hour"])
    minute = 30 if match["thirty"] else int(match["minute"] or match["spoken"] or 0)
    impossible = TimeProblem(TimeReason.impossible_time, match[0].strip())
    if is_end and (hour, minute) == (_HOURS, 0) and half is None:
        return time()
    if half is not None:
        adjusted = _in_half(hour, half)
        if adjusted is None:
            return impossible
        hour = adjusted
    return time(hour, minute) if hour < _HOURS and minute < _MINUTES else impossible


def _in_half(hour: int, half: str) -> int | None:
    """The hour of 24; `오후 20시` is said often enough to be understood, `오전 13시` is not."""
    if hour > _NOON:
        return None if half in _AM else hour
    if half in _AM:
        return hour % _NOON
    if half in _PM:
        return hour % _NOON + _NOON
    is_later_half = hour % _NOON >= _NIGHT_BEGINS if half == _NIGHT else hour < _DAYTIME_BEGINS or hour == _NOON
    return hour % _NOON + (_NOON if is_later_half else 0)
