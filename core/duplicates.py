"""Several notes about one thing: how likely they are that, which of them is kept, and what stands against merging.

The rule only suggests. A human merges.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from core.geo import Point, distance_m
from core.incidents import FacilityKind, IncidentCategory, IncidentState

NEAR_M = 150.0
"""As far apart as two people stand who tell of one thing, the inaccuracy of their phones included."""
MOST_SUGGESTED = 5

# What stands still is met again for weeks; what happens is over within hours.
_WINDOWS: dict[IncidentCategory | None, timedelta] = {
    IncidentCategory.facility: timedelta(days=30),
    IncidentCategory.hidden_camera: timedelta(days=7),
    IncidentCategory.lost_or_aid: timedelta(hours=12),
    IncidentCategory.suspicious: timedelta(hours=3),
    IncidentCategory.traffic: timedelta(hours=3),
    IncidentCategory.other: timedelta(days=1),
    None: timedelta(days=1),
}
LONGEST_WINDOW = max(_WINDOWS.values())
_WEIGHT_OF_PLACE, _WEIGHT_OF_TIME, _WEIGHT_OF_CATEGORY = 50, 30, 20


@dataclass(frozen=True, slots=True)
class Sighting:
    """A note as this rule sees it; `words` is a place that was written instead of shown."""

    note_id: int
    at: datetime
    category: IncidentCategory | None = None
    facility: FacilityKind | None = None
    place: Point | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Likeness:
    """Why two notes may be about one thing. `score` is 0-100; `distance_m` is None where a place was only written."""

    note_id: int
    score: int
    distance_m: int | None
    apart: timedelta


def likeness(note: Sighting, other: Sighting) -> Likeness | None:
    """How likely `other` is about the same thing as `note`; None when time, place or category speak against it."""
    if note.note_id == other.note_id or not _may_be_one_kind(note, other):
        return None
    # Where only one of the two was sorted, its category tells how long such a thing is met.
    window = _WINDOWS[note.category or other.category]
    apart = abs(note.at - other.at)
    nearness = _nearness(note, other)
    if apart > window or nearness is None:
        return None
    distance, near = nearness
    is_one_category = note.category is not None and note.category is other.category
    score = _WEIGHT_OF_PLACE * near + _WEIGHT_OF_TIME * (1 - apart / window) + _WEIGHT_OF_CATEGORY * is_one_category
    return Likeness(other.note_id, round(score), distance, apart)


def likely_duplicates(note: Sighting, others: Iterable[Sighting]) -> Sequence[Likeness]:
    """The likeliest first, no more than people look through."""
    found = [like for other in others if (like := likeness(note, other)) is not None]
    return sorted(found, key=lambda like: (-like.score, like.note_id))[:MOST_SUGGESTED]


def _may_be_one_kind(note: Sighting, other: Sighting) -> bool:
    """What nobody sorted yet may be anything."""
    if None not in {note.category, other.category} and note.category is not other.category:
        return False
    return None in {note.facility, other.facility} or note.facility is other.facility


def _nearness(note: Sighting, other: Sighting) -> tuple[int | None, float] | None:
    if note.place is not None and other.place is not None:
        metres = distance_m(note.place, other.place)
        return (round(metres), 1 - metres / NEAR_M) if metres <= NEAR_M else None
    is_same_place = bool(_folded(note.words)) and _folded(note.words) == _folded(other.words)
    return (None, 0.5) if is_same_place else None


def _folded(words: str) -> str:
    """People write one place with and without blanks."""
    return "".join(words.split()).casefold()


class MergeFault(StrEnum):
    """What stands against making one note part of another."""

    itself = "itself"
    merged_before = "merged_before"
    held_by_112 = "held_by_112"


@dataclass(frozen=True, slots=True)
class Mergeable:
    """A note with what decides about a merge; `kept_id` is the note it is part of already."""

    note_id: int
    number: int
    state: IncidentState
    kept_id: int | None = None


@dataclass(frozen=True, slots=True)
class Merged:
    """The duplicate becomes part of this note: the one named, or the one that itself is part of."""

    kept_id: int


MergeDecision: TypeAlias = Merged | MergeFault


def decide_merge(duplicate: Mergeable, kept: Mergeable) -> MergeDecision:
    """Judge the wish to make `duplicate` part of `kept`.

    What the police have stays theirs: such a note is kept, and never made part of one they do not have.
    """
    kept_id = kept.kept_id or kept.note_id
    if kept_id == duplicate.note_id:
        return MergeFault.itself
    if duplicate.kept_id is not None:
        return MergeFault.merged_before
    if duplicate.state is IncidentState.handed_to_112 and kept.state is not IncidentState.handed_to_112:
        return MergeFault.held_by_112
    return Merged(kept_id)


def kept_of(note: Mergeable, other: Mergeable) -> Mergeable:
    """Which of two notes to offer as the one that stays: the one the police have, else the one told first."""
    return min(note, other, key=lambda each: (each.state is not IncidentState.handed_to_112, each.number))
