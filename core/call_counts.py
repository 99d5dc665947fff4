"""Monthly 112 counts as a table somebody saved as CSV: city, month, calls; every line that is wrong is named."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from enum import StrEnum
from io import StringIO
from typing import TypeAlias

from core.effects import Counts, EffectDecision, NothingToCompare, effect_against_cities

_HEADS = {
    "city": frozenset({"city", "도시", "시군", "지역"}),
    "month": frozenset({"month", "월", "연월"}),
    "calls": frozenset({"calls", "건수", "신고", "신고건수"}),
}
_START_HEADS = frozenset({"start", "began", "시작", "시작월"})
_MONTH = re.compile(r"(\d{4})\s*(?:[-./]|년)\s*(\d{1,2})\s*월?")
_MONTHS = 12


class CountReason(StrEnum):
    """Why a line cannot be used."""

    no_heads = "no_heads"
    no_city = "no_city"
    no_month = "no_month"
    no_number = "no_number"
    no_start = "no_start"
    twice = "twice"


@dataclass(frozen=True, slots=True)
class CountProblem:
    """`line` counts from 1, the heads included."""

    line: int
    reason: CountReason


@dataclass(frozen=True, slots=True)
class CallCounts:
    """Calls by (city, year, month), and in which (year, month) each city began its patrols, as far as told."""

    calls: dict[tuple[str, int, int], int]
    starts: dict[str, tuple[int, int]] = field(default_factory=dict)

    def latest(self, city: str) -> tuple[int, int] | None:
        """The newest (year, month) of a city whose same month of the year before is known as well."""
        months = [
            (year, month)
            for (name, year, month) in self.calls
            if name == city and (name, year - 1, month) in self.calls
        ]
        return max(months, default=None)

    def effect(self, city: str, year: int, month: int) -> EffectDecision:
        """A city's month against the others that have both of the months."""
        found = {
            name: Counts(before, after)
            for (name, its_year, its_month), after in self.calls.items()
            if (its_year, its_month) == (year, month) and (before := self.calls.get((name, year - 1, month)))
        }
        own = found.pop(city, None)
        return effect_against_cities(own, list(found.values())) if own else NothingToCompare()


ReadCounts: TypeAlias = CallCounts | tuple[CountProblem, ...]


def read_counts(text: str) -> ReadCounts:
    """The counts of a CSV (commas, semicolons or tabs), or every line that is wrong."""
    lines = text.removeprefix("\ufeff").splitlines()
    delimiter = max(",;\t", key=lines[0].count) if lines else ","
    try:
        rows = list(csv.reader(StringIO("\n".join(lines)), delimiter=delimiter))
    except csv.Error:  # a cell longer than any table of counts has
        rows = []
    columns = _columns(rows[0]) if rows else None
    if columns is None:
        return (CountProblem(1, CountReason.no_heads),)
    calls: dict[tuple[str, int, int], int] = {}
    starts: dict[str, tuple[int, int]] = {}
    start_column = next((at for at, head in enumerate(_known(rows[0])) if head in _START_HEADS), None)
    problems: list[CountProblem] = []
    for line, row in enumerate(rows[1:], 2):
        if not any(cell.strip() for cell in row):
            continue
        read = _read(row, columns)
        if isinstance(read, CountReason):
            problems.append(CountProblem(line, read))
        elif read[0] in calls:
            problems.append(CountProblem(line, CountReason.twice))
        else:
            calls[read[0]] = read[1]
            told = row[start_column].strip() if start_column is not None and start_column < len(row) else ""
            start = _month_in(told)
            if start is not None:
                starts[read[0][0]] = start
            elif told:
                problems.append(CountProblem(line, CountReason.no_start))
    return tuple(problems) or CallCounts(calls, starts)


def _known(heads: list[str]) -> list[str]:
    return [head.strip().casefold().replace(" ", "") for head in heads]


def _month_in(text: str) -> tuple[int, int] | None:
    match = _MONTH.fullmatch(text)
    return (int(match[1]), int(match[2])) if match and 1 <= int(match[2]) <= _MONTHS else None


def _columns(heads: list[str]) -> tuple[int, int, int] | None:
    known = _known(heads)
    found = [next((at for at, head in enumerate(known) if head in words), None) for words in _HEADS.values()]
    city, month, calls = found
    return (city, month, calls) if city is not None and month is not None and calls is not None else None


def _read(row: list[str], columns: tuple[int, int, int]) -> tuple[tuple[str, int, int], int] | CountReason:
    city, month, calls = (row[at].strip() if at < len(row) else "" for at in columns)
    if not city:
        return CountReason.no_city
    when = _month_in(month)
    if when is None:
        return CountReason.no_month
    number = calls.replace(",", "")
    if not re.fullmatch(r"[0-9]{1,9}", number):
        return CountReason.no_number
    return (city, *when), int(number)
