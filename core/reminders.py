"""When people are reminded of a patrol: never in the night without need, never of the past, never two at once.

In quiet hours only what lies within two hours of the start is sent. Anything else moves to the end of the night,
or, where that would come within two hours of the start, to half an hour before the night began.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

from core.quiet_hours import QuietHours, is_quiet, quiet_begin, quiet_end

CLOSE_TO_START = timedelta(hours=2)
EVENING_BEFORE = timedelta(minutes=30)
QUESTION_OFFSET = timedelta(days=1)


class DropReason(StrEnum):
    """Why a configured reminder is not planned."""

    past = "past"
    merged = "merged"


@dataclass(frozen=True, slots=True)
class Reminder:
    """One moment; `offset` is the configured distance from the start and names the reminder."""

    due_at: datetime
    offset: timedelta


@dataclass(frozen=True, slots=True)
class Dropped:
    """A configured reminder that is not planned."""

    offset: timedelta
    reason: DropReason


@dataclass(frozen=True, slots=True)
class ReminderPlan:
    """What is sent, in order of time, and what is not, with the reason."""

    reminders: tuple[Reminder, ...]
    dropped: tuple[Dropped, ...]


def plan_reminders(
    starts_at: datetime,
    offsets: Iterable[timedelta],
    *,
    published_at: datetime,
    quiet: QuietHours,
    zone: ZoneInfo,
) -> ReminderPlan:
    """The moments of one patrol; of two that fall together the one named nearest to the start stays."""
    planned: dict[datetime, Reminder] = {}
    dropped: list[Dropped] = []
    for offset in sorted(set(offsets)):
        due_at = reminder_at(starts_at, offset, quiet=quiet, zone=zone)
        if due_at <= published_at:
            dropped.append(Dropped(offset, DropReason.past))
        elif due_at in planned:
            dropped.append(Dropped(offset, DropReason.merged))
        else:
            planned[due_at] = Reminder(due_at, offset)
    return ReminderPlan(tuple(planned[due_at] for due_at in sorted(planned)), tuple(dropped))


def reminder_at(starts_at: datetime, offset: timedelta, *, quiet: QuietHours, zone: ZoneInfo) -> datetime:
    """One moment before the start, moved out of the night."""
    due_at = starts_at - offset
    if offset <= CLOSE_TO_START or not is_quiet(due_at, quiet, zone):
        return due_at
    morning = quiet_end(due_at, quiet, zone)
    if morning <= starts_at - CLOSE_TO_START:
        return morning
    return quiet_begin(due_at, quiet, zone) - EVENING_BEFORE


@dataclass(frozen=True, slots=True)
class QuestionPlan:
    """When those who never answered are asked once more, and when their leader gets the list of them.

    A patrol published less than a day ahead has no second question: its announcement has just asked. The list
    then comes two hours before the start, unless that is past as well.
    """

    question_at: datetime | None
    list_at: datetime | None


def plan_question(starts_at: datetime, *, published_at: datetime, quiet: QuietHours, zone: ZoneInfo) -> QuestionPlan:
    """A day before the start, once; both at the same moment, so that a leader has a day to telephone."""
    question_at = reminder_at(starts_at, QUESTION_OFFSET, quiet=quiet, zone=zone)
    if question_at > published_at:
        return QuestionPlan(question_at, question_at)
    list_at = starts_at - CLOSE_TO_START
    return QuestionPlan(None, list_at if list_at > published_at else None)


class SkipReason(StrEnum):
    """Why a reminder that is due is not sent."""

    begun = "begun"
    cancelled = "cancelled"
    moved = "moved"


@dataclass(frozen=True, slots=True)
class Send:
    """It is sent, however late."""

    late: timedelta


@dataclass(frozen=True, slots=True)
class NotYet:
    """It is not due."""


@dataclass(frozen=True, slots=True)
class Skip:
    """It is never sent."""

    reason: SkipReason


ReminderDecision: TypeAlias = Send | NotYet | Skip


def decide_reminder(
    due_at: datetime, *, starts_at: datetime, now: datetime, is_cancelled: bool = False, has_moved: bool = False
) -> ReminderDecision:
    """What becomes of a planned reminder now; one that fell due while nothing ran is still sent before the start.

    `has_moved` says that the patrol's time was changed after this reminder was planned: the new time has its own.
    """
    if is_cancelled:
        return Skip(SkipReason.cancelled)
    if has_moved:
        return Skip(SkipReason.moved)
    if now >= starts_at:
        return Skip(SkipReason.begun)
    if now < due_at:
        return NotYet()
    return Send(now - due_at)
