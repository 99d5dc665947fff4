"""A broadcast as a form at the desk sends it: whom, what, whether they confirm, and when. The first fault is named."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from core.broadcasts import Audience, PatrolAnswer
from core.names import has_resident_number
from core.roles import OrganisationKind
from core.times import to_utc

TEXT_MAX = 3500
"""Characters; with the button's line it stays one message of the messenger."""

Form = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class BroadcastForm:
    """`starts_at` None is at once."""

    audience: Audience
    text: str
    asks_confirmation: bool
    starts_at: datetime | None


class BroadcastFault(StrEnum):
    """What is wrong with the form."""

    nobody = "nobody"
    no_text = "no_text"
    too_long = "too_long"
    resident_number = "resident_number"
    unclear_time = "unclear_time"
    past_time = "past_time"


def read_broadcast(form: Form, *, now: datetime, zone: ZoneInfo) -> BroadcastForm | BroadcastFault:
    """What the form means. Whether what it names belongs to the city is for others to judge."""
    audience = audience_of(form)
    text = _first(form, "text").replace("\r\n", "\n").strip()
    if not audience.is_chosen:
        return BroadcastFault.nobody
    if not text:
        return BroadcastFault.no_text
    if len(text) > TEXT_MAX:
        return BroadcastFault.too_long
    if has_resident_number(text):
        return BroadcastFault.resident_number
    starts_at = _start(form, now=now, zone=zone)
    if isinstance(starts_at, BroadcastFault):
        return starts_at
    return BroadcastForm(audience, text, bool(form.get("asks_confirmation")), starts_at)


def audience_of(form: Form) -> Audience:
    """`whom` says whether everybody is meant; otherwise what is ticked narrows it as the taps in the chat do."""
    if _first(form, "whom") == "everyone":
        return Audience(everyone=True)
    patrol = _first(form, "patrol")
    answers = frozenset(PatrolAnswer[name] for name in form.get("answer", ()) if name in PatrolAnswer.__members__)
    has_part = _is_id(patrol) and bool(answers)
    return Audience(
        organisation_ids=frozenset(int(word) for word in form.get("organisation", ()) if _is_id(word)),
        kinds=frozenset(
            OrganisationKind[name] for name in form.get("kind", ()) if name in OrganisationKind.__members__
        ),
        patrol_id=int(patrol) if has_part else None,
        answers=answers if has_part else frozenset(),
        leaders_only=bool(form.get("leaders")),
    )


def _start(form: Form, *, now: datetime, zone: ZoneInfo) -> datetime | BroadcastFault | None:
    typed = _first(form, "at")
    if not typed:
        return None
    try:
        wall = datetime.fromisoformat(typed)
    except ValueError:
        return BroadcastFault.unclear_time
    start = None if wall.tzinfo else to_utc(wall, zone)
    if not isinstance(start, datetime):
        return BroadcastFault.unclear_time
    return start if start > now else BroadcastFault.past_time


def _first(form: Form, name: str) -> str:
    values = form.get(name, ())
    return values[0] if values else ""


def _is_id(word: str) -> bool:
    return word.isascii() and word.isdecimal() and len(word) < 10  # noqa: PLR2004 (as large as any row's number)
