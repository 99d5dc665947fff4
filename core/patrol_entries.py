"""A patrol entered at a desk, one box after the other: read by the very rules of the pasted form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from core.patrol_fields import (
    FieldKey,
    FieldProblem,
    FieldReason,
    OrganisationWish,
    parse_info,
    parse_place,
    parse_quota,
    parse_title,
    parse_when,
    parse_zones,
)
from core.patrol_forms import FormProblem, PatrolForm, problem_of_until
from core.patrol_organisations import Invited
from core.recurrence import Frequency, Recurrence
from core.recurrence_forms import RecurrenceProblem, choose_recurrence
from core.times import local_day

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class RepeatEntry:
    """What was chosen for the repetition; without a frequency the patrol takes place once."""

    frequency: Frequency | None = None
    weekdays: tuple[int, ...] = ()
    nths: tuple[int, ...] = ()
    until: str = ""
    skips_holidays: bool = False


@dataclass(frozen=True, slots=True)
class PatrolEntry:
    """The boxes as they were filled in; `quotas` by the id of each chosen organisation, none chosen means all."""

    title: str = ""
    day: str = ""
    begins: str = ""
    ends: str = ""
    place: str = ""
    coordinates: str = ""
    zones: str = ""
    info: str = ""
    quotas: Mapping[int, str] = field(default_factory=dict)
    repeat: RepeatEntry = RepeatEntry()

    @property
    def when(self) -> str:
        return typed_when(self.day, self.begins, self.ends)


@dataclass(frozen=True, slots=True)
class Entered:
    """A form that was understood, with the organisations it invites."""

    form: PatrolForm
    invited: tuple[Invited, ...]


def typed_when(day: str, begins: str, ends: str) -> str:
    """Day, start and end as somebody would write them in one line."""
    hours = f"{begins.strip()}-{ends.strip()}" if begins.strip() or ends.strip() else ""
    return f"{day.strip()} {hours}".strip()


def read_entry(
    entry: PatrolEntry, names: Mapping[int, str], *, now: datetime, zone: ZoneInfo
) -> Entered | tuple[FormProblem, ...]:
    """The patrol, or everything that is wrong with the boxes; `names` are the organisations of the city."""
    boxes = _Boxes()
    title = boxes.read(FieldKey.title, parse_title(entry.title))
    when = boxes.read(FieldKey.when, parse_when(entry.when, now=now, zone=zone))
    place = boxes.read(FieldKey.place, parse_place(f"{entry.place} {entry.coordinates}"))
    invited = boxes.read(FieldKey.organisations, read_invited(entry.quotas, names))
    zones = boxes.read(FieldKey.zones, parse_zones(entry.zones)) if entry.zones.strip() else ()
    info = boxes.read(FieldKey.info, parse_info(entry.info)) if entry.info.strip() else None
    rule = boxes.read(FieldKey.repeat, _read_repeat(entry.repeat, now, zone)) if entry.repeat.frequency else None
    if when and rule and (problem := problem_of_until(rule, when, zone)):
        boxes.read(FieldKey.repeat, problem)
    if boxes.problems or title is None or when is None or place is None or invited is None:
        return tuple(boxes.problems)
    wishes = tuple(OrganisationWish(each.name, each.quota) for each in invited)
    form = PatrolForm(
        title, when.starts_at, when.ends_at, place.name, place.point, wishes, zones or (), recurrence=rule, info=info
    )
    return Entered(form, invited)


def read_invited(quotas: Mapping[int, str], names: Mapping[int, str]) -> tuple[Invited, ...] | FieldProblem:
    """The chosen organisations, each with its quota, in the order of the city's list."""
    unknown = [key for key in quotas if key not in names]
    if unknown:
        return FieldProblem(FieldReason.no_organisation_name, str(unknown[0]))
    invited = []
    for organisation_id in (key for key in names if key in quotas):
        quota = parse_quota(quotas[organisation_id])
        if isinstance(quota, FieldProblem):
            return FieldProblem(quota.reason, f"{names[organisation_id]} {quota.piece}", quota.limit)
        invited.append(Invited(organisation_id, names[organisation_id], quota))
    return tuple(invited)


def _read_repeat(repeat: RepeatEntry, now: datetime, zone: ZoneInfo) -> Recurrence | FieldProblem:
    found = choose_recurrence(
        repeat.frequency or Frequency.daily,
        repeat.weekdays,
        repeat.nths,
        repeat.until,
        today=local_day(now, zone),
        skips_holidays=repeat.skips_holidays,
    )
    if isinstance(found, RecurrenceProblem):
        return FieldProblem(FieldReason(f"repeat_{found.reason.name}"), found.piece)
    return found


class _Boxes:
    """What was found wrong so far, in the order of the boxes."""

    def __init__(self) -> None:
        self.problems: list[FormProblem] = []

    def read(self, key: FieldKey, found: _T | FieldProblem) -> _T | None:
        if isinstance(found, FieldProblem):
            self.problems.append(FormProblem(None, "", key, found.reason, found.piece, found.limit))
            return None
        return found


def zones_line(zones: Iterable[str]) -> str:
    """Zones as they are typed into one box."""
    return ", ".join(zones)
