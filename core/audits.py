"""The audit trail as people ask it: who read or changed what, and when. An action's noun says its group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo


class AuditGroup(StrEnum):
    """What an action is about."""

    people = "people"
    patrols = "patrols"
    notes = "notes"
    broadcasts = "broadcasts"
    papers = "papers"
    city = "city"
    access = "access"


NOUNS: Mapping[AuditGroup, tuple[str, ...]] = {
    AuditGroup.people: (
        *("person", "member", "members", "application", "invitation", "organisation", "organisations"),
        *("administrator", "consent", "location", "rest", "absence", "training", "roster_changes", "list", "expected"),
    ),
    AuditGroup.patrols: ("patrol", "patrols", "checkin", "roster", "messages", "today", "plan", "loads"),
    AuditGroup.notes: ("note", "notes", "note_file", "facility", "alert"),
    AuditGroup.broadcasts: ("broadcast", "group"),
    AuditGroup.papers: ("patrol_log", "hours", "month", "export"),
    AuditGroup.city: ("city", "audit"),
    AuditGroup.access: ("console", "calendar", "token", "api", "webhook"),
}
READING_VERBS = ("read", "seen", "exported", "unconfirmed_read")
"""The second half of an action that only looks at somebody's data."""


def group_of(action: str) -> AuditGroup | None:
    """What an action is about; None when its noun is in no group."""
    noun = action.partition(".")[0]
    return next((group for group, nouns in NOUNS.items() if noun in nouns), None)


def is_reading(action: str) -> bool:
    return action.partition(".")[2] in READING_VERBS


@dataclass(frozen=True, slots=True)
class AuditQuery:
    """What is looked for; None asks for everything. Entries are counted backwards from `before_id`."""

    person_id: int | None = None
    group: AuditGroup | None = None
    is_reading: bool | None = None
    since: datetime | None = None
    until: datetime | None = None
    before_id: int | None = None


def days_asked(first: str, last: str, zone: ZoneInfo) -> tuple[datetime | None, datetime | None]:
    """The begin of the first day and the end of the last one, as a form names them; what is no day asks for nothing."""
    begin, end = _day(first), _day(last)
    since = _midnight(begin, zone) if begin else None
    until = _midnight(end + timedelta(days=1), zone) if end else None
    return since, until


def _day(typed: str) -> date | None:
    try:
        day = date.fromisoformat(typed)
    except ValueError:
        return None
    # Years at the very ends of the calendar have no day before or after.
    return day if 2000 <= day.year <= 2200 else None  # noqa: PLR2004 (as above)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone).astimezone(UTC)
