"""What may be changed about a published patrol, and how far a change of a repeating one reaches."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from enum import StrEnum

from core.recurrence import Frequency, Recurrence
from core.rsvps import PatrolState

WEEK = 7
CLEARING = frozenset({"없음", "없어요", "-", "none"})
EVERYBODY = frozenset({"전체", "모두", "모든 단체", "all", "everyone"})


class Changeable(StrEnum):
    """What a coordinator can change."""

    when = "when"
    place = "place"
    organisations = "organisations"
    zones = "zones"
    info = "info"


ANNOUNCED = frozenset({Changeable.when, Changeable.place})
"""Changes that people who have answered are told of."""


class Scope(StrEnum):
    """This date of a repeating patrol alone, or this one and all that follow."""

    this = "this"
    following = "following"


class ChangeRefusal(StrEnum):
    """Why a patrol stays as it is."""

    is_cancelled = "is_cancelled"
    has_begun = "has_begun"


def objection_to_change(state: PatrolState, *, starts_at: datetime, at: datetime) -> ChangeRefusal | None:
    """Whether a patrol can still be changed or cancelled."""
    if state is not PatrolState.published:
        return ChangeRefusal.is_cancelled
    return ChangeRefusal.has_begun if at >= starts_at else None


def moved_rule(rule: Recurrence, *, from_day: date, to_day: date) -> Recurrence | None:
    """The rule when all that follow move as this date does; None where that is not one plain rule.

    A weekly patrol on one weekday can move to another. `Every third Friday` cannot: the day after a third Friday is
    no third Saturday every month. Whoever wants that cancels the rest and plans anew.
    """
    days = (to_day - from_day).days
    if days == 0:
        return rule
    if rule.frequency is not Frequency.weekly or len(rule.weekdays) != 1 or abs(days) >= WEEK:
        return None
    return replace(rule, weekdays=((rule.weekdays[0] + days) % WEEK,))
