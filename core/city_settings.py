"""What a city's coordinators may set for themselves, and what is refused: every number has its bounds.

The bounds are those of sense and law: who read what is kept for a year at least, because the safety measures for
personal data ask for it; messages are not kept longer than they can be of use.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta


@dataclass(frozen=True, slots=True)
class CitySettings:
    """All settings of a city. `reminder_minutes` before the start; None are the moments of the installation."""

    radius_m: int = 150
    checkin_opens_minutes: int = 30
    quiet_from: time = time(22)
    quiet_until: time = time(8)
    reminder_minutes: tuple[int, ...] | None = None
    offer_minutes: int = 120
    second_approver: bool = False
    two_step_approval: bool = False
    hours_deadline_months: int = 1
    keep_notes_months: int = 12
    keep_messages_days: int = 30
    keep_audit_months: int = 24
    keep_former_months: int = 12


@dataclass(frozen=True, slots=True)
class Bounds:
    """Both ends are allowed."""

    least: int
    most: int


BOUNDS: Mapping[str, Bounds] = {
    "radius_m": Bounds(30, 1000),
    "checkin_opens_minutes": Bounds(5, 180),
    "offer_minutes": Bounds(10, 1440),
    "keep_notes_months": Bounds(3, 60),
    "keep_messages_days": Bounds(14, 365),
    "keep_audit_months": Bounds(12, 60),
    "keep_former_months": Bounds(1, 36),
}
DEADLINES = (1, 3)
"""Months in which volunteer centres take hours in; which of the two, the centre of the city decides."""
MOMENTS = (4320, 2880, 1440, 720, 360, 180, 120, 60, 30, 15)
"""Moments before the start that are offered for a reminder, in minutes."""
_TIMES = ("quiet_from", "quiet_until")
_SWITCHES = ("second_approver", "two_step_approval")
_DIGITS = re.compile(r"[0-9]{1,6}")
_CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?")


class SettingFault(StrEnum):
    """Why a value cannot be taken."""

    not_a_number = "not_a_number"
    out_of_bounds = "out_of_bounds"
    not_a_time = "not_a_time"
    no_moment = "no_moment"
    not_offered = "not_offered"


@dataclass(frozen=True, slots=True)
class SettingFaults:
    """What is wrong with a form, by the name of the setting; nothing of the form is taken."""

    faults: Mapping[str, SettingFault]


Form = Mapping[str, Sequence[str]]
"""What a form sends, by the name of the setting: a switch that is off is not there."""


@dataclass(frozen=True, slots=True)
class ChangedMeanwhile:
    """Somebody else changed these settings since the form was opened; nothing of the form is taken.

    `in_force` and `kept` are the form of what holds now, and of what is shown again: what was typed where something
    was typed, else what holds now. `names` are the settings in which the others' change is not also what is wanted;
    `by` is who changed one of them last and when, where that is known.
    """

    names: Sequence[str]
    in_force: Form
    kept: Form
    by: Mapping[str, tuple[str, datetime]] = field(default_factory=dict)


def form_of(settings: CitySettings, moments: Sequence[int]) -> Form:
    """These settings as a form would send them; `moments` are the reminders in force."""
    form = {field.name: _words(getattr(settings, field.name)) for field in fields(CitySettings)}
    return {name: words for name, words in {**form, "reminder_minutes": _words(moments)}.items() if words}


def _words(value: Any) -> list[str]:
    if isinstance(value, bool):
        return ["1"] if value else []
    if isinstance(value, time):
        return [f"{value:%H:%M}"]
    return [str(each) for each in value] if isinstance(value, list | tuple) else [str(value)]


def changed_meanwhile(opened: Form, typed: Form, in_force: Form) -> ChangedMeanwhile | None:
    """Whether saving what was typed would undo what others did since the form was opened as `opened`."""

    def said(form: Form, name: str) -> list[str]:
        return sorted(form.get(name, ()))

    names = [field.name for field in fields(CitySettings)]
    untouched = {name for name in names if said(typed, name) == said(opened, name)}
    kept = {name: (in_force if name in untouched else typed).get(name, ()) for name in names}
    lost = [name for name in names if said(in_force, name) not in (said(opened, name), said(typed, name))]
    return ChangedMeanwhile(lost, in_force, kept) if lost else None


def moments_offered(now: Sequence[int]) -> tuple[int, ...]:
    """The moments to choose from, the earliest first; those that are in use are always among them."""
    return tuple(sorted({*MOMENTS, *now}, reverse=True))


def read_settings(form: Mapping[str, Sequence[str]], *, moments: Sequence[int]) -> CitySettings | SettingFaults:
    """The settings a form means: every field of it, switches by being there or not.

    `moments` are those in force now: chosen again as they are, they stay what they were.
    """
    read = {name: _read(name, form.get(name, ()), moments) for name in (field.name for field in fields(CitySettings))}
    faults = {name: value for name, value in read.items() if isinstance(value, SettingFault)}
    return SettingFaults(faults) if faults else replace(CitySettings(), **read)


def _read(name: str, typed: Sequence[str], moments: Sequence[int]) -> Any:
    if name in _SWITCHES:
        return bool(typed)
    if name == "reminder_minutes":
        return _moments(typed, moments)
    word = typed[0].strip() if typed else ""
    if name in _TIMES:
        clock = _CLOCK.fullmatch(word)
        return time(int(clock[1]), int(clock[2])) if clock else SettingFault.not_a_time
    if not _DIGITS.fullmatch(word):
        return SettingFault.not_a_number
    number = int(word)
    if name == "hours_deadline_months":
        return number if number in DEADLINES else SettingFault.not_offered
    bounds = BOUNDS[name]
    return number if bounds.least <= number <= bounds.most else SettingFault.out_of_bounds


def _moments(typed: Sequence[str], now: Sequence[int]) -> tuple[int, ...] | SettingFault:
    chosen = {int(word) for word in typed if _DIGITS.fullmatch(word)}
    if not chosen:
        return SettingFault.no_moment
    if not chosen <= set(moments_offered(now)):
        return SettingFault.not_offered
    return tuple(sorted(chosen, reverse=True))


def changed(before: CitySettings, after: CitySettings) -> dict[str, list[Any]]:
    """What is different, as [before, after] in the form that is written down."""
    return {
        field.name: [_written(getattr(before, field.name)), _written(getattr(after, field.name))]
        for field in fields(CitySettings)
        if getattr(before, field.name) != getattr(after, field.name)
    }


def _written(value: Any) -> Any:
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return list(value) if isinstance(value, tuple) else value


@dataclass(frozen=True, slots=True)
class Retention:
    """What is older than this is forgotten."""

    notes_before: datetime
    messages_before: datetime
    audits_before: datetime
    people_before: datetime


def retention_at(settings: CitySettings, at: datetime, zone: ZoneInfo) -> Retention:
    """Months are those of the calendar on the city's walls."""
    return Retention(
        notes_before=_months_before(at, settings.keep_notes_months, zone),
        messages_before=at - timedelta(days=settings.keep_messages_days),
        audits_before=_months_before(at, settings.keep_audit_months, zone),
        people_before=_months_before(at, settings.keep_former_months, zone),
    )


def _months_before(at: datetime, months: int, zone: ZoneInfo) -> datetime:
    return (at.astimezone(zone) - relativedelta(months=months)).astimezone(UTC)
