"""The single values of a patrol as coordinators type them: title, when, place, organisations, zones, repetition, info.

Each reads one value, or says by name what is wrong with which piece of it. The form and the dialogs of a change
read the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from core.clocks import TimeProblem
from core.geo import Point
from core.names import Unclean, UncleanReason, clean_line
from core.recurrence import Recurrence
from core.recurrence_forms import RecurrenceProblem, parse_recurrence
from core.times import TimeRange, local_day, parse_range

TITLE_MAX = 100
PLACE_MAX = 100
NAME_MAX = 60
INFO_MAX = 1_000
LINE_MAX = 2_000
LIST_MAX = 60
QUOTA_MAX = 9_999


class FieldKey(Enum):
    """The lines of the form; no StrEnum, because every str has a `title` already."""

    title = "title"
    when = "when"
    place = "place"
    organisations = "organisations"
    zones = "zones"
    repeat = "repeat"
    info = "info"


class FieldReason(StrEnum):
    """What is wrong with a line; the reasons of times and repetitions keep their names behind a prefix."""

    unknown_line = "unknown_line"
    duplicate = "duplicate"
    missing = "missing"
    empty = "empty"
    too_long = "too_long"
    too_many = "too_many"
    named_twice = "named_twice"
    no_place_name = "no_place_name"
    no_coordinates = "no_coordinates"
    unreadable_coordinates = "unreadable_coordinates"
    impossible_coordinates = "impossible_coordinates"
    no_organisation_name = "no_organisation_name"
    impossible_quota = "impossible_quota"
    until_before_start = "until_before_start"
    when_unreadable = "when_unreadable"
    when_no_date = "when_no_date"
    when_no_time = "when_no_time"
    when_no_end = "when_no_end"
    when_impossible_date = "when_impossible_date"
    when_impossible_time = "when_impossible_time"
    when_skipped_time = "when_skipped_time"
    when_wrong_weekday = "when_wrong_weekday"
    when_end_equals_start = "when_end_equals_start"
    when_too_long = "when_too_long"
    when_past_start = "when_past_start"
    when_past_day = "when_past_day"
    when_too_far_ahead = "when_too_far_ahead"
    repeat_unreadable = "repeat_unreadable"
    repeat_no_weekday = "repeat_no_weekday"
    repeat_no_nth = "repeat_no_nth"
    repeat_unknown_nth = "repeat_unknown_nth"
    repeat_unknown_weekday = "repeat_unknown_weekday"
    repeat_impossible_until = "repeat_impossible_until"


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """What is wrong, and the piece of the typed value it is about; `limit` where a bound was missed."""

    reason: FieldReason
    piece: str = ""
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A meeting place with the point check-ins are measured from."""

    name: str
    point: Point


@dataclass(frozen=True, slots=True)
class OrganisationWish:
    """An organisation as typed, and how many of its people are wanted; None for any number."""

    name: str
    quota: int | None = None


FieldValue: TypeAlias = str | TimeRange | Place | tuple[OrganisationWish, ...] | tuple[str, ...] | Recurrence

_COORDINATES = re.compile(
    r"(?<![\d.+-])(?P<lat>[+-]?\d{1,3}(?:\.\d{1,12})?)(?:\s*,\s*|\s+(?=[+-]?\d+\.\d))"
    r"(?P<lon>[+-]?\d{1,3}(?:\.\d{1,12})?)\s*[)\]]?$"
)
_LOOKS_LIKE_COORDINATES = re.compile(r"[°′″]|\d{2,}\.\d{2,}|\d\s*,\s*\d")
_QUOTA = re.compile(r"(?P<name>.*?)[\s(]*(?<!\d)(?P<sign>[+-]?)(?P<quota>\d+)\s*명?\s*\)?")
_QUOTA_ALONE = re.compile(r"(?P<quota>[0-9]{1,4})\s*명?")
_LIST_COMMA = re.compile(r"[,，、]")


def parse_field(key: FieldKey, value: str, *, now: datetime, zone: ZoneInfo) -> FieldValue | FieldProblem:
    """Read the value of one line."""
    match key:
        case FieldKey.title:
            return parse_title(value)
        case FieldKey.when:
            return parse_when(value, now=now, zone=zone)
        case FieldKey.place:
            return parse_place(value)
        case FieldKey.organisations:
            return parse_organisations(value)
        case FieldKey.zones:
            return parse_zones(value)
        case FieldKey.repeat:
            return parse_repeat(value, now=now, zone=zone)
        case FieldKey.info:
            return parse_info(value)


def parse_title(value: str) -> str | FieldProblem:
    """One line of at most a hundred characters."""
    return _line(value, TITLE_MAX)


def parse_info(value: str) -> str | FieldProblem:
    """One line of at most a thousand characters."""
    return _line(value, INFO_MAX)


def parse_when(value: str, *, now: datetime, zone: ZoneInfo) -> TimeRange | FieldProblem:
    """Day, start and end."""
    if not value.strip():
        return FieldProblem(FieldReason.empty)
    found = parse_range(value, now=now, zone=zone)
    if isinstance(found, TimeProblem):
        return FieldProblem(FieldReason(f"when_{found.reason.name}"), found.piece)
    return found


def parse_repeat(value: str, *, now: datetime, zone: ZoneInfo) -> Recurrence | FieldProblem:
    """How the patrol repeats."""
    if not value.strip():
        return FieldProblem(FieldReason.empty)
    found = parse_recurrence(value, today=local_day(now, zone))
    if isinstance(found, RecurrenceProblem):
        return FieldProblem(FieldReason(f"repeat_{found.reason.name}"), found.piece)
    return found


def parse_place(value: str) -> Place | FieldProblem:
    """`범계역 2번 출구 37.38970,126.95070`: a name and decimal degrees, latitude first."""
    text = _line(value, PLACE_MAX + 40)
    if isinstance(text, FieldProblem):
        return text
    match = _COORDINATES.search(text)
    if match is None:
        looks_like = _LOOKS_LIKE_COORDINATES.search(text)
        reason = FieldReason.unreadable_coordinates if looks_like else FieldReason.no_coordinates
        return FieldProblem(reason, text)
    name = text[: match.start()].rstrip(" ,([")
    if not name:
        return FieldProblem(FieldReason.no_place_name, text)
    if len(name) > PLACE_MAX:
        return FieldProblem(FieldReason.too_long, name, PLACE_MAX)
    try:
        return Place(name, Point(float(match["lat"]), float(match["lon"])))
    except ValueError:
        return FieldProblem(FieldReason.impossible_coordinates, match[0])


def parse_organisations(value: str) -> tuple[OrganisationWish, ...] | FieldProblem:
    """`평촌자율방범대 10, 안양상인연합회 5명, 동안시민경찰연합회`: names with an optional number of people."""
    pieces = _pieces(value)
    if isinstance(pieces, FieldProblem):
        return pieces
    wishes: list[OrganisationWish] = []
    for piece in pieces:
        wish = _wish(piece)
        if isinstance(wish, FieldProblem):
            return wish
        wishes.append(wish)
    return _named_twice(wish.name for wish in wishes) or tuple(wishes)


def parse_zones(value: str) -> tuple[str, ...] | FieldProblem:
    """Names with commas between them."""
    pieces = _pieces(value)
    if isinstance(pieces, FieldProblem):
        return pieces
    too_long = [piece for piece in pieces if len(piece) > NAME_MAX]
    if too_long:
        return FieldProblem(FieldReason.too_long, too_long[0], NAME_MAX)
    return _named_twice(pieces) or pieces


def _wish(piece: str) -> OrganisationWish | FieldProblem:
    match = _QUOTA.fullmatch(piece)
    name, quota = piece, None
    if match is not None:
        name = match["name"].strip()
        digits = match["quota"]
        quota = int(digits) if len(digits) <= len(str(QUOTA_MAX)) and match["sign"] != "-" else 0
        if not name:
            return FieldProblem(FieldReason.no_organisation_name, piece)
        if quota < 1:
            return FieldProblem(FieldReason.impossible_quota, piece, QUOTA_MAX)
    if len(name) > NAME_MAX:
        return FieldProblem(FieldReason.too_long, name, NAME_MAX)
    return OrganisationWish(name, quota)


def parse_quota(value: str) -> int | FieldProblem | None:
    """`10` or `10명`; nothing at all means any number of people."""
    typed = value.strip()
    match = _QUOTA_ALONE.fullmatch(typed)
    if not typed:
        return None
    quota = int(match["quota"]) if match is not None else 0
    return quota if 1 <= quota <= QUOTA_MAX else FieldProblem(FieldReason.impossible_quota, typed[:20], QUOTA_MAX)


def _pieces(value: str) -> tuple[str, ...] | FieldProblem:
    text = _line(value, LINE_MAX)
    if isinstance(text, FieldProblem):
        return text
    pieces = tuple(piece.strip() for piece in _LIST_COMMA.split(text) if piece.strip())
    if not pieces:
        return FieldProblem(FieldReason.empty)
    if len(pieces) > LIST_MAX:
        return FieldProblem(FieldReason.too_many, pieces[LIST_MAX], LIST_MAX)
    return pieces


def _named_twice(names: Iterable[str]) -> FieldProblem | None:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return FieldProblem(FieldReason.named_twice, name)
        seen.add(name.casefold())
    return None


def _line(value: str, limit: int) -> str | FieldProblem:
    outcome = clean_line(value, max_length=limit)
    if not isinstance(outcome, Unclean):
        return outcome.text
    if outcome.reason is UncleanReason.empty:
        return FieldProblem(FieldReason.empty)
    return FieldProblem(FieldReason.too_long, value.strip()[:20], limit)
