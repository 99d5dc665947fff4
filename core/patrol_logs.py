"""The patrol log: what is written down of a patrol, who may sign it and when.

An entry names people by their number only. Names are found when it is read, so that somebody who left is nobody in it
and the seal still holds.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from core.checkins import CheckinMethod
from core.incidents import AttachmentKind, FacilityKind, IncidentCategory, IncidentState

FINDINGS_MAX = 2_000
DRAFTED_WITHIN = timedelta(days=7)
"""How long after its end a patrol whose log is missing still gets one by itself: longer outages are no patrol's."""


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who was there, and what shows it. `marked_by` and `marked_at` when a leader said so."""

    person_id: int
    organisation_id: int | None
    method: CheckinMethod
    arrived_at: datetime
    late_minutes: int = 0
    distance_m: int | None = None
    marked_by: int | None = None
    marked_at: datetime | None = None
    left_at: datetime | None = None
    credited_minutes: int = 0


@dataclass(frozen=True, slots=True)
class LoggedNote:
    """A note of the patrol, without its words: those may name people."""

    number: int
    category: IncidentCategory | None
    facility: FacilityKind | None
    state: IncidentState
    at: datetime
    files: tuple[tuple[AttachmentKind, int], ...] = ()


@dataclass(frozen=True, slots=True)
class LogFacts:
    """All that an entry says, before it is signed."""

    patrol_id: int
    city_id: int
    city: str
    title: str
    starts_at: datetime
    ends_at: datetime
    place: str
    zones: tuple[str, ...]
    organisations: tuple[tuple[int, str], ...]
    participants: tuple[Participant, ...]
    notes: tuple[LoggedNote, ...]
    findings: str = ""


@dataclass(frozen=True, slots=True)
class NotOver:
    """The patrol still goes on."""

    ends_at: datetime


@dataclass(frozen=True, slots=True)
class AlreadySigned:
    """Somebody was faster, or signed long ago; what is sealed stays."""

    signed_by: int
    sealed_at: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """The log is to be sealed."""


SigningDecision: TypeAlias = NotOver | AlreadySigned | Signed


def decide_signing(
    ends_at: datetime, at: datetime, *, signed_by: int | None, sealed_at: datetime | None
) -> SigningDecision:
    """Judge one tap on the button that signs, and one message that changes the findings."""
    if signed_by is not None and sealed_at is not None:
        return AlreadySigned(signed_by, sealed_at)
    if at < ends_at:
        return NotOver(ends_at)
    return Signed()


def responsible_organisations(organisations: Iterable[int], participants: Sequence[Participant]) -> tuple[int, ...]:
    """Whose leaders sign: the organisations that came; where nobody did, all that were invited."""
    came = {each.organisation_id for each in participants if each.organisation_id is not None}
    return tuple(each for each in organisations if not came or each in came)


def entry_of(facts: LogFacts) -> dict[str, Any]:
    """The facts as an entry that can be sealed: instants as ISO text in UTC, people by number."""
    plain: dict[str, Any] = _plain(asdict(facts))
    plain["form"] = 1
    plain["participants"].sort(key=lambda each: (each["organisation_id"] or 0, each["arrived_at"], each["person_id"]))
    plain["notes"].sort(key=lambda each: each["number"])
    return plain


def person_ids(entry: dict[str, Any]) -> set[int]:
    """Everybody an entry names."""
    named = [entry.get("signed_by"), entry.get("findings_by")]
    for each in entry["participants"]:
        named += [each["person_id"], each["marked_by"]]
    return {person_id for person_id in named if person_id is not None}


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
