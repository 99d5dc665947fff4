"""How people type a repetition: `매주 월,수,금`, `매월 셋째 금 까지 2027-03-31 공휴일 제외`, `every week on mon`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from core.clocks import LONGEST_TYPED, TimeProblem, unify
from core.days import WEEKDAYS, parse_day, weekday_number
from core.recurrence import LAST, Frequency, Recurrence

_NTH_NAMES = {
    1: ("첫째", "첫번째", "첫 번째", "1째", "1번째", "first", "1st"),
    2: ("둘째", "두번째", "두 번째", "2째", "2번째", "second", "2nd"),
    3: ("셋째", "세번째", "세 번째", "3째", "3번째", "third", "3rd"),
    4: ("넷째", "네번째", "네 번째", "4째", "4번째", "fourth", "4th"),
    5: ("다섯째", "다섯번째", "다섯 번째", "5째", "5번째", "fifth", "5th"),
    LAST: ("마지막", "last"),
}
_NTH_BY_NAME = {name: nth for nth, names in _NTH_NAMES.items() for name in names}
_NTH = re.compile("|".join(sorted(map(re.escape, _NTH_BY_NAME), key=len, reverse=True)) + r"|\S+째")
_FREQUENCIES = (
    (Frequency.daily, re.compile(r"매일|날마다|every\s*day|daily")),
    (Frequency.monthly, re.compile(r"매월|매달|every\s+month|monthly")),
    (Frequency.weekly, re.compile(r"매주|every\s+week|weekly|every(?=\s+(?:mon|tue|wed|thu|fri|sat|sun))")),
)
_GROUPS = {"평일": (0, 1, 2, 3, 4), "주말": (5, 6), "weekdays": (0, 1, 2, 3, 4), "weekends": (5, 6)}
_HOLIDAYS = re.compile(
    r"\(?\s*(?:공휴일(?:은|을)?\s*(?:제외|빼고|쉼)|(?:except|without)\s+(?:public\s+)?holidays)\s*\)?"
)
_DAY_TEXT = r"\d[\d\s./년월일-]*\d\.?일?"
_UNTIL = re.compile(rf"까지\s*(?P<after>{_DAY_TEXT})|(?P<before>{_DAY_TEXT})\s*까지|until\s+(?P<english>{_DAY_TEXT})")
_SEPARATORS = re.compile(r"[\s,、·/&+]+|\b(?:on|and|the|week)\b|\b주\b|및|와|과")


class RecurrenceReason(StrEnum):
    """What is wrong with a typed repetition."""

    unreadable = "unreadable"
    no_weekday = "no_weekday"
    no_nth = "no_nth"
    unknown_nth = "unknown_nth"
    unknown_weekday = "unknown_weekday"
    impossible_until = "impossible_until"


@dataclass(frozen=True, slots=True)
class RecurrenceProblem:
    """What is wrong, and the piece of the typed text it is about."""

    reason: RecurrenceReason
    piece: str


def parse_recurrence(text: str, *, today: date) -> Recurrence | RecurrenceProblem:
    """Read a repetition; `today` resolves an end without a year, and an end before it is refused."""
    typed = unify(text)
    if len(typed) > LONGEST_TYPED:
        return RecurrenceProblem(RecurrenceReason.unreadable, typed[:LONGEST_TYPED])
    rest = _HOLIDAYS.sub(" ", typed)
    skips_holidays = rest != typed
    until = None
    if match := _UNTIL.search(rest):
        read = parse_day((match["after"] or match["before"] or match["english"]).strip(), today=today)
        if isinstance(read, TimeProblem):
            return RecurrenceProblem(RecurrenceReason.impossible_until, match[0].strip())
        until, rest = read, rest.replace(match[0], " ", 1)
    for frequency, pattern in _FREQUENCIES:
        if begin := pattern.match(rest.strip(" ,")):
            return _of_frequency(frequency, rest.strip(" ,")[begin.end() :].strip(" ,"), until, skips_holidays)
    return RecurrenceProblem(RecurrenceReason.unreadable, typed)


def choose_recurrence(
    frequency: Frequency,
    weekdays: tuple[int, ...],
    nths: tuple[int, ...],
    until: str,
    *,
    today: date,
    skips_holidays: bool,
) -> Recurrence | RecurrenceProblem:
    """A repetition put together from choices; what its frequency has no use for is left out."""
    last = parse_day(until, today=today) if until.strip() else None
    if isinstance(last, TimeProblem):
        return RecurrenceProblem(RecurrenceReason.impossible_until, until.strip()[:LONGEST_TYPED])
    if frequency is Frequency.daily:
        return Recurrence(frequency, until=last, skips_holidays=skips_holidays)
    if frequency is Frequency.weekly:
        nths = ()
    elif not nths:
        return RecurrenceProblem(RecurrenceReason.no_nth, "")
    if not weekdays:
        return RecurrenceProblem(RecurrenceReason.no_weekday, "")
    return Recurrence(frequency, weekdays, nths, last, skips_holidays)


def _of_frequency(
    frequency: Frequency, rest: str, until: date | None, skips_holidays: bool
) -> Recurrence | RecurrenceProblem:
    if frequency is Frequency.daily:
        if rest:
            return RecurrenceProblem(RecurrenceReason.unreadable, rest)
        return Recurrence(frequency, until=until, skips_holidays=skips_holidays)
    nths: tuple[int, ...] | RecurrenceProblem = ()
    if frequency is Frequency.monthly:
        nths = _read_nths(rest)
        rest = _NTH.sub(" ", rest)
    if isinstance(nths, RecurrenceProblem):
        return nths
    weekdays = _read_weekdays(rest)
    if isinstance(weekdays, RecurrenceProblem):
        return weekdays
    return Recurrence(frequency, weekdays, nths, until, skips_holidays)


def _read_nths(rest: str) -> tuple[int, ...] | RecurrenceProblem:
    names = _NTH.findall(rest)
    unknown = [name for name in names if name not in _NTH_BY_NAME]
    if unknown:
        return RecurrenceProblem(RecurrenceReason.unknown_nth, unknown[0])
    if not names:
        return RecurrenceProblem(RecurrenceReason.no_nth, rest)
    return tuple(_NTH_BY_NAME[name] for name in names)


def _read_weekdays(rest: str) -> tuple[int, ...] | RecurrenceProblem:
    found: list[int] = []
    for word in filter(None, _SEPARATORS.split(rest)):
        number = weekday_number(word)
        if word in _GROUPS:
            found.extend(_GROUPS[word])
        elif number is not None:
            found.append(number)
        elif set(word) <= set(WEEKDAYS):
            found.extend(WEEKDAYS.index(letter) for letter in word)
        else:
            return RecurrenceProblem(RecurrenceReason.unknown_weekday, word)
    if not found:
        return RecurrenceProblem(RecurrenceReason.no_weekday, rest)
    return tuple(found)
