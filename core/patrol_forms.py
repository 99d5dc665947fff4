"""The whole form of a patrol in one message: understood completely, or every wrong line named.

Coordinators paste it from a notice, so lines come in any order, in Korean or English, with `:` or `：`. A line
that is not understood is an error: a mistyped quota must not become an open invitation.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import TypeVar
from zoneinfo import ZoneInfo

from core.clocks import unify
from core.geo import Point
from core.names import Unclean, clean_line
from core.patrol_fields import (
    FieldKey,
    FieldProblem,
    FieldReason,
    OrganisationWish,
    parse_info,
    parse_organisations,
    parse_place,
    parse_repeat,
    parse_title,
    parse_when,
    parse_zones,
)
from core.recurrence import Recurrence
from core.times import TimeRange, local_day

_T = TypeVar("_T")

REQUIRED = (FieldKey.title, FieldKey.when, FieldKey.place)
MAX_TOLD = 10
"""More wrong lines than this are counted, not listed: nobody reads five hundred."""

_LONGEST_SHOWN = 80
_KEYS = {
    "제목": FieldKey.title,
    "title": FieldKey.title,
    "일시": FieldKey.when,
    "when": FieldKey.when,
    "장소": FieldKey.place,
    "place": FieldKey.place,
    "단체": FieldKey.organisations,
    "organisations": FieldKey.organisations,
    "organizations": FieldKey.organisations,
    "구역": FieldKey.zones,
    "zones": FieldKey.zones,
    "반복": FieldKey.repeat,
    "repeat": FieldKey.repeat,
    "안내": FieldKey.info,
    "info": FieldKey.info,
}
_COMMAND = re.compile(r"\s*/newpatrol(?:@\w+)?(?=\s|$)", re.IGNORECASE)
_LINE_BREAK = re.compile(r"\r\n?|[\n\u2028\u2029\x85\x0b\x0c]")
_BULLETS = "-*•·■□▶○●◦"


@dataclass(frozen=True, slots=True)
class PatrolForm:
    """A patrol as understood; no `organisations` means every one of the city."""

    title: str
    starts_at: datetime
    ends_at: datetime
    place_name: str
    point: Point
    organisations: tuple[OrganisationWish, ...] = ()
    zones: tuple[str, ...] = ()
    recurrence: Recurrence | None = None
    info: str | None = None


@dataclass(frozen=True, slots=True)
class FormProblem:
    """One line that is wrong: its number as pasted (from 1), its words cut short, and what about it.

    A missing line has no number. `piece` is the part of the value that is wrong, `limit` the bound it misses.
    """

    line_number: int | None
    line: str
    key: FieldKey | None
    reason: FieldReason
    piece: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class FormProblems:
    """Everything that is wrong, in the order of the lines, what is missing last; `left_out` more are not told.

    `organisations` is what that line said, if it could be read: whether the city has them is for others to judge.
    """

    problems: tuple[FormProblem, ...]
    left_out: int = 0
    organisations: tuple[OrganisationWish, ...] = ()


def parse_patrol_form(text: str, *, now: datetime, zone: ZoneInfo) -> PatrolForm | FormProblems:
    """Read the form; a leading `/newpatrol` may stand before it or be missing."""
    page = _Page(text)
    title = page.read(FieldKey.title, parse_title)
    when = page.read(FieldKey.when, partial(parse_when, now=now, zone=zone))
    place = page.read(FieldKey.place, parse_place)
    organisations = page.read(FieldKey.organisations, parse_organisations)
    zones = page.read(FieldKey.zones, parse_zones)
    repeat = page.read(FieldKey.repeat, partial(parse_repeat, now=now, zone=zone))
    info = page.read(FieldKey.info, parse_info)
    if when and repeat and (problem := problem_of_until(repeat, when, zone)):
        page.object_to(FieldKey.repeat, problem)
    # A required line that is missing is a problem, so without problems all three are there.
    if page.problems or title is None or when is None or place is None:
        return page.all_problems(organisations or ())
    return PatrolForm(
        title=title,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
        place_name=place.name,
        point=place.point,
        organisations=organisations or (),
        zones=zones or (),
        recurrence=repeat,
        info=info,
    )


def problem_of_until(rule: Recurrence, when: TimeRange, zone: ZoneInfo) -> FieldProblem | None:
    """A repetition that ends before its first date."""
    if rule.until is None or rule.until >= local_day(when.starts_at, zone):
        return None
    return FieldProblem(FieldReason.until_before_start, rule.until.isoformat())


def looks_like_form(text: str) -> bool:
    """Whether somebody pasted the form where one value was asked for: at least two of its lines are there."""
    return sum(split_line(line)[0] is not None for line in lines_of(text)) > 1


def lines_of(text: str) -> list[str]:
    """The lines of a form; what follows `/newpatrol` on its line is the first."""
    command = _COMMAND.match(text)
    return _LINE_BREAK.split(text if command is None else text[command.end() :])


def name_of(key: FieldKey) -> str:
    """The word that such a line begins with."""
    return next(word for word, named in _KEYS.items() if named is key)


def split_line(line: str) -> tuple[FieldKey | None, str]:
    """`일시: 12/4 20:00-22:00` into its key and its value; the key is None when it is none of ours."""
    match = re.match(r"([^:：]{1,40})[:：]", line)
    if match is None:
        return None, ""
    name = unify("".join(char for char in match[1] if char.isprintable()))
    return _KEYS.get(name.strip(_BULLETS + " ").replace(" ", "")), line[match.end() :].strip()


def strip_key(key: FieldKey, typed: str) -> str:
    """The value alone, where somebody answers the question for one value with the whole line."""
    named, value = split_line(typed)
    return value if named is key else typed.strip()


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    value: str


class _Page:
    """The lines of one message by their keys, and what was found wrong with them so far."""

    def __init__(self, text: str) -> None:
        self.problems: list[FormProblem] = []
        self._lines: dict[FieldKey, _Line] = {}
        for number, line in enumerate(lines_of(text), start=1):
            if isinstance(clean_line(line, max_length=len(line) + 1), Unclean):
                continue
            key, value = split_line(line)
            if key is None:
                self._add(number, line, None, FieldProblem(FieldReason.unknown_line))
            elif key in self._lines:
                self._add(number, line, key, FieldProblem(FieldReason.duplicate))
            else:
                self._lines[key] = _Line(number, line, value)
        for key in REQUIRED:
            if key not in self._lines:
                self._add(None, "", key, FieldProblem(FieldReason.missing))

    def read(self, key: FieldKey, parse: Callable[[str], _T | FieldProblem]) -> _T | None:
        """The value of a line; None when it is missing or wrong, which is then among the problems."""
        line = self._lines.get(key)
        if line is None:
            return None
        outcome = parse(line.value)
        if isinstance(outcome, FieldProblem):
            self.object_to(key, outcome)
            return None
        return outcome

    def object_to(self, key: FieldKey, problem: FieldProblem) -> None:
        self._add(self._lines[key].number, self._lines[key].text, key, problem)

    def all_problems(self, organisations: tuple[OrganisationWish, ...]) -> FormProblems:
        """In the order of the lines, what is missing last."""
        ordered = sorted(self.problems, key=lambda problem: problem.line_number or sys.maxsize)
        return FormProblems(tuple(ordered[:MAX_TOLD]), max(0, len(ordered) - MAX_TOLD), organisations)

    def _add(self, number: int | None, line: str, key: FieldKey | None, problem: FieldProblem) -> None:
        shown, piece = line.strip()[:_LONGEST_SHOWN], problem.piece[:_LONGEST_SHOWN]
        self.problems.append(FormProblem(number, shown, key, problem.reason, piece, problem.limit))
