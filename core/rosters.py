"""The leader's roster: one tap says who is there and who is not, in the patrol's hours and for a day after it.

The tap names what shall be, not "the other one": two leaders who tap the same name at once mean the same. After
the end a leader completes what the evening left open, so a presence marked then is the whole patrol.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias

from core.checkins import PatrolFacts, TooEarly, late_by

OPEN_AFTER = timedelta(hours=24)
"""How long after the end the roster still takes marks."""


class Mode(StrEnum):
    """What a tap on a name does: say who is there, or end somebody's duty."""

    marking = "marking"
    leaving = "leaving"


@dataclass(frozen=True, slots=True)
class Closed:
    """The roster no longer changes since `closed_at`."""

    patrol_id: int
    closed_at: datetime


@dataclass(frozen=True, slots=True)
class AlreadySo:
    """The person is marked that way already."""

    patrol_id: int


@dataclass(frozen=True, slots=True)
class MarkedPresent:
    """A leader says this person is here; `left_at` is the end when the patrol is over."""

    patrol_id: int
    arrived_at: datetime
    late: timedelta
    left_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class MarkedAbsent:
    """A leader takes a presence back, however it was shown."""

    patrol_id: int


MarkDecision: TypeAlias = TooEarly | Closed | AlreadySo | MarkedPresent | MarkedAbsent


def objection_to_roster(patrol: PatrolFacts, at: datetime) -> TooEarly | Closed | None:
    """Why nothing on the roster can be changed now."""
    if at < patrol.opens_at:
        return TooEarly(patrol.patrol_id, patrol.opens_at)
    if at > patrol.ends_at + OPEN_AFTER:
        return Closed(patrol.patrol_id, patrol.ends_at + OPEN_AFTER)
    return None


def decide_mark(patrol: PatrolFacts, at: datetime, *, is_present: bool) -> MarkDecision:
    """One tap on a name, saying that this person is (or is not) present."""
    objection = objection_to_roster(patrol, at)
    if objection is not None:
        return objection
    if (patrol.checked_in_at is not None) == is_present:
        return AlreadySo(patrol.patrol_id)
    if not is_present:
        return MarkedAbsent(patrol.patrol_id)
    if at > patrol.ends_at:
        return MarkedPresent(patrol.patrol_id, patrol.starts_at, timedelta(), patrol.ends_at)
    return MarkedPresent(patrol.patrol_id, at, late_by(patrol.starts_at, at))


def nearness(starts_at: datetime, ends_at: datetime, at: datetime) -> timedelta:
    """How far from now a patrol is, before its start or after its end; nothing while it is on."""
    return max(starts_at - at, at - ends_at, timedelta())
