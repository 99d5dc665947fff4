"""Incident notes: what they are about, how they are worked through, and who hears of them.

A note is never a substitute for 112, and never goes to a group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeAlias

from core.geo import Point


class IncidentCategory(StrEnum):
    """What a note is about."""

    suspicious = "suspicious"
    facility = "facility"
    hidden_camera = "hidden_camera"
    lost_or_aid = "lost_or_aid"
    traffic = "traffic"
    other = "other"


class FacilityKind(StrEnum):
    """Which facility, where the category is `facility`."""

    lamp = "lamp"
    cctv = "cctv"
    blind_spot = "blind_spot"
    other = "other"


class AttachmentKind(StrEnum):
    """What may come with a note."""

    photo = "photo"
    video = "video"
    voice = "voice"
    document = "document"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that stays with the messenger: `file_id` shows it again, `file_unique_id` tells whether it is the same."""

    kind: AttachmentKind
    file_id: str
    file_unique_id: str


@dataclass(frozen=True, slots=True)
class Report:
    """One message of somebody who reports: words, at most one file, a place; `album` joins messages sent together."""

    text: str = ""
    attachment: Attachment | None = None
    album: str | None = None
    place: Point | None = None

    @property
    def is_empty(self) -> bool:
        return not self.text and self.attachment is None


class IncidentState(StrEnum):
    """How far a note has been worked through."""

    open = "open"
    accepted = "accepted"
    in_progress = "in_progress"
    done = "done"
    handed_to_112 = "handed_to_112"


JOINING_TIME = timedelta(minutes=10)
"""A picture sent this soon after a note belongs to it, asked for or not: people write first and photograph next."""

TEXT_MAX = 20_000
"""Longer than a message can be; what does not fit one message is shown in several."""

OPEN_STATES = (IncidentState.open, IncidentState.accepted, IncidentState.in_progress)
"""What still waits for somebody."""

TAKEN_UP_STATES = (
    IncidentState.accepted,
    IncidentState.in_progress,
    IncidentState.done,
    IncidentState.handed_to_112,
)
"""What a note is in once somebody has seen to it: the time until then is its time to triage."""


class OpenNotes(StrEnum):
    """Which open notes somebody looks through."""

    all = "all"
    open = "open"
    accepted = "accepted"
    in_progress = "in_progress"

    @property
    def states(self) -> tuple[IncidentState, ...]:
        return OPEN_STATES if self is OpenNotes.all else (IncidentState[self.name],)


_NEXT: dict[IncidentState, tuple[IncidentState, ...]] = {
    IncidentState.open: (
        IncidentState.accepted,
        IncidentState.in_progress,
        IncidentState.done,
        IncidentState.handed_to_112,
    ),
    IncidentState.accepted: (IncidentState.in_progress, IncidentState.done, IncidentState.handed_to_112),
    IncidentState.in_progress: (IncidentState.done, IncidentState.handed_to_112),
    # What seemed done may come back; what the police have stays theirs.
    IncidentState.done: (IncidentState.in_progress, IncidentState.handed_to_112),
    IncidentState.handed_to_112: (),
}


def next_states(state: IncidentState) -> tuple[IncidentState, ...]:
    """The buttons to offer."""
    return _NEXT[state]


@dataclass(frozen=True, slots=True)
class Triaged:
    """The note moves on."""

    before: IncidentState
    after: IncidentState


@dataclass(frozen=True, slots=True)
class AlreadySo:
    """Somebody was faster, or tapped twice."""

    state: IncidentState


@dataclass(frozen=True, slots=True)
class NotPossible:
    """From `state` there is no way to what was tapped; `possible` are the ways there are."""

    state: IncidentState
    possible: tuple[IncidentState, ...]


TriageDecision: TypeAlias = Triaged | AlreadySo | NotPossible


def decide_triage(state: IncidentState, wished: IncidentState) -> TriageDecision:
    """Judge one tap on a triage button."""
    if wished is state:
        return AlreadySo(state)
    if wished in _NEXT[state]:
        return Triaged(state, wished)
    return NotPossible(state, _NEXT[state])


def is_facility_kind_asked(category: IncidentCategory) -> bool:
    """Whether the category has kinds of its own to choose from."""
    return category is IncidentCategory.facility


@dataclass(frozen=True, slots=True)
class Hearers:
    """Persons told of something; nobody twice, in a stable order."""

    triage: tuple[int, ...]
    reporter: int | None


def hearers_of_note(*, reporter_id: int, leader_ids: Iterable[int], coordinator_ids: Iterable[int]) -> Hearers:
    """A new note goes to the reporter's leaders and the city's coordinators, not back to who wrote it."""
    told = dict.fromkeys([*leader_ids, *coordinator_ids])
    return Hearers(tuple(person for person in told if person != reporter_id), None)


def hearers_of_change(
    *, actor_id: int, reporter_id: int | None, leader_ids: Iterable[int], coordinator_ids: Iterable[int]
) -> Hearers:
    """A change of state goes to the reporter and, silently, to those who triage; not to who made it.

    `reporter_id` is None when the reporter has left.
    """
    told = dict.fromkeys([*leader_ids, *coordinator_ids])
    triage = tuple(person for person in told if person not in {actor_id, reporter_id})
    return Hearers(triage, None if reporter_id == actor_id else reporter_id)
