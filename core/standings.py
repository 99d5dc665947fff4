"""How a member of a patrol unit stands: training, absences, and changes of the roster that have to be reported.

The numbers are those of the act on volunteer patrol units and its decree: twelve hours of basic training in the first
two years, then twelve a year; three unexcused absences in a year can lead to removal, with notice and time to answer;
changes of the roster are reported within ten days. The program counts and warns, and never removes anybody by itself.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from dateutil.relativedelta import relativedelta

TRAINING = timedelta(hours=12)
BASIC_YEARS = 2
WARN_AT, LIMIT_AT = 2, 3
ABSENCES_WITHIN = relativedelta(years=1)
REPORT_WITHIN = timedelta(days=10)
MAX_TRAINING = timedelta(hours=12)
"""Of one day."""


class ExcuseReason(StrEnum):
    """Why somebody was not seen; nothing about what illness, or whose. `was_there`: they say that they came."""

    illness = "illness"
    work = "work"
    family = "family"
    came_up = "came_up"
    other = "other"
    was_there = "was_there"


class RosterChangeKind(StrEnum):
    joined = "joined"
    left = "left"
    removed = "removed"
    made_leader = "made_leader"
    made_member = "made_member"


@dataclass(frozen=True, slots=True)
class TrainingDay:
    held_on: date
    length: timedelta


@dataclass(frozen=True, slots=True)
class TrainingStanding:
    """What was done of what is due in the period that holds a day; both its ends count."""

    first: date
    last: date
    done: timedelta
    is_basic: bool

    @property
    def missing(self) -> timedelta:
        return max(timedelta(), TRAINING - self.done)


def training_standing(joined_on: date, today: date, trainings: Iterable[TrainingDay]) -> TrainingStanding:
    """The first two years since joining are one period; after them every further year since joining is one."""
    after_basic = joined_on + relativedelta(years=BASIC_YEARS)
    is_basic = today < after_basic
    if is_basic:
        first, following = joined_on, after_basic
    else:
        years = relativedelta(today, joined_on).years
        first, following = joined_on + relativedelta(years=years), joined_on + relativedelta(years=years + 1)
    done = sum((each.length for each in trainings if first <= each.held_on < following), timedelta())
    return TrainingStanding(first, following - timedelta(days=1), done, is_basic)


class TrainingFault(StrEnum):
    """Why hours of training cannot be written down."""

    no_day = "no_day"
    to_come = "to_come"
    no_hours = "no_hours"


def read_training(day: str, hours: str, *, today: date) -> TrainingDay | TrainingFault:
    """What was typed, in hours with at most one decimal; a day that is still to come has had no training."""
    try:
        held_on = date.fromisoformat(day)
    except ValueError:
        return TrainingFault.no_day
    if held_on > today:
        return TrainingFault.to_come
    whole, _, part = hours.strip().replace(",", ".").partition(".")
    if not (whole + part).isascii() or not whole.isdecimal() or len(whole) > 2 or part not in {"", "0", "5"}:  # noqa: PLR2004 (digits)
        return TrainingFault.no_hours
    length = timedelta(hours=int(whole), minutes=30 if part == "5" else 0)
    return TrainingDay(held_on, length) if timedelta() < length <= MAX_TRAINING else TrainingFault.no_hours


class AbsenceStanding(StrEnum):
    """`warned`: one more and it is the third; `reached`: those above have to decide, and nobody else does."""

    fine = "fine"
    warned = "warned"
    reached = "reached"


def absence_standing(unexcused: int) -> AbsenceStanding:
    """What so many unexcused absences within a year mean."""
    if unexcused >= LIMIT_AT:
        return AbsenceStanding.reached
    return AbsenceStanding.warned if unexcused >= WARN_AT else AbsenceStanding.fine


def report_until(changed_at: datetime) -> datetime:
    """Until when a change of the roster has to be reported."""
    return changed_at + REPORT_WITHIN
